#!/usr/bin/env bats
# qboard: questions, who supports them, worksheets.
load helper

setup() {
	fresh
	session_here
	export MOOT_SEED=1
	before=$BATS_TEST_TMPDIR/before
}

# refused MESSAGE COMMAND...: exit 2, just that message, no file changed.
refused() {
	local message=$1
	shift
	keep_bytes . "$before"
	run -2 --separate-stderr "$@"
	[[ $stderr == "qboard: $message" ]] || {
		echo "said:   $stderr"
		echo "wanted: qboard: $message"
		return 1
	}
	same_bytes . "$before"
}

# board COLUMNS [OPTION...]: the listing without header.
board() {
	local columns=$1
	shift
	qboard list -H -o tsv -c "$columns" "$@"
}

# three: ana, ben and chloe each asked a question, numbers 1, 2 and 3.
three() {
	qboard add >ids <<-'EOF'
		ana: Why is it the nights that kill?
		ben: Who pays for the trees?
		chloe: What's "surface temperature"?
	EOF
	mapfile -t id <ids
}

# ---- add

@test "add: prints the id; who asks supports" {
	new=$(qboard add -w ana -t heat "Why is it the nights?")
	[[ $new =~ ^[a-z][0-9a-z]{5}$ ]]
	run -0 board no,id,votes,state,topic,who,answers,text
	[[ $output == "1"$'\t'"$new"$'\t1\topen\theat\tana\t0\tWhy is it the nights?' ]]
	[[ ! -e votes.tsv ]]
}

@test "add: lines from standard input, each maybe of another person" {
	three
	run -0 board who,text
	[[ $output == $'ana\tWhy is it the nights that kill?
ben\tWho pays for the trees?
chloe\tWhat'\''s "surface temperature"?' ]]
}

@test "add: nobody's, where -b is not in the roster; -b's, where it is" {
	qboard add "One?"
	MOOT_USER=ben qboard add "Two?"
	run -0 board who,votes --by-age
	[[ $output == $'\t0\nben\t1' ]]
}

@test "add: an empty text, somebody unknown" {
	refused 'a question needs a text' qboard add ''
	refused 'nobody known as "bem": did you mean "ben"?' \
	    qboard add -w bem 'Why?'
}

@test "add: 1 MiB is a text, one byte more is not" {
	head -c 1048576 /dev/zero | tr '\0' x | qboard add >/dev/null
	[[ $(board text | wc -c) == 1048577 ]]
	head -c 1048577 /dev/zero | tr '\0' y >long
	keep_bytes . "$before"
	run -2 --separate-stderr qboard add <long
	[[ $stderr == "qboard: standard input:1: "*1048576* ]]
	same_bytes . "$before"
}

@test "add --at: when it was asked" {
	qboard add --at 17:55 "Earlier?" >/dev/null
	run -0 board time
	[[ $output == 2026-11-20T17:55:00.000Z ]]
}

@test "add -n: prints the rows and adds none" {
	keep_bytes . "$before"
	run -0 --separate-stderr qboard add -n -w ana "Why?"
	[[ $output == *$'\tana\t'*$'\tWhy?\t'* ]]
	same_bytes . "$before"
}

@test "add -: what list prints comes back the same, twice is once" {
	three
	qboard up 1 -w ben
	qboard state 2 parked
	qboard list -a -o tsv -c id,kind,topic,state,who,text,supporters,into \
	    >rows
	mkdir other
	session_here other
	run -0 --separate-stderr qboard -d other add - <rows
	[[ $output == "$(qboard list -H -a -o tsv -c id)" ]]
	qboard -d other list -a -o tsv \
	    -c id,kind,topic,state,who,text,supporters,into | diff - rows
	keep_bytes other "$before"
	run -0 qboard -d other add - <rows
	[[ -z $output ]]
	same_bytes other "$before"
}

@test "add -: supporters are added, once" {
	three
	printf 'id\tsupporters\n%s\tben,chloe\n' "${id[0]}" >rows
	qboard add - <rows
	run -0 board supporters
	[[ ${lines[0]} == ana,ben,chloe ]]
	cp votes.tsv kept
	qboard add - <rows
	cmp votes.tsv kept
}

@test "add -: a new column of a question that stands" {
	local rows=$'id\tcolour\nq1\tred'
	qboard add - <<<$'id\ttext\nq1\tWhy?'
	qboard add - <<<"$rows"
	[[ $(tail -1 questions.tsv) == *$'\tred' ]]
	keep_bytes . ../before
	qboard add - <<<"$rows"
	same_bytes . ../before
}

@test "add -: rows that say something wrong" {
	three
	printf 'id\tsupporters\nq99999\tben\n' >a
	refused 'standard input:2: no text' qboard add - <a
	printf 'text\tstate\nWhy?\topn\n' >a
	refused 'standard input:2: no state "opn": did you mean "open"?' \
	    qboard add - <a
	printf 'text\tkind\nWhy?\triddle\n' >a
	refused 'standard input:2: no kind "riddle": give question, prompt or example' \
	    qboard add - <a
	printf 'text\twho\nWhy?\tzoe\n' >a
	refused 'standard input:2: nobody known as "zoe"' qboard add - <a
	printf 'text\tinto\nWhy?\tA B\n' >a
	refused 'standard input:2: not an id: "A B"' qboard add - <a
}

@test "every naughty string: stored, listed in five formats, taken back" {
	cases unicode/blns/blns.json
	jq -r '["text"], (.[] | select(. != "") | [.]) | @tsv' \
	    "$CASES/unicode/blns/blns.json" >rows
	n=$(($(wc -l <rows) - 1))
	qboard add - <rows >ids
	[[ $(wc -l <ids) == "$n" ]]
	jq '[.[] | select(. != "")]' "$CASES/unicode/blns/blns.json" >want
	qboard list --by-age -o json | jq '[.[].text]' | diff - want
	qboard list --by-age -o tsv -c text | diff - rows
	[[ $(qboard list --by-age -o table | wc -l) == $((n + 1)) ]]
	[[ $(qboard list --by-age -o md | wc -l) == $((n + 2)) ]]
	run -1 grep -P '[\x00-\x09\x0b-\x1f\x7f]' \
	    <(qboard list --by-age -o table)
	mkdir tsv csv
	session_here tsv
	session_here csv
	qboard list --by-age -o tsv | qboard -d tsv add - >/dev/null
	qboard -d tsv list --by-age -o json | jq '[.[].text]' | diff - want
	qboard list --by-age -o csv -c text >all.csv
	qboard -d csv import -q all.csv >/dev/null
	qboard -d csv list --by-age -o json | jq '[.[].text]' | diff - want
}

# ---- up, down

@test "up, down: once a person, and who asked may take it back" {
	three
	qboard up 1 3 -w ben,chloe
	run -0 board no,votes,supporters
	[[ $output == $'1\t3\tana,ben,chloe\n3\t2\tchloe,ben\n2\t1\tben' ]]
	cp votes.tsv kept
	qboard up 1 -w ben
	qboard up 1 -w ana
	cmp votes.tsv kept
	qboard down 1 -w ana,ben
	qboard down 1 -w ana
	run -0 board votes,supporters -s open --by-age
	[[ ${lines[0]} == $'1\tchloe' ]]
	qboard up 1 -w ana
	run -0 board supporters --by-age
	[[ ${lines[0]} == chloe,ana ]]
}

@test "up: by -b where that is somebody, else it asks whose" {
	three
	MOOT_USER=ana qboard up 2
	run -0 board supporters
	[[ ${lines[0]} == ben,ana ]]
	refused 'whose support is it: give -w' qboard up 2
	refused 'no question "9": there are 3' qboard up 1 9 -w ana
	qboard drop 3
	refused 'question "3" is dropped: restore it first' \
	    qboard up 3 -w ana
}

# ---- list

@test "up: a prompt is not a question" {
	three
	printf 'kind\ttext\nprompt\tWhat is it?\n' | qboard add - >prompt
	run -2 --separate-stderr qboard up "$(cat prompt)" -w ana
	[[ $stderr == 'qboard: not a question but a prompt: "'* ]]
}

@test "list: the board's order, and what options leave out" {
	three
	qboard add -t heat "Four?"
	qboard add "Five?"
	qboard up 3 4 -w ana
	qboard up 4 -w ben
	qboard up 4 -w chloe
	qboard state 5 pinned
	qboard state 4 answered
	qboard drop 1
	run -0 board no,state
	[[ $output == $'5\tpinned\n3\topen\n2\topen\n4\tanswered' ]]
	run -0 board no --by-age
	[[ $output == $'2\n3\n4\n5' ]]
	run -0 board no -s answered
	[[ $output == 4 ]]
	run -0 board no -t HEAT
	[[ $output == 4 ]]
	run -0 board no,state -a
	[[ ${lines[4]} == $'1\tdropped' ]]
	run -0 qboard list
	[[ ${lines[0]} == $'no\tid\tvotes\tstate\ttopic\twho\tanswers\ttext\tkind\tinto' ]]
	[[ $(qboard list -o table | head -n 1) != *kind* ]]
	[[ $(qboard list -o table -k question | head -n 1) == *kind* ]]
	[[ $(qboard list -s ANS -H) == "$(qboard list -s answered -H)" ]]
	[[ $(qboard list -k q -H -c no | paste -sd ' ') == '5 3 2 4' ]]
	refused 'no state "opn": did you mean "open"?' qboard list -s opn
	refused 'no kind "promt": did you mean "prompt"?' qboard list -k promt
}

@test "list, add -: nothing that is printed is lost elsewhere" {
	three
	qboard add -w ana,ben -t "Heat, \"islands\"" $'two\nlines\\ and\ta tab'
	qboard state 1 pinned
	qboard state 2 parked
	qboard merge 3 1
	qboard drop 4
	sed -i '1s/$/\teffort/; 2s/$/\tsmall/' questions.tsv
	qboard add - < <(printf 'kind\ttopic\ttext\nprompt\ttrees\tWhat of trees?\n')
	mkdir other
	cp session.tsv people.tsv other
	for kind in question prompt; do
		qboard list -a --by-age -k $kind -o tsv |
		    qboard add -d other - >/dev/null
		diff <(qboard list -a -k $kind -c no,id,votes,state,topic,who,text,kind,into,effort) \
		    <(qboard list -a -k $kind -d other -c no,id,votes,state,topic,who,text,kind,into,effort)
	done
	keep_bytes other before
	qboard list -a -o tsv | qboard add -d other -
	same_bytes other before
}

@test "list --for: what one asked and what one supports" {
	three
	qboard up 2 -w ana
	run -0 qboard list -H --for ana -c no,mine
	[[ $output == $'2\tup\n1\town\n3\t' ]]
	refused 'nobody known as "anna": did you mean "ana"?' \
	    qboard list --for anna
}

@test "list -o json: numbers are numbers" {
	three
	qboard list -o json >j
	[[ $(jq -c '.[0] | [.no, .votes, .answers, .text]' j) == \
	    '[1,1,0,"Why is it the nights that kill?"]' ]]
}

@test "qboard alone is list; no session is said" {
	three
	[[ $(qboard) == "$(qboard list)" ]]
	cd /
	run -2 --separate-stderr qboard
	[[ $stderr == "qboard: no session"* ]]
}

# ---- answer, state, next, show

@test "answer: who and when, all of them in show" {
	three
	qboard answer 1 -w ben "The body gets no rest" >/dev/null
	printf 'chloe: And nobody checks.\nIt adds up.\n' |
	    qboard answer 1 >/dev/null
	run -0 board answers
	[[ ${lines[0]} == 3 ]]
	run -0 qboard show 1 -H -o tsv
	[[ $output == *$'answer\tben, 18:00: The body gets no rest'* ]]
	[[ $output == *$'answer\tchloe, 18:00: And nobody checks.'* ]]
	[[ $output == *$'answer\t18:00: It adds up.'* ]]
	refused 'no text' qboard answer 1 ''
}

@test "state: any, by its beginning; of several at once" {
	three
	qboard state 1 2 park
	run -0 board state --by-age
	[[ $output == $'parked\nparked\nopen' ]]
	qboard state 1 open
	run -0 board no -s open
	[[ $output == $'1\n3' ]]
	refused 'no state "p": give open, pinned, answered, parked or current' \
	    qboard state 1 p
	refused 'no state "anwsered": did you mean "answered"?' \
	    qboard state 1 anwsered
}

@test "next: the one in hand is answered, the top open one comes" {
	three
	qboard up 2 -w ana
	qboard state 3 pinned
	run -0 qboard next -H -o tsv -c no,state
	[[ $output == $'3\tcurrent' ]]
	run -0 qboard next -H -o tsv -c no,state
	[[ $output == $'2\tcurrent' ]]
	qboard state 1 parked
	run -1 --separate-stderr qboard next
	[[ $stderr == "qboard: no open question" ]]
	[[ -z $output ]]
	run -0 board no,state --by-age
	[[ $output == $'1\tparked\n2\tanswered\n3\tanswered' ]]
}

@test "next -n: changes nothing" {
	three
	keep_bytes . "$before"
	run -0 qboard next -n
	[[ $output == *$'\tcurrent\t'* ]]
	same_bytes . "$before"
}

# ---- merge

@test "merge: supporters of both, each once; both texts stay readable" {
	three
	qboard up 1 2 -w chloe
	qboard answer 1 -w ana "An answer" >/dev/null
	qboard merge 1 2
	run -0 board no,votes,answers,supporters
	[[ ${lines[0]} == $'2\t3\t1\tana,ben,chloe' ]]
	run -0 qboard show 2 -H -o tsv
	[[ $output == *$'text\tWho pays for the trees?'* ]]
	[[ $output == *$'merged\t1 ana: Why is it the nights that kill?'* ]]
	[[ $output == *$'answer\tana, 18:00: An answer'* ]]
	run -0 board state -s merged
	[[ $output == merged ]]
	qboard down 2 -w chloe,ana
	run -0 board supporters -s open
	[[ ${lines[0]} == ben ]]
	qboard restore 1
	run -0 board no,votes --by-age
	[[ $output == $'1\t0\n2\t1\n3\t1' ]]
}

@test "merge: a question merged away says into which" {
	three
	qboard merge 1 2
	for verb in 'up 1 -w ana' 'down 1 -w ana' 'answer 1 text' \
	    'state 1 pinned' 'merge 1 3'; do
		# shellcheck disable=SC2086
		refused "question \"1\" is merged into 2 (${id[1]}): \"Who pays for the trees?\"" \
		    qboard $verb
	done
	qboard merge 2 3
	refused "question \"1\" is merged into 3 (${id[2]}): \"What's \"surface temperature\"?\"" \
	    qboard up 1 -w ana
}

@test "merge: no circles, nor into itself, nor into another kind" {
	three
	qboard merge 1 2
	qboard merge 2 3
	refused 'a circle of merges: "1" is merged into "3"' qboard merge 3 1
	refused "a question cannot be merged into itself: ${id[2]}" \
	    qboard merge 3 3
	echo "What?" | qboard sheet make -q Fire >/dev/null
	refused 'a question cannot be merged into a prompt' qboard merge 3 4
}

@test "merge: a circle that two clones made has its first as the root" {
	three
	{
		tsv id time into by
		tsv "${id[1]}" 2026-11-20T18:30:00.000Z "${id[2]}" ben
		tsv "${id[2]}" 2026-11-20T18:30:01.000Z "${id[1]}" ana
	} >>questions.tsv
	run -0 board no,votes,supporters
	[[ $output == $'2\t2\tben,chloe\n1\t1\tana' ]]
	tsv "${id[0]}" 2026-11-20T18:30:01.000Z "${id[2]}" ana \
	    >>questions.tsv
	run -0 board no,votes
	[[ $output == $'2\t3' ]]
}

# ---- edit, drop, restore, note, log

@test "edit, drop, restore, note, log" {
	three
	qboard edit 1 text='Why at night?' topic=heat who=ben
	run -0 board who,topic,text --by-age
	[[ ${lines[0]} == $'ben\theat\tWhy at night?' ]]
	refused 'a question needs its text' qboard edit 1 text=
	refused 'no field "txt": did you mean "text"?' qboard edit 1 txt=a
	qboard drop 1
	run -0 board no
	[[ $output == $'2\n3' ]]
	qboard restore 1
	run -0 board state -t heat
	[[ $output == open ]]
	qboard state 1 answered
	qboard drop 1
	qboard restore 1
	run -0 qboard list -H -o tsv -c state -t heat
	[[ $output == answered ]]
	qboard note 1 "see the map" >/dev/null
	run -0 qboard show 1 -H -o tsv
	[[ $output == *$'note\t18:00: see the map'* ]]
	run -0 qboard log 1 -H -o tsv -c change
	[[ ${lines[1]} == *'text=Why at night?'* ]]
}

# ---- import

@test "import: a CSV file, columns by name; twice is once" {
	cat >q.csv <<-'EOF'
		Your name,Question,Category
		Ana Paz,"Why, then?",heat
		,What now?,
		ben,"two
		lines",
		ben,,heat
	EOF
	run -0 --separate-stderr qboard import q.csv
	[[ ${#lines[@]} == 3 && $stderr == "qboard: 3 new, 0 as before" ]]
	run -0 board who,topic,text --by-age
	[[ $output == $'ana\theat\tWhy, then?\n\t\tWhat now?\nben\t\ttwo\\nlines' ]]
	qboard edit 2 text="What next?"
	keep_bytes . "$before"
	run -0 --separate-stderr qboard import q.csv
	[[ -z $output && $stderr == "qboard: 0 new, 3 as before" ]]
	same_bytes . "$before"
}

@test "import: what was edited is known again in the next session" {
	printf 'question,name\nWhat is lern?,ana\n' >q.csv
	qboard import -q q.csv >/dev/null
	qboard edit 1 text='What is learn?'
	session new -q ../next --from .
	run -0 --separate-stderr qboard -d ../next import q.csv
	[[ -z $output && $stderr == "qboard: 0 new, 1 as before" ]]
}

@test "import: --map, and what cannot be" {
	printf 'Wat,Wie\nWhy?,ana\n' >q.csv
	refused 'q.csv has no column of questions: say which with --map text=HEADING' \
	    qboard import q.csv
	qboard import -q q.csv --map text=Wat --map who=Wie >/dev/null
	run -0 board who,text
	[[ $output == $'ana\tWhy?' ]]
	printf 'text,who\nWhy?,zoe\n' >z.csv
	refused 'z.csv:2: nobody known as "zoe"' qboard import z.csv
	refused 'give one of FILE.csv and --doc FILE' qboard import
	refused 'give one of FILE.csv and --doc FILE' \
	    qboard import z.csv --doc z.csv
	refused 'a document has no columns to --map' \
	    qboard import --doc z.csv --map text=Wat
	refused 'no such file: no.md' qboard import --doc no.md
}

@test "import --doc: examples, and prompts with their topics" {
	cases agendas/discussion-75.md
	run -0 --separate-stderr \
	    qboard import --doc "$CASES/agendas/discussion-75.md"
	[[ $stderr == "qboard: 17 new, 0 as before" ]]
	run -0 board text -k example
	[[ $output == $'Why is it the nights that kill?\nWhat does "surface temperature" leave out? Say more.' ]]
	run -0 board topic -k prompt --by-age
	[[ $(printf '%s\n' "${lines[@]}" | uniq -c | xargs) == \
	    "5 Trees 5 Pale roofs 5 Water" ]]
	run -0 board text -k prompt -t water --by-age
	[[ ${lines[1]} == 'Where has it been done?\nFrom a city you know or from the texts.' ]]
	run -0 board no
	[[ -z $output ]]
	run -0 --separate-stderr \
	    qboard import --doc "$CASES/agendas/discussion-75.md"
	[[ -z $output && $stderr == "qboard: 0 new, 17 as before" ]]
}

# ---- sheet

# groups_here: ana and ben have the trees, chloe has water.
groups_here() {
	tsv time round who group topic by
	tsv - 1 ben 1 Water mod
	tsv - 2 ana 1 trees mod
	tsv - 2 ben 1 trees mod
	tsv - 2 chloe 2 Water mod
}

# sheets_here: two prompts for each of two topics.
sheets_here() {
	groups_here >groups.tsv
	printf 'What is it?\n\nWhere?\n  A city you know.\n' |
	    qboard sheet make -q Trees,Water >ids
}

@test "sheet make: the prompts of each topic, from a file or typed" {
	sheets_here
	[[ $(wc -l <ids) == 4 ]]
	run -0 board topic,text -k prompt
	[[ $output == $'Trees\tWhat is it?
Water\tWhat is it?
Trees\tWhere?\\nA city you know.
Water\tWhere?\\nA city you know.' ]]
	echo 'Where?' >p
	run -0 --separate-stderr qboard sheet make Trees p
	[[ $stderr == "qboard: 1 new, 0 as before" ]]
	run -0 --separate-stderr qboard sheet make Trees p
	[[ -z $output && $stderr == "qboard: 0 new, 1 as before" ]]
	refused 'no prompts for "Fire"' qboard sheet make Fire /dev/null
	refused 'prompts are nobody'\''s: no -w' qboard sheet make Fire p -w ana
	refused 'which topics?' qboard sheet make
}

@test "sheet TOPIC -o md: a page for the group that has the topic" {
	sheets_here
	run -0 qboard sheet trees -o md
	a=$(qboard list -H -k prompt -t trees -c id | head -1)
	b=$(qboard list -H -k prompt -t trees -c id | tail -1)
	[[ $output == "# Trees

Group: ana, ben

## What is it? [$a]

-

## Where? [$b]

A city you know.

-

## Notes

-" ]]
	run -0 qboard sheet -o md
	[[ $(grep -c '^# ' <<<"$output") == 2 ]]
	refused 'no worksheet "tree": there are Trees, Water' qboard sheet tree
	refused 'nothing is written by printing a sheet' qboard sheet trees -n
}

@test "sheet: filled in and read back nothing is lost, twice is once" {
	sheets_here
	qboard sheet -o md >page.md
	awk '/^-$/ { n++ }
		n == 1 && /^-$/ {
			print "- shade\n  and roots\n\n    - nested\n* two"; next }
		n == 2 && /^-$/ { print "A paragraph,\nof two lines\n"; next }
		n == 3 && /^-$/ { print "- left over"; next }
		{ print }' page.md >filled.md
	run -0 --separate-stderr qboard sheet import filled.md
	[[ $stderr == "qboard: 4 new, 0 as before" ]]
	run -0 qboard sheet trees -H -o tsv -c group,who,answer
	[[ $output == $'1\tana,ben\tshade\\nand roots\\n\\n  - nested
1\tana,ben\ttwo
1\tana,ben\tA paragraph,\\nof two lines' ]]
	run -0 qboard show "$(qboard list -H -k prompt -t trees -c id | head -1)"
	[[ $output == *$'note\tana,ben, 18:00: left over'* ]]
	keep_bytes . "$before"
	run -0 --separate-stderr qboard sheet import filled.md
	[[ $stderr == "qboard: 0 new, 4 as before" ]]
	qboard sheet -o md | qboard -q sheet import -
	same_bytes . "$before"
	run -0 qboard sheet trees -o md --blank
	[[ $output != *shade* ]]
	qboard sheet trees -o md >again.md
	grep -qx '  and roots' again.md
	grep -qx '    - nested' again.md
}

@test "sheet: a heading within an answer begins no page" {
	sheets_here
	qboard sheet trees -o md | awk '/^-$/ && n++ == 0 {
		print "- an answer\n# Remember: all four bikes\n"; next }
		/^-$/ && n == 2 { print "- second"; next } { print }' >filled.md
	run -0 --separate-stderr qboard sheet import filled.md
	run -0 qboard sheet trees -H -o tsv -c who,answer
	[[ $output == *$'ana,ben\tan answer\n'* && $output == *$'ana,ben\tsecond'* ]]
	[[ $output == *$'ana,ben\t# Remember: all four bikes'* ]]
}

@test "sheet: an answer prints no heading, and is known when it comes back" {
	sheets_here
	pid=$(qboard list -H -k prompt -t trees -c id | head -1)
	qboard -q answer "$pid" $'# One\n===\n- # two\n  1. ## three #\n-4 + 5\n2.\t# four\n---' \
	    -w ana,ben
	qboard sheet trees -o md >page.md
	grep -A 6 'One' page.md | diff - <(cat <<-'END'
		- \# One
		  \===
		  - \# two
		    1. \## three \#
		  \-4 + 5
		  2. \# four
		  \---
	END
	)
	keep_bytes . "$before"
	run -0 --separate-stderr qboard sheet import page.md
	[[ $stderr == "qboard: 0 new, 1 as before" ]]
	sed 's/\\\([-=#]\)/\1/g' page.md >older.md
	run -0 --separate-stderr qboard sheet import older.md
	[[ $stderr == "qboard: 0 new, 1 as before" ]]
}

@test "sheet: white space that an editor takes from the ends of lines" {
	sheets_here
	pid=$(qboard list -H -k prompt -t water -c id | head -1)
	qboard -q answer "$pid" $'wet  \r\n   \nand cold' -w ana
	qboard sheet water -o md >page.md
	keep_bytes . "$before"
	qboard -q sheet import page.md -w ana
	sed 's/[[:space:]]*$//' page.md | qboard -q sheet import - -w ana
	same_bytes . "$before"
}

@test "sheet: whose it is stands in the page, or after -w" {
	sheets_here
	pid=$(qboard list -H -k prompt -t water -c id | head -1)
	printf '# Water\n\nGroup: Ana Paz, chloe\n\n## What? [%s]\n\n- wet\n' \
	    "$pid" >a.md
	qboard -q sheet import a.md
	printf '# Water\n## What is it?\nIt is wet\n' >b.md
	qboard -q sheet import b.md -w ben
	run -0 qboard sheet water -H -o tsv -c who,answer
	[[ ${lines[0]} == $'ana,chloe\twet' && ${lines[1]} == $'ben\tIt is wet' ]]
	sed 's/chloe/zoe/' a.md >c.md
	refused 'c.md:7: nobody known as "zoe"' qboard sheet import c.md
	sed 's/\[.*\]/[qqqqqq]/' a.md >d.md
	refused 'd.md:7: no prompt "qqqqqq"' qboard sheet import d.md
	printf '# Fire\n- hot\n' >e.md
	refused 'e.md:2: this stands under no prompt: "hot"' \
	    qboard sheet import e.md
}

# ---- the manual's examples

@test "manual: open questions go on into the next session" {
	three
	mkdir week-8
	session_here week-8
	qboard state 2 answered
	qboard list -s open -o tsv | qboard -d week-8 add - >/dev/null
	[[ $(qboard -d week-8 list -H -c id) == "${id[0]}"$'\n'"${id[2]}" ]]
}

@test "manual: a worksheet for two topics, printed and read back" {
	printf '%s\n' 'What is it?' 'Who gains?' |
	    qboard sheet make -q trees,water >ids
	[[ $(wc -l <ids) == 4 ]]
	qboard sheet -o md >sheets.md
	run -0 --separate-stderr qboard sheet import sheets.md
	[[ $stderr == "qboard: 0 new, 0 as before" ]]
}

@test "manual: who asks, and how often" {
	three
	qboard add -w ana "Again?" >/dev/null
	run -0 bash -c 'qboard list -H -c who | sort | uniq -c | sort -rn'
	[[ ${lines[0]} =~ 2\ ana$ ]]
}

# ---- files and pipes

@test "a damaged table: the good rows, and where it is damaged" {
	three
	printf 'abc\tnot a time\tx\n' >>questions.tsv
	run -3 --separate-stderr qboard list
	[[ ${#lines[@]} == 4 && $stderr == "qboard: questions.tsv:5: "* ]]
}

@test "a full disk and a closed pipe" {
	three
	run -4 --separate-stderr bash -c 'qboard list >/dev/full'
	[[ $stderr == "qboard: stdout: "* ]]
	run -0 bash -o pipefail -c 'qboard list | head -1'
}

@test "two write at once: both are kept" {
	for i in 1 2 3 4 5 6 7 8; do
		qboard add "Question $i?" >/dev/null &
	done
	wait
	[[ $(board text | sort) == "$(printf 'Question %s?\n' {1..8})" ]]
}

@test "100,000 supports: counted once each, and quickly enough to test" {
	three
	awk -v q="${id[1]}" 'BEGIN { OFS = "\t"
		print "time", "who", "ref", "round", "position", "by"
		for (i = 0; i < 100000; i++)
			print "", "p" i % 50000, q, 1, "up", "mod" }' >votes.tsv
	run -0 board no,votes
	[[ ${lines[0]} == $'2\t50001' ]]
}

@test "help: every verb says its own on stdout" {
	for verb in list add up down answer state next merge import sheet show \
	    edit drop restore note log; do
		run -0 --separate-stderr qboard "$verb" --help
		[[ $output == "usage: qboard $verb"* && -z $stderr ]]
	done
}

@test "edit: whether the next session has it too" {
	session_here
	qboard add 'Why?' >/dev/null
	qboard edit 1 carry=2026-12-04
	[ "$(qboard show 1 -H | grep ^carry)" = "$(tsv carry 2026-12-04)" ]
	run -2 --separate-stderr qboard edit 1 carry=maybe
	[ "$stderr" = 'qboard: not a carry: "maybe": give yes, no or the last date' ]
	run -2 --separate-stderr qboard edit 1 cary=yes
	[ "$stderr" = 'qboard: no field "cary": did you mean "carry"?' ]
	qboard edit 1 carry=
	run -1 grep -q carry <(qboard show 1 -H)
	run -0 session check
	[ "${#lines[@]}" = 1 ]
}
