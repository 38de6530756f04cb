#!/usr/bin/env bats
# vote: taking positions.
load helper

setup() {
	fresh
	session_here
	vote add 'Trees cool' >/dev/null
	vote add 'Roofs' --options 'yes,no,only new ones' >/dev/null
	vote add 'Why?' --options none >/dev/null
}

# Who holds which position on a statement: `agree ana,ben`.
positions() { # ID
	vote tally "$1" -H -c position,count,who |
	    awk -F '\t' '$2 > 0 { print $1 " " $3 }'
}

# The rows of votes.tsv, without times.
rows() {
	cut -f 2- votes.tsv | tail -n +2
}

@test "vote cast: one, several, rest, all" {
	run -0 --separate-stderr vote cast 1 agree -w ben
	[[ -z $output && -z $stderr ]]
	vote cast 1 disagree -w rest
	run -0 positions 1
	[[ $output == $'agree ben\ndisagree chloe' ]]
	vote cast 2 yes -w all
	run -0 positions 2
	[[ $output == 'yes ana,ben,chloe' ]]
	vote cast 2 no -w ben,chloe
	run -0 positions 2
	[[ $output == $'yes ana\nno ben,chloe' ]]
}

@test "vote cast: nobody is left" {
	vote cast 1 agree -w rest
	keep_bytes . ../before
	run -1 --separate-stderr vote cast 1 disagree -w rest
	[[ $stderr == 'vote: nobody is meant: -w rest' ]]
	run -1 --separate-stderr vote cast -q 1 disagree -w rest
	[[ -z $stderr ]]
	same_bytes . ../before
}

@test "vote cast: without -w it is who types, if known" {
	vote cast 1 agree -b ana
	run -0 positions 1
	[[ $output == 'agree ana' ]]
	run -2 --separate-stderr vote cast 1 agree
	[[ $stderr == 'vote: whose is it: give -w WHO' ]]
	run -2 --separate-stderr vote cast 1 agree -w dan
	[[ $stderr == 'vote: nobody known as "dan"'* ]]
}

@test "vote cast: anybody where nobody is known, but not nobody" {
	rm people.tsv
	run -2 --separate-stderr vote cast 1 agree
	[[ $stderr == 'vote: whose is it: give -w WHO' ]]
	vote cast 1 agree -w dan
	run -2 --separate-stderr vote cast 1 agree -w 'Dan Wu'
	[[ $stderr == 'vote: not a handle: "Dan Wu"' ]]
	run -0 positions 1
	[[ $output == 'agree dan' ]]
}

@test "vote cast: beginnings, capitals, and the near miss" {
	vote cast 1 AGR -w ana
	vote cast 1 'd' -w ben
	vote cast 2 only -w ana
	vote cast 2 pa -w ben
	run -0 positions 1
	[[ $output == $'agree ana\ndisagree ben' ]]
	run -0 positions 2
	[[ $output == $'only new ones ana\npass ben' ]]
	keep_bytes . ../before
	run -2 --separate-stderr vote cast 1 agere -w ana
	[[ $stderr == 'vote: no position "agere": did you mean "agree"?' ]]
	run -2 --separate-stderr vote cast 1 perhaps -w ana
	[[ $stderr == 'vote: no position "perhaps": there are agree, disagree, pass' ]]
	run -2 --separate-stderr vote cast 1 '' -w ana
	[[ $stderr == 'vote: no position ""'* ]]
	vote edit 2 options=north,northeast
	run -2 --separate-stderr vote cast 2 nor -w ana
	[[ $stderr == 'vote: position "nor" is ambiguous: "north" "northeast"' ]]
	run -0 vote cast -n 2 north -w ana
	[[ $output == *$'\tnorth\t'* ]]
}

@test "vote cast: the newest counts, and the older stay" {
	vote cast 1 agree 'it is clear' -w ana
	vote cast 1 disagree -w ana
	vote cast 1 agree -w ana
	run -0 positions 1
	[[ $output == 'agree ana' ]]
	run -0 bash -c "cut -f 5 votes.tsv | tail -n +2"
	[[ $output == $'agree\ndisagree\nagree' ]]
}

@test "vote cast: a comment goes with its position" {
	vote cast 1 agree 'it is clear' -w ana
	vote cast 1 agree -w ana
	run -0 vote export -H -c position,comment
	[[ $output == $'agree\tit is clear' ]]
	vote cast 1 disagree -w ana
	run -0 vote export -H -c position,comment
	[[ $output == $'disagree\t' ]]
	vote cast 1 disagree 'it is not' -w ana
	run -0 vote export -H -c position,comment
	[[ $output == $'disagree\tit is not' ]]
}

@test "vote cast: what stands already writes nothing" {
	vote cast 1 agree why -w ana
	keep_bytes . ../before
	vote cast 1 agree -w ana
	vote cast 1 agree why -w ana
	same_bytes . ../before
}

@test "vote cast: lines" {
	printf '%s\n' 'ana: agree, because they do' 'ben:  disagree' '' \
	    'chloe: pass' | vote cast 1
	printf '%s\n' 'ana: only new ones. The old are fine' 'ben: No' \
	    'chloe: yes and no' | vote cast 2
	printf '%s\n' 'ana: pass the question on' | vote cast 3
	run -0 vote export -H -c who,position,comment
	[[ $output == "ana	agree	because they do
ben	disagree	
chloe	pass	
ana	only new ones	The old are fine
ben	no	
chloe	yes	and no
ana	pass the question on	" ]]
}

@test "vote cast: a wrong line is named, and none is taken" {
	keep_bytes . ../before
	run -2 --separate-stderr bash -c \
	    "printf '%s\n' 'ana: agree' '' 'ben: agere' | vote cast 1"
	[[ $stderr == 'vote: standard input:3: no position "agere": did you mean "agree"?' ]]
	run -2 --separate-stderr bash -c "echo agree | vote cast 1"
	[[ $stderr == 'vote: standard input:1: whose is it: give -w WHO' ]]
	same_bytes . ../before
	echo agree | vote cast 1 -w ana,ben
	run -0 positions 1
	[[ $output == 'agree ana,ben' ]]
}

@test "vote cast --new: an option that one adds is there for all" {
	vote cast 1 'only at noon' --new -w ana
	run -0 vote list -H -c options
	[[ ${lines[0]} == 'agree,disagree,only at noon' ]]
	vote cast 1 only -w ben
	vote cast 1 --new AGREE -w chloe
	run -0 vote list -H -c options
	[[ ${lines[0]} == 'agree,disagree,only at noon' ]]
	run -0 positions 1
	[[ $output == $'agree chloe\nonly at noon ana,ben' ]]
	run -2 --separate-stderr vote cast 1 'a, or b' --new -w ana
	[[ $stderr == 'vote: no comma, tab or new line in an option: "a, or b"' ]]
	run -2 --separate-stderr vote cast 1 up --new -w ana
	[[ $stderr == 'vote: no option can be called "up"' ]]
}

@test "vote cast: two clones add an option each, and both count" {
	vote cast 1 agree -w ana
	cp -r . ../clone
	vote cast 1 maybe --new -w ben --now 2026-11-20T18:01:00Z
	vote cast 1 never --new -w chloe --now 2026-11-20T18:02:00Z -d ../clone
	for t in statements votes; do
		sort -u $t.tsv ../clone/$t.tsv | grep -v time >../merged
		{ head -n 1 $t.tsv; cat ../merged; } >../new
		cp ../new $t.tsv
	done
	run -0 positions 1
	[[ $output == $'agree ana\nnever chloe\nmaybe ben' ]]
}

@test "vote cast: a position that was taken is known, though it is no option now" {
	vote cast -q 1 maybe --new -w ana
	# Another clone made an option, too, and a merge kept its list.
	vote edit -q 1 options=agree,disagree,unsure
	run -0 vote cast 1 MAYBE -w ben
	run -0 vote export -H -c who,position
	[[ $output == $'ana\tmaybe\nben\tmaybe' ]]
	run -2 vote cast 1 may -w chloe
	run -0 vote cast 1 un -w chloe
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	vote matrix -o csv | vote import -
	same_bytes . "$BATS_TEST_TMPDIR/before"
	vote uncast -q 1 -w ana,ben
	run -2 --separate-stderr vote cast 1 maybe -w ana
	[[ $stderr == 'vote: no position "maybe"'* ]]
}

@test "vote cast: two at the same millisecond, and the lines in any order" {
	local id
	id=$(vote list -H -c id | head -n 1)
	{
		tsv time who ref round position by
		tsv 2026-11-20T18:00:00.000Z ana "$id" 1 agree mod
		tsv 2026-11-20T18:00:00.000Z ana "$id" 1 disagree ben
	} >votes.tsv
	run -0 positions 1
	[[ $output == 'disagree ana' ]]
	{ sed -n 1p votes.tsv; tail -n +2 votes.tsv | tac; } >../turned
	cp ../turned votes.tsv
	run -0 positions 1
	[[ $output == 'disagree ana' ]]
	vote cast 1 agree -w ana
	run -0 positions 1
	[[ $output == 'agree ana' ]]
}

@test "vote cast --at: it happened then" {
	vote cast 1 agree -w ana --at -10m
	run -0 cut -f 1 votes.tsv
	[[ ${lines[1]} == 2026-11-20T17:50:00.000Z ]]
	run -2 --separate-stderr vote cast 1 agree -w ana --at tomorrow
	[[ $stderr == 'vote: not a time that has passed: --at "tomorrow"' ]]
}

@test "vote uncast: the position goes, with its comment" {
	vote cast 1 agree why -w ana,ben
	vote uncast 1 -w ana
	run -0 vote export -H -c who,position
	[[ $output == $'ben\tagree' ]]
	keep_bytes . ../before
	vote uncast 1 -w ana,chloe
	same_bytes . ../before
	vote cast 1 disagree -w ana
	run -0 vote export -H -c who,position,comment
	[[ ${lines[0]} == $'ana\tdisagree\t' ]]
}

@test "vote comment: on a position that was taken" {
	vote cast 1 agree -w ana
	vote comment 1 'it is clear' -w ana
	run -0 vote export -H -c position,comment
	[[ $output == $'agree\tit is clear' ]]
	printf 'ana: not so clear\n' | vote comment 1
	run -0 vote export -H -c position,comment
	[[ $output == $'agree\tnot so clear' ]]
	run -2 --separate-stderr vote comment 1 'hm' -w ben
	[[ $stderr == 'vote: ben has no position on statement 1 to comment on' ]]
	run -2 --separate-stderr vote comment 1 ' ' -w ana
	[[ $stderr == 'vote: a comment without text' ]]
}

@test "vote up, down: a wish, which is no position" {
	vote up 1 2 -w ana,ben
	vote up 1 -w ana
	run -0 vote list -H -c no,wanted,cast
	[[ $output == $'1\t2\t0\n2\t2\t0\n3\t0\t0' ]]
	vote down 1 -w ben
	vote down 3 -w ben
	run -0 vote list -H -c no,wanted
	[[ $output == $'1\t1\n2\t2\n3\t0' ]]
	vote round 1 2>/dev/null || vote cast 1 agree -w ana
	run -0 vote list -H -c no,wanted
	[[ ${lines[0]} == $'1\t1' ]]
	(($(wc -l <votes.tsv) == 7))
}

@test "vote missing: who is present and has not chosen" {
	run -0 vote missing 1
	[[ ${lines[0]} == $'no\tid\tcount\twho' ]]
	[[ ${lines[1]} == 1$'\t'*$'\t2\tben,chloe' ]]
	vote cast 1 agree -w ben
	vote cast 2 yes -w ben,chloe
	run -0 vote missing -H -c no,who
	[[ $output == $'1\tchloe\n3\tben,chloe' ]]
	vote cast 1 agree -w chloe
	run -1 --separate-stderr vote missing 1
	[[ -z $output && -z $stderr ]]
	vote close 3
	run -1 vote missing
}

@test "vote missing: a facilitator is not asked" {
	vote cast 1 agree -w ben
	run -0 vote missing 1 -H -c who
	[[ $output == chloe ]]
	run -0 vote list -H -c present
	[[ ${lines[0]} == 2 ]]
	vote cast 1 agree -w ana
	run -0 vote list -H -c present
	[[ $output == $'3\n2\n2' ]]
}

@test "vote cast -: rows, all or nothing, and twice is once" {
	{
		tsv who ref position comment
		tsv ana 1 agree 'tabs\tand\nlines'
		tsv 'Ben Oh' 1 dis -
		tsv chloe 2 ONLY -
		tsv ben 3 'because: it is' -
		tsv ben 2 - -
	} >../rows
	run -0 --separate-stderr vote cast - <../rows
	[[ -z $output && -z $stderr ]]
	run -0 vote export -H -c who,position,comment
	[[ $output == "ana	agree	tabs\\tand\\nlines
ben	disagree	
chloe	only new ones	
ben	because: it is	" ]]
	keep_bytes . ../before
	vote cast - <../rows
	same_bytes . ../before
	tsv chloe 1 agere - >>../rows
	sed -i 's/^ana\t1\tagree/ana\t1\tpass/' ../rows
	run -2 --separate-stderr vote cast - <../rows
	[[ $stderr == 'vote: standard input:7: no position "agere": did you mean "agree"?' ]]
	same_bytes . ../before
}

@test "vote cast -: what is wrong in a row" {
	refused() { # MESSAGE FIELD...
		run -2 --separate-stderr vote cast - < <(
			tsv who ref round position
			tsv "${@:2}"
		)
		[[ $stderr == "vote: standard input:2: $1" ]] || {
			echo "$stderr"
			return 1
		}
	}
	keep_bytes . ../before
	refused 'nobody known as "cloe": did you mean "chloe"?' cloe 1 - agree
	refused 'no statement "9": there are 3' ana 9 - agree
	refused 'a vote without its who' - 1 - agree
	refused 'a vote without its ref' ana - - agree
	refused 'round 2 of statement 1 has not begun' ana 1 2 agree
	refused 'not a round: "one"' ana 1 one agree
	refused 'in round 0 the only position is "up": "agree"' ana 1 0 agree
	vote close 1
	keep_bytes . ../before
	refused 'statement 1 is closed: vote open 1 first' ana 1 - agree
	same_bytes . ../before
	run -2 --separate-stderr vote cast - -w ana </dev/null
	[[ $stderr == 'vote: cast - takes who, ref and position from its rows' ]]
	run -2 --separate-stderr vote cast - < <(tsv wer was; tsv ana 1)
	[[ $stderr == 'vote: standard input:1: no header with columns of the listing'* ]]
}

@test "vote cast -: every naughty string as a comment, in all formats and back" {
	cases unicode/blns/blns.json
	local list=$CASES/unicode/blns/blns.json format dir there=../there
	jq '[.[] | select(. != "")]' "$list" >../want
	mkdir -p $there/{rows,table}
	for dir in . $there/{rows,table}; do
		session_here "$dir"
		rm "$dir"/{agenda,people}.tsv
		vote add -q -d "$dir" - < <(printf 'id\ttext\ns1\tS\n')
	done
	jq -r '["who", "ref", "position", "comment"], (to_entries[] |
	    ["p\(.key)", "s1", "agree", .value]) | @tsv' ../want |
	    vote cast -q -
	for format in table csv md; do
		run -0 vote export -o $format
		! grep -q $'[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]' <<<"$output" ||
		    [[ $format != table ]]
	done
	vote export -o json | jq '[.[] | .comment]' | diff - ../want
	vote export -o tsv >../rows
	vote cast -q -d $there/rows - <../rows
	vote export -d $there/rows -o tsv | cmp - ../rows
	vote matrix s1 -o csv | vote import -q -d $there/table -
	vote export -d $there/table -o tsv | sort | diff - <(sort ../rows)
}

@test "vote cast -: a position without comment clears the other's" {
	vote cast 1 agree why -w ana
	vote cast - < <(tsv who ref position; tsv ana 1 disagree)
	run -0 vote export -H -c position,comment
	[[ $output == $'disagree\t' ]]
}

@test "vote cast -: rows with a time are history" {
	local id
	id=$(vote list -H -c id | head -n 1)
	{
		tsv time who ref round position
		tsv 2026-11-20T17:30:02.000Z ana "$id" 1 agree
		tsv 2026-11-20T17:30:01.000Z ana "$id" 1 disagree
		tsv 2026-11-20T17:30:00.000Z ana "$id" 1 agree
	} >../rows
	vote cast - <../rows
	run -0 positions 1
	[[ $output == 'agree ana' ]]
	run -0 vote tally 1 --all-rows -H -c position,count
	[[ ${lines[0]} == $'agree\t2' && ${lines[1]} == $'disagree\t1' ]]
	keep_bytes . ../before
	vote cast - <../rows
	same_bytes . ../before
}

@test "vote export: what cast - takes" {
	vote cast 1 agree 'why, "exactly"' -w ana,ben
	vote cast 2 yes -w chloe
	vote up 2 -w ana
	vote round 1
	vote cast 1 disagree -w ana
	cp -r . ../there
	rm ../there/votes.tsv
	vote export -o tsv | vote cast - -d ../there
	diff <(vote export -o tsv) <(vote export -d ../there -o tsv)
	diff <(vote tally --round all) <(vote tally -d ../there --round all)
	keep_bytes . ../before
	vote export -o tsv | vote cast -
	same_bytes . ../before
}

@test "vote cast -: 100,000 rows under one lock" {
	rm people.tsv
	awk 'BEGIN { OFS = "\t"; print "who", "ref", "position"
	    for (i = 0; i < 100000; i++)
		print "p" int(i / 2), i % 2 + 1, i % 2 ? "yes" : "agree" }' \
	    >../rows
	vote cast - <../rows
	run -0 vote tally -H -c no,position,count
	[[ ${lines[0]} == $'1\tagree\t50000' ]]
	[[ ${lines[3]} == $'2\tyes\t50000' ]]
	(($(wc -l <votes.tsv) == 100001))
	run -0 bash -c 'cut -f 1 votes.tsv | sort | uniq -d'
	[[ -z $output ]]
}

@test "vote cast: two writers at once lose nothing" {
	local i
	for i in 1 2 3 4 5 6 7 8; do
		vote cast 3 "answer $i" -w ana &
		vote cast 3 "reply $i" -w ben &
	done
	wait
	run -0 bash -c 'cut -f 5 votes.tsv | tail -n +2 | sort -u | wc -l'
	[[ $output == 16 ]]
}

@test "vote cast -: a column of one's own is taken, and twice is once" {
	local rows=$'who\tref\tposition\tseat\nana\t1\tagree\tback\nben\t1\t\tfront'
	vote cast - <<<"$rows"
	[[ $(<votes.tsv) == *seat*back*front* ]]
	keep_bytes . ../before
	vote cast - <<<"$rows"
	same_bytes . ../before
}

@test "vote cast -: a row with its time, in other letters, twice is once" {
	local rows=$'time\twho\tref\tposition\n2026-11-20T17:30:00.000Z\tAna Paz\t1\tAGREE'
	vote cast - <<<"$rows"
	keep_bytes . ../before
	vote cast - <<<"$rows"
	same_bytes . ../before
}
