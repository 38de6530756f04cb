#!/usr/bin/env bats
# vote: statements and their fields.  Positions are in vote-cast.bats, counts
# in vote-count.bats, states in vote-state.bats, files in vote-import.bats.
load helper

setup() {
	fresh
	session_here
}

@test "vote add: prints the id alone, and the statement is open" {
	run -0 --separate-stderr vote add 'Trees cool a street'
	[[ $output =~ ^[a-z][0-9a-z]{5}$ && -z $stderr ]]
	local id=$output
	run -0 vote list
	[[ ${lines[0]} == $'no\tid\tstate\tround\tcast\tpresent\ttitle\twho\toptions\tscale\tsource\ttext' ]]
	[[ ${lines[1]} == "1	$id	open	1	0	2	Trees cool a street					Trees cool a street" ]]
	[[ $(vote list -o table | head -n 1) != *options* ]]
}

@test "vote list, add -: nothing that is printed is lost elsewhere" {
	vote add -t Trees $'Trees cool a street\nand more'
	vote add --options yes,no,later --scale ordinal --source "a book" -w ana \
	    $'Roofs glare\nat noon'
	vote add --options none "What \"else\"?"
	vote seal 3
	vote cast 2 yes -w ana
	vote round 2
	vote add gone
	vote drop 4
	sed -i '1s/$/\teffort/; 2s/$/\tsmall/' statements.tsv
	mkdir other
	cp session.tsv people.tsv other
	vote list -a -o tsv | vote add -d other - >/dev/null
	# A column that was asked for by nobody may be there, and is empty.
	columns=$(vote list -a -H -o json | jq -r 'first | keys_unsorted | join(",")')
	diff <(vote list -a) <(vote list -a -c "$columns" -d other)
	diff <(vote list -a -o json) <(vote list -a -o json -c "$columns" -d other)
	[[ $(vote list -H -c id,effort -d other) == *small* ]]
	# What stands for a title is none.
	run -1 grep -q $'Roofs glare\tRoofs glare' other/statements.tsv
	keep_bytes other before
	vote list -a -o tsv | vote add -d other -
	same_bytes other before
}

@test "vote list: a title before the text, and the text's first line" {
	vote add -t Trees $'Trees cool a street\nand more'
	vote add $'Roofs glare\nat noon'
	run -0 vote list -H -c no,title,text
	[[ ${lines[0]} == $'1\tTrees\tTrees cool a street\\nand more' ]]
	[[ ${lines[1]} == $'2\tRoofs glare\tRoofs glare\\nat noon' ]]
}

@test "vote list: -s, -a and dropped ones" {
	vote add one
	vote add two
	vote add three
	vote close 2
	vote drop 3
	run -0 vote list -H -c no,state
	[[ $output == $'1\topen\n2\tclosed' ]]
	run -0 vote list -H -a -c no,state
	[[ $output == $'1\topen\n2\tclosed\n3\tdropped' ]]
	run -0 vote list -H -s closed -c no
	[[ $output == 2 ]]
	run -0 vote list -H -s Clo -c no
	[[ $output == 2 ]]
	run -0 vote list -H -s dropped -c no
	[[ $output == 3 ]]
	run -2 --separate-stderr vote list -s shut
	[[ $stderr == 'vote: no state "shut": give open, now, discussed, sealed, closed or dropped' ]]
}

@test "vote list: JSON has numbers and texts" {
	run -0 vote list -o json
	[[ $(jq -c . <<<"$output") == '[]' ]]
	vote add -t Trees 'Trees cool'
	run -0 vote list -o json
	[[ $(jq -c '.[0] | [.no, .state, .round, .cast, .present, .title]' \
	    <<<"$output") == '[1,"open",1,0,2,"Trees"]' ]]
}

@test "vote add: options, scale, source, title and whose it is" {
	run -0 vote add 'How hot?' -t Heat --options ' low, middle ,high' \
	    --scale ordinal --source 'City report' -w ben
	run -0 vote list -H -c options,scale,source,title,text,who,by
	[[ $output == $'low,middle,high\tordinal\tCity report\tHeat\tHow hot?\tben\tmod' ]]
}

@test "vote add: it is the author's who types and is known" {
	vote add 'One' -b ana
	vote add 'Two' -b stranger
	run -0 vote list -H -c who,by
	[[ $output == $'ana\tana\n\tstranger' ]]
}

@test "vote add: lines, of whom they say" {
	run -0 --separate-stderr bash -c \
	    "printf '%s\n' 'ana: Trees cool' '' \"Roofs don't\" | vote add"
	[[ ${#lines[@]} == 2 ]]
	run -0 vote list -H -c who,text
	[[ $output == $'ana\tTrees cool\n\tRoofs don\'t' ]]
}

@test "vote add: what is no statement" {
	keep_bytes . ../before
	run -2 --separate-stderr vote add '  '
	[[ $stderr == 'vote: a statement without text' ]]
	run -2 --separate-stderr vote add x --scale cardinal
	[[ $stderr == 'vote: no scale "cardinal": give nominal or ordinal' ]]
	run -2 --separate-stderr vote add x --options yes
	[[ $stderr == 'vote: one option is no choice: "yes"' ]]
	run -2 --separate-stderr vote add x --options 'yes,no,YES'
	[[ $stderr == 'vote: an option stands twice: "YES"' ]]
	run -2 --separate-stderr vote add x --options yes,,no
	[[ $stderr == 'vote: an option without a name' ]]
	run -2 --separate-stderr vote add x --options yes,pass
	[[ $stderr == 'vote: no option can be called "pass"' ]]
	run -2 --separate-stderr vote add x -w dan
	[[ $stderr == 'vote: nobody known as "dan"'* ]]
	run -2 --separate-stderr vote add -t Trees
	[[ $stderr == 'vote: --title is for one statement: give TEXT' ]]
	run -2 --separate-stderr vote add - --options a,b
	[[ $stderr == 'vote: add - takes --options from its rows' ]]
	same_bytes . ../before
}

@test "vote add: 1 MiB of text and not a byte more" {
	head -c 1048576 /dev/zero | tr '\0' x | vote add >/dev/null
	keep_bytes . ../before
	run -2 --separate-stderr bash -c \
	    'head -c 1048577 /dev/zero | tr "\0" x | vote add'
	[[ $stderr == 'vote: standard input:1: text is too long: 1048577 bytes, at most 1048576' ]]
	same_bytes . ../before
}

@test "vote add -: what list prints makes the same list, twice" {
	vote add -t Trees 'Trees cool'
	vote add 'How hot?' --options low,high --scale ordinal --source City
	vote cast 1 agree -w ana
	vote round 1
	mkdir ../there
	session_here ../there
	vote list -o tsv -c id,state,round,title,options,scale,source,text \
	    >../rows
	run -0 vote add - -d ../there <../rows
	[[ ${#lines[@]} == 2 ]]
	run -0 vote list -d ../there -o tsv \
	    -c id,state,round,title,options,scale,source,text
	[[ $output == "$(<../rows)" ]]
	keep_bytes ../there ../before
	run -0 vote add - -d ../there <../rows
	[[ -z $output ]]
	vote list -o tsv | vote add - -d ../there
	same_bytes ../there ../before
	keep_bytes . ../before
	vote list -o tsv | vote add -
	same_bytes . ../before
}

@test "vote add -: of what is said of one statement the last counts" {
	local rows=$'id\ttitle\ttext\nt1\tTrees\tTrees cool\nt1\tShade\t'
	vote add - <<<"$rows"
	vote add - <<<"${rows/Trees/Roofs}"
	run -0 vote list -H -c title
	[[ $output == Shade ]]
	keep_bytes . ../before
	vote add - <<<"${rows/Trees/Roofs}"
	same_bytes . ../before
	vote add - <<<$'id\tstate\nt1\tdiscussed\nt1\topen'
	run -0 vote list -H -c state
	[[ $output == open ]]
}

@test "vote add -: the columns of list alone make statements" {
	vote add 'Trees cool'
	mkdir ../there
	session_here ../there
	vote list -o tsv | vote add - -d ../there
	run -0 vote list -H -d ../there -c title,text
	[[ $output == $'Trees cool\tTrees cool' ]]
}

@test "vote add -: a bad row names its line, and nothing is taken" {
	keep_bytes . ../before
	run -2 --separate-stderr vote add - < <(
		tsv text state
		tsv one open
		tsv two shut
	)
	[[ $stderr == 'vote: standard input:3: no state "shut"' ]]
	run -2 --separate-stderr vote add - < <(tsv text state; tsv - open)
	[[ $stderr == 'vote: standard input:2: a statement without text' ]]
	same_bytes . ../before
}

@test "vote add -: every text of blns, in all formats and back" {
	cases unicode/blns
	local list=$CASES/unicode/blns
	[[ -f $list ]] || list=$(find "$list" -name '*.txt' | head -n 1)
	grep -v '^#' "$list" | grep . >../texts || skip 'no texts'
	while IFS= read -r text; do
		[[ -n $(tr -d ' \t\r' <<<"$text") ]] || continue
		printf '%s\n' "$text"
	done <../texts >../kept
	{
		echo text
		sed 's/\\/\\\\/g; s/\t/\\t/g; s/\r/\\r/g' ../kept
	} >../rows
	iconv -f UTF-8 -t UTF-8 ../rows >/dev/null
	vote add - <../rows >/dev/null
	for format in table tsv csv json md; do
		run -0 vote list -o $format -c no,title,text
	done
	vote list -H -o tsv -c text >../out
	diff <(tail -n +2 ../rows) ../out
	vote list -o json -c text | jq -j '.[].text + "\n"' >../out
	cmp ../kept ../out
	mkdir ../there
	session_here ../there
	vote list -o tsv -c id,text | vote add - -d ../there >/dev/null
	diff <(vote list -o tsv -c id,text) \
	    <(vote list -d ../there -o tsv -c id,text)
}

@test "vote edit: fields, and a field cleared" {
	vote add 'How hot?' --source City
	vote edit 1 'title=Heat' 'options=low,high' scale=ordinal source=
	run -0 vote list -H -c title,options,scale,source
	[[ $output == $'Heat\tlow,high\tordinal\t' ]]
	run -2 --separate-stderr vote edit 1 titel=Heat
	[[ $stderr == 'vote: no field "titel": did you mean "title"?' ]]
	run -2 --separate-stderr vote edit 1 state=closed
	[[ $stderr == 'vote: no field "state"'* ]]
	run -2 --separate-stderr vote edit 1 who=cloe
	[[ $stderr == 'vote: nobody known as "cloe": did you mean "chloe"?' ]]
	run -2 --separate-stderr vote edit 1 scale=none
	[[ $stderr == 'vote: no scale "none": give nominal or ordinal' ]]
}

@test "vote edit: another text that was voted on is a new round" {
	vote add 'Trees cool'
	vote edit 1 'text=Trees cool streets'
	run -0 vote list -H -c round
	[[ $output == 1 ]]
	vote cast 1 agree -w ana
	vote edit 1 'text=Trees cool wide streets'
	run -0 vote list -H -c round,cast
	[[ $output == $'2\t0' ]]
	run -0 vote tally 1 --round 1 -H -c position,count
	[[ ${lines[0]} == $'agree\t1' ]]
	vote cast 1 disagree -w ana
	vote edit 1 title=Trees
	vote edit --same 1 'text=Trees cool wide streets.'
	run -0 vote list -H -c round,cast
	[[ $output == $'2\t1' ]]
}

@test "vote show: fields, positions with comments, notes" {
	vote add 'Trees cool' -t Trees
	vote up 1 -w ben
	vote cast 1 agree 'they do' -w ana
	vote cast 1 agree -w ben
	vote cast 1 pass -w chloe
	vote note 1 'see the report' -w ben
	run -0 vote show 1
	[[ ${lines[0]} == $'field\tvalue' ]]
	[[ $output == *$'\ntitle\tTrees\n'* ]]
	[[ $output == *$'\nwanted\t1\n'* ]]
	[[ $output == *$'\nagree\t2: ana (they do), ben\n'* ]]
	[[ $output == *$'\npass\t1: chloe\n'* ]]
	[[ $output == *$'\nnote\tben: see the report' ]]
	[[ $output != *disagree* ]]
}

@test "vote log: the statement's changes" {
	vote add 'Trees cool'
	vote edit 1 title=Trees
	vote close 1
	run -0 vote log 1 -H -c change
	[[ $output == $'text=Trees cool\ntitle=Trees\nstate=closed' ]]
}

@test "vote drop, restore: no row is lost" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana
	vote drop 1
	run -0 vote rank -H
	[[ -z $output ]]
	run -0 vote tally -H
	[[ -z $output ]]
	run -2 --separate-stderr vote cast 1 agree -w ben
	[[ $stderr == 'vote: statement 1 is dropped: vote restore 1 first' ]]
	vote restore 1
	run -0 vote list -H -c state,cast
	[[ $output == $'open\t1' ]]
}

@test "vote restore: a statement is what it was" {
	vote add 'Trees cool'
	vote add 'Trees pay'
	vote cast 1 agree -w ana
	vote cast 2 agree -w ana
	vote close 1
	run -0 grep -c entitled notes.tsv
	[[ $output == 1 ]]
	vote drop 1
	roster in ben
	vote restore 1
	run -0 vote list -H -c state,cast
	[[ $output == $'closed\t1\nopen\t1' ]]
	run -0 grep -c entitled notes.tsv
	[[ $output == 1 ]]
	run -2 --separate-stderr vote cast 1 agree -w ben
	[[ $stderr == 'vote: statement 1 is closed: vote open 1 first' ]]
	vote open 1
	vote drop 1
	vote restore 1
	run -0 vote list -H -c state
	[[ $output == $'open\nopen' ]]
	# One in hand is so again, where none is in hand meanwhile.
	vote next >/dev/null
	vote drop 1
	vote restore 1
	run -0 vote list -H -c state
	[[ $output == $'now\nopen' ]]
	vote drop 1
	vote next >/dev/null
	vote restore 1
	run -0 vote list -H -c state
	[[ $output == $'discussed\nnow' ]]
}

@test "vote: a statement that is not there, and one of two" {
	vote add one
	run -2 --separate-stderr vote show 2
	[[ $stderr == 'vote: no statement "2": there are 1' ]]
	tsv 2026-11-20T17:00:00.000Z ab1 - - - - - - - one mod >>statements.tsv
	tsv 2026-11-20T17:00:00.000Z ab2 - - - - - - - two mod >>statements.tsv
	run -2 --separate-stderr vote show ab
	[[ $stderr == 'vote: statement "ab" is ambiguous: ab1 ab2' ]]
}

@test "vote: -n prints the rows and writes none" {
	keep_bytes . ../before
	run -0 vote add -n 'Trees cool'
	[[ $output == *$'\tTrees cool\tmod' ]]
	same_bytes . ../before
	vote add 'Trees cool'
	keep_bytes . ../before
	run -0 vote cast -n 1 agree -w ana
	[[ ${lines[1]} == *$'\tana\t'*$'\t1\tagree\t\tmod' ]]
	run -0 vote next -n
	[[ $output == *$'\tnow'* ]]
	same_bytes . ../before
}

@test "vote: reading never writes" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana
	keep_bytes . ../before
	for verb in list 'show 1' 'log 1' missing tally matrix rank shift \
	    pairs export; do
		# shellcheck disable=SC2086
		run vote $verb
		((status <= 1))
	done
	same_bytes . ../before
}

@test "vote: a damaged row is named, and the rest is counted" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana,ben
	sed -i '2s/^[^\t]*/yesterday/' votes.tsv
	run -3 --separate-stderr vote tally -H -c position,count
	[[ ${lines[0]} == $'agree\t1' ]]
	[[ $stderr == 'vote: votes.tsv:2: not a time: "yesterday"' ]]
}
