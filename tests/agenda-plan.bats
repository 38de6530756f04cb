# agenda: the plan. list, add, move, show, note, edit, drop, restore, log,
# and what goes from one agenda to another.

load helper

setup() {
	fresh
	session_here
	export MOOT_SEED=7
}

# list COL,...: those columns of every item, a line each, joined by spaces.
list() {
	agenda list -H -o tsv -c "$@" | tr '\t' ' '
}

# reject STATUS MESSAGE COMMAND...: that it fails so and changes nothing.
reject() {
	local status=$1 message=$2
	shift 2
	keep_bytes . ../before
	run "-$status" --separate-stderr "$@"
	# shellcheck disable=SC2053
	[[ $stderr == $message ]] || { echo "$stderr"; return 1; }
	same_bytes . ../before
}

@test "list: the run sheet, its columns and their order" {
	run -0 agenda
	[[ ${lines[0]} == $'no\tid\tdepth\toffset\tclock\tlength\tkind\tstate\tactual\ttitle\towner\tlink'$'\tstart\tmin\twhen\tcarry\tsum' ]]
	[[ ${lines[1]} == $'1\tarrive\t0\t0:00\t18:00\t10m\titem\t\t\tArriving\tana\t\t\t\talways\t\t' ]]
	[[ ${lines[2]} == $'2\tbread\t0\t\t\t\tcheck\t\t\tBread\t\t\t\t\talways\t\t' ]]
	[[ ${lines[4]} == $'4\tclose\t0\t0:50\t18:50\t10m\titem\t\t\tClosing\tana\t\t\t\talways\t\t' ]]
	((${#lines[@]} == 5))
}

@test "list: what people need not see, and unknown columns, by -c" {
	sed -i '1s/$/\tnoise/; 2s/$/\tmod\tloud/' agenda.tsv
	sed -i '2s/\tmod\tmod\t/\tmod\t/' agenda.tsv
	run -0 agenda list -H -c start,min,when,carry,time,by,noise --under arrive
	[[ -z $output ]]
	run -0 agenda list -H -c id,min,when,by,noise
	[[ ${lines[0]} == $'arrive\t\talways\tmod\tloud' ]]
	[[ ${lines[2]} == $'understand\t20m\talways\tmod\t' ]]
	run -0 agenda list
	[[ ${lines[0]} == *$'\tcarry\tsum\tnoise' && ${lines[1]} == *$'\tloud' ]]
	run -0 agenda list -o table
	[[ ${lines[0]} != *noise* && ${lines[0]} != *when* ]]
}

@test "list: json has numbers, csv and json agree with tsv" {
	agenda list -o json | jq -e '
	    .[2] == {no:3, id:"understand", depth:0, offset:"0:10",
	    clock:"18:10", length:"40m", kind:"item", state:"", actual:"",
	    title:"Understanding", owner:"ben", link:"",
	    start:"", min:"20m", when:"always", carry:"", sum:""}'
	run -0 agenda list -o csv -c no,title
	[[ ${lines[3]//$'\r'/} == 3,Understanding ]]
}

@test "list: -k, --under and -a choose rows" {
	agenda add --under understand Questions
	[[ $(list title -k check) == Bread ]]
	[[ $(list title --under understand) == Questions ]]
	agenda drop understand
	[[ $(list id | tr '\n' ' ') == "arrive bread close " ]]
	[[ $(list title,state -a) == *"Questions dropped"* ]]
	[[ $(list id,state -a -k check) == "bread " ]]
	run -2 --separate-stderr agenda list --under frob
	[[ $stderr == 'agenda: no item "frob"'* ]]
}

@test "list: a parent without length shows the sum of its parts" {
	run -0 agenda add --under close -l 4m "One word"
	agenda add --under close -l 6m30s Notices
	agenda edit close length=
	[[ $(list length,offset --under close) == $'4m 0:50\n6m30s 0:54' ]]
	[[ $(list id,length | grep close) == "close 10m30s" ]]
	agenda add --under close "Open"
	[[ $(list id,length | grep close) == "close " ]]
}

@test "list: no clock where the session has no start, an empty agenda is empty" {
	sed -i '/start/d' session.tsv
	[[ $(list offset,clock | head -1) == "0:00 " ]]
	rm agenda.tsv
	run -0 agenda list -H
	[[ -z $output ]]
	[[ $(agenda list -o json) == "[]" ]]
}

@test "list: for people, boxes, indents, the item under way and progress" {
	agenda add --under understand -l 5m Gather
	frozen 2026-11-20T18:10:00Z
	agenda start -q --at 18:00
	agenda next -q --at 18:08
	agenda tick bread
	run -0 agenda list -o table
	[[ ${lines[0]} == "no  id          offset  clock  length  state  actual  title            owner" ]]
	[[ ${lines[1]} == *"  done   8m        Arriving       ana" ]]
	[[ ${lines[2]} == *"  done             [x] Bread"* ]]
	[[ ${lines[3]} == *"  now    2m        Understanding  ben" ]]
	[[ ${lines[4]} == *"  now    2m      >   Gather"* ]]
	[[ ${lines[6]} == "1 of 1 ticked; 10m of 1h" ]]
}

@test "list: announcements are new, or again from the session before" {
	mkdir series
	session_here series/a
	session_here series/b
	sed -i 's/11-20T18/11-27T18/' series/b/session.tsv
	agenda add -d series/a -k announce "The Library opens"
	agenda add -d series/b -k announce "the library OPENS"
	agenda add -d series/b -k announce "A walk"
	[[ $(list title,state -d series/b -k announce) == \
	    $'the library OPENS again\nA walk new' ]]
	[[ $(list state -d series/a -k announce) == new ]]
	agenda drop -q -d series/a 5
	[[ $(cd series/b && list state -k announce | tr '\n' ' ') == "new new " ]]
}

@test "list -o ics: an event for each leaf, in UTC, with stable ids" {
	sed -i 's/zone\tUTC/zone\tEurope\/Berlin/; s/T18:00:00.000Z/T19:00/' session.tsv
	agenda edit arrive link=https://a.example/x title='Eins, zwei; drei'
	agenda note arrive -k text 'Bring tea'
	agenda note arrive -k script "Say hello"
	agenda list -o ics >a.ics
	(($(grep -c '^BEGIN:VEVENT' a.ics) == 3))
	grep -qx $'DTSTART:20261120T180000Z\r' a.ics
	grep -qx $'DTEND:20261120T181000Z\r' a.ics
	grep -qxF $'SUMMARY:Eins\\, zwei\\; drei\r' a.ics
	grep -qxF $'DESCRIPTION:ana\\nBring tea\r' a.ics
	grep -qxF $'URL:https://a.example/x\r' a.ics
	run -1 grep -c 'Say hello' a.ics
	[[ $(grep -c $'\r$' a.ics) == $(wc -l <a.ics) ]]
	(($(tr -d '\r' <a.ics | wc -L) <= 75))
	# The same ids when it moves and is renamed, others when it is another.
	grep ^UID a.ics >uids
	sed -i 's/T19:00/T20:00/' session.tsv
	agenda list -o ics | grep ^UID | diff uids -
	(($(sort -u uids | wc -l) == 3))
	# RFC 5545 has no end that is not later than the start.
	agenda add Open
	agenda list -o ics >a.ics
	grep -A1 -x $'DTSTART:20261120T200000Z\r' a.ics | grep -qx $'SUMMARY:Open\r'
}

@test "list -o ics: needs a start" {
	sed -i '/start/d' session.tsv
	run -2 --separate-stderr agenda list -o ics
	[[ $stderr == "agenda: the session has no start: session set start=... says when it is" ]]
	[[ -z $output ]]
}

@test "list: an unknown format, and /dev/full" {
	run -2 --separate-stderr agenda list -o xml
	[[ $stderr == 'agenda: no format "xml": give table, tsv, csv, json, md or ics' ]]
	run -4 --separate-stderr bash -c 'agenda list >/dev/full'
	[[ $stderr == "agenda: stdout: "* ]]
	run -4 --separate-stderr bash -c 'agenda list -o ics >/dev/full'
	run -4 --separate-stderr bash -c 'agenda list -o md >/dev/full'
	run -0 bash -o pipefail -c 'agenda list --help | grep -c -- --output'
	[[ $output == 1 ]]
}

@test "add: prints the id, every option is a field" {
	run -0 agenda add "Read it" -l 1h30m -k read --owner Ana,ben \
	    --start +1:05 --min 20 --if-time --link https://a.example/
	id=$output
	[[ $id =~ ^[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{5}$ ]]
	[[ $(list length,kind,owner,start,min,when,link -k read) == \
	    "1h30m read ana,ben +1:05 20m if-time https://a.example/" ]]
	agenda add X --start 9:05 --extra
	[[ $(list start,when | tail -1) == "09:05 extra" ]]
}

@test "add: places" {
	agenda add --under understand A
	agenda add --under understand B
	agenda add --after 1 C
	agenda add --under understand --after 5 D
	[[ $(list depth,title) == $'0 Arriving\n0 C\n0 Bread\n0 Understanding\n1 A\n1 D\n1 B\n0 Closing' ]]
	reject 2 "agenda: arrive is not directly under understand" \
	    agenda add --under understand --after arrive E
}

@test "add: lines from standard input, owners in front" {
	run -0 agenda add -l 5 --after arrive <<-'E'
		ana: don't forget
		
		Second: half
		ben: third
	E
	((${#lines[@]} == 3))
	[[ $(list title,owner,length | sed -n 2,4p) == \
	    $'don\'t forget ana 5m\nSecond: half  5m\nthird ben 5m' ]]
}

@test "add: wrong values change nothing" {
	reject 2 'agenda: not a duration: "1x": give 10 (minutes), 90s, 1h30m or 3:00' \
	    agenda add X -l 1x
	reject 2 'agenda: not a start: "soon": give +0:50*' agenda add X --start soon
	reject 2 'agenda: not a start: "25:00"*' agenda add X --start 25:00
	reject 2 'agenda: nobody known as "zoe"*' agenda add X --owner zoe
	reject 2 'agenda: not a kind: "two words": give one word' \
	    agenda add X -k "two words"
	reject 2 'agenda: --if-time and --extra exclude each other' \
	    agenda add X --if-time --extra
	reject 2 'agenda: an item needs a title' agenda add " "
	reject 2 'agenda: no item "frob"*' agenda add X --under frob
	reject 2 'agenda: title is not UTF-8' agenda add $'\xff'
}

@test "add -n prints the row and writes nothing" {
	keep_bytes . ../before
	run -0 agenda add -n X -l 5
	[[ ${lines[1]} == *$'\t5m\tX'* ]]
	same_bytes . ../before
}

@test "add: what list prints changes nothing where it was printed" {
	agenda add --under close -l 4 Word
	agenda add --under close -l 6 Notices
	agenda edit close length=
	agenda start -q
	agenda tick bread
	keep_bytes . ../before
	agenda list -a -o tsv | agenda add -
	same_bytes . ../before
	agenda list -c id,start,min,when,time,by,title | agenda add -
	same_bytes . ../before
}

@test "add: what list prints makes the same items elsewhere, ids kept" {
	agenda add --under close -l 4 Word
	agenda add --under close -l 6 Notices
	agenda add --under understand -l 40 "All of it"
	agenda edit close length=
	mkdir other
	cp session.tsv people.tsv other
	agenda list -o tsv | agenda add -d other - >ids
	diff <(agenda list) <(agenda list -d other)
	diff <(agenda list -H -c id) ids
	# A sum goes on to follow its parts.
	agenda edit -d other 6 length=10
	[[ $(list id,length -d other | grep close) == "close 16m" ]]
}

@test "add: nothing of what list prints is lost elsewhere" {
	sed -i '1s/$/\tnoise/; 2s/$/\tmod\tloud/' agenda.tsv
	sed -i '2s/\tmod\tmod\t/\tmod\t/' agenda.tsv
	agenda edit arrive start=+0:05 min=4 carry=2026-12-24 link=https://a.org
	agenda edit bread when=if-time carry=no
	agenda edit understand start=18:30 kind=talk
	agenda add --extra -l 3 -k announce 'A "walk"\, tomorrow'
	agenda add --under close -l 5 Word
	agenda add --under close -l 5 Notices # with a length of its own: 10m
	agenda add --under understand Open
	agenda drop understand
	mkdir other
	cp session.tsv people.tsv other
	agenda list -a -o tsv | agenda add -d other - >/dev/null
	diff <(agenda list -a) <(agenda list -a -d other)
	diff <(agenda list -a -o json) <(agenda list -a -o json -d other)
	diff <(agenda list -H -c id,length,depth -k item) \
	    <(agenda list -H -c id,length,depth -k item -d other)
	keep_bytes other before
	agenda list -a -o tsv | agenda add -d other -
	same_bytes other before
	local word
	word=$(agenda list -H -c id,title -d other | awk '$2 == "Word" { print $1 }')
	agenda edit -d other "$word" length=8
	[[ $(list id,length,sum -d other | grep close) == "close 10m " ]]
}

@test "add: a sum over a part whose own parts are too long changes nothing" {
	printf 'time\tid\tdepth\tlength\ttitle\n' >agenda.tsv
	printf '\ta\t0\t\tA\n\tb\t1\t10m\tB\n\tc\t2\t20m\tC\n' >>agenda.tsv
	[[ $(list length | tr '\n' ' ') == "10m 10m 20m " ]]
	cp agenda.tsv before
	agenda list -o tsv | agenda add -
	cmp agenda.tsv before
}

@test "add -: a row wrong is named by its line" {
	reject 2 'agenda: standard input:3: not a duration: "long"*' \
	    agenda add - < <(printf 'title\tlength\nA\t5\nB\tlong\n')
	reject 2 'agenda: standard input:1: no header with columns of the listing*' \
	    agenda add - < <(printf 'frob\nA\n')
}

@test "add -: rows bring their own fields and place" {
	reject 2 'agenda: rows bring their own fields and place: --under' \
	    agenda add - --under close < <(printf 'title\nA\n')
	reject 2 'agenda: rows bring their own fields and place: --length' \
	    agenda add -l 5 - < <(printf 'title\nA\n')
}

@test "add -: a new item needs a title" {
	keep_bytes . ../before
	run -2 --separate-stderr agenda add - < <(printf 'titel\tlength\nX\t5\n')
	[[ $stderr == "agenda: standard input:2: no title" ]]
	same_bytes . ../before
}

@test "add -: a field that differs is written, another is not" {
	printf 'id\tlength\towner\narrive\t12\tana\n' | agenda add -
	[[ $(tail -1 agenda.tsv) == arrive$'\t\t12m\t'* ]]
	[[ $(tail -1 agenda.tsv) != *ana* ]]
	agenda drop bread
	printf 'id\tstate\nbread\tdropped\narrive\tnow\n' | agenda add -
	[[ $(list id | tr '\n' ' ') == "arrive understand close " ]]
}

@test "add -: one item twice is the last, a second time too" {
	local rows=$'id\ttitle\narrive\tHere\narrive\tBegin'
	agenda add - <<<"$rows"
	[[ $(list title | head -1) == Begin ]]
	keep_bytes . ../before
	agenda add - <<<"$rows"
	same_bytes . ../before
}

@test "move: subtree, depth adjusts, lines move" {
	agenda add --under understand A
	agenda add --under 4 AA
	agenda move understand --after close
	[[ $(list depth,title) == $'0 Arriving\n0 Bread\n0 Closing\n0 Understanding\n1 A\n2 AA' ]]
	agenda move 5 --before arrive
	[[ $(list depth,title) == $'0 A\n1 AA\n0 Arriving\n0 Bread\n0 Closing\n0 Understanding' ]]
	agenda move close --first
	[[ $(list title | head -1) == Closing ]]
	agenda move close --first
	[[ $(list title | head -2 | tr '\n' ' ') == "Closing A " ]]
	[[ $(head -1 agenda.tsv) == id* ]]
	agenda move arrive --after 3
	[[ $(list depth,title | sed -n 2,4p) == $'0 A\n1 AA\n1 Arriving' ]]
}

@test "move: a line that cannot be read becomes no item" {
	printf 'time\tid\ttitle\n\ta\tA\n\tx\tX\t5m\nhalf\n\tb\tB\n' >agenda.tsv
	run -3 agenda list -H -c id
	[[ ${lines[*]} == *'agenda.tsv:3: more fields than its header'* ]]
	run agenda move b --first
	run -3 --separate-stderr agenda list -H -c id,title
	[[ $output == $'b\tB\na\tA' ]]
	[[ $(<agenda.tsv.rejected) == $'\tx\tX\t5m' && $(<agenda.tsv) == *half* ]]
}

@test "move: what cannot be" {
	agenda add --under understand A
	reject 2 'agenda: move needs one of --after, --before and --first' \
	    agenda move arrive
	reject 2 'agenda: move needs one of*' agenda move arrive --first --after close
	reject 2 'agenda: an item cannot go beside itself or what is under it: 4' \
	    agenda move understand --before 4
	reject 2 'agenda: no item "x9"*' agenda move arrive --after x9
}

@test "edit: validates each field" {
	agenda edit arrive length=90s min=0 start=+0:05 depth=0 kind=warmup \
	    when=if-time carry=2026-12-24 owner=Ben link=x title="Come in"
	[[ $(list length,min,start,kind,when,carry,owner,link,title | head -1) == \
	    "1m30s 0m +0:05 warmup if-time 2026-12-24 ben x Come in" ]]
	agenda edit arrive carry=yes owner= start=18:05
	[[ $(list carry,owner,start | head -1) == "yes  18:05" ]]
	reject 2 'agenda: not a depth: "-1"*' agenda edit arrive depth=-1
	reject 2 'agenda: not a when: "maybe"*' agenda edit arrive when=maybe
	reject 2 'agenda: not a carry: "often"*' agenda edit arrive carry=often
	reject 2 'agenda: not a duration*' agenda edit arrive min=x
	reject 2 'agenda: no field "lenght": did you mean "length"?' \
	    agenda edit arrive lenght=5
	reject 2 'agenda: no field "state"*' agenda edit arrive state=done
	reject 2 'agenda: not FIELD=VALUE: "x"' agenda edit arrive x
	reject 2 'agenda: an item needs its title' agenda edit arrive title=
}

@test "drop and restore: with what is under it" {
	agenda add --under understand A
	agenda drop understand
	[[ $(list title | tr '\n' ,) == "Arriving,Bread,Closing," ]]
	[[ $(list offset | tail -1) == 0:10 ]]
	run -2 --separate-stderr agenda start understand
	[[ $stderr == "agenda: the item was dropped: Understanding: agenda restore takes it back" ]]
	agenda restore understand
	[[ $(list title | tr '\n' ,) == "Arriving,Bread,Understanding,A,Closing," ]]
	run -0 agenda log understand -H -c by,change
	[[ ${lines[1]} == $'mod\tstate=dropped' ]]
	((${#lines[@]} == 3))
	tsv understand - - - - - - - - - - again 2026-11-20T18:30:00.000Z mod >>agenda.tsv
	agenda drop understand
	agenda restore understand
	agenda restore understand
	run -0 agenda log understand -H -c by,change
	[[ ${lines[-1]} == $'mod\tstate=again' ]]
	((${#lines[@]} == 6))
}

@test "items without ids: the first verb that writes about one names all" {
	printf 'time\tid\tlength\ttitle\n\t\t5m\tCheck in\n\t\t10m\tCheck in\n\t\t\tTalk\n' >agenda.tsv
	[[ $(list id | tr '\n' ' ') == "check-in check-in-2 talk " ]]
	cp agenda.tsv before
	agenda add -n X
	cmp agenda.tsv before
	agenda edit check-in-2 length=6
	[[ $(sed -n 2,4p agenda.tsv | cut -f 2 | tr '\n' ' ') == "check-in check-in-2 talk " ]]
	[[ $(list length | tr '\n' ' ') == "5m 6m  " ]]
}

@test "items without ids: also tick, note, start, drop and move name them" {
	local verb
	for verb in 'tick bread' 'note bread -k text hi' 'start talk' \
	    'drop bread' 'move bread --after talk' 'skip talk' 'extend talk +1m'; do
		printf 'time\tid\tkind\ttitle\n\t\tcheck\tBread\n\t\t\tTalk\n' >agenda.tsv
		rm -f times.tsv
		# shellcheck disable=SC2086
		agenda $verb >/dev/null
		[[ $(cut -f 2 agenda.tsv) == *bread* ]]
	done
}

@test "note and show: kinds, order, --public" {
	agenda note understand -k text "What is it about?" >id
	[[ $(<id) =~ ^[a-z0-9]{6}$ ]]
	agenda note understand -k script "Ask them"
	agenda note understand -k remark "Be brief"
	agenda note understand -k prompt "Say it in one sentence"
	agenda note understand -w ben "We stopped here"
	agenda add --under understand -k check "Texts open"
	agenda add --under understand -l 4 "Gather"
	agenda tick 4
	agenda edit understand link=https://a.example/
	run -0 agenda show understand
	[[ $output == $'field\tvalue\nid\tunderstand\ntitle\tUnderstanding\nkind\titem\noffset\t0:10\nclock\t18:10\nlength\t40m\nowner\tben\nlink\thttps://a.example/\ntext\tWhat is it about?\nscript\tAsk them\nprompt\tSay it in one sentence\nticked\tTexts open\npart\tGather, 4m\nremark\tBe brief\nnote\tben: We stopped here' ]]
	run -0 agenda show understand --public
	[[ $output != *"Ask them"* && $output != *"Be brief"* ]]
	[[ $output == *"What is it about?"* ]]
	agenda show understand -o json | jq -e '.[1].value == "Understanding"'
}

@test "show: the board's prompts for the item as a topic" {
	{
		tsv time id kind topic text
		tsv 2026-11-20T17:00:00.000Z q1 prompt understand 'Say it in one line'
		tsv 2026-11-20T17:00:00.001Z q2 prompt Understanding 'Draw it'
		tsv 2026-11-20T17:00:00.002Z q3 prompt other 'Sing it'
		tsv 2026-11-20T17:00:00.003Z q4 question understand 'Why?'
	} >questions.tsv
	run -0 agenda show understand -H
	[[ $output == *$'\nprompt\tSay it in one line\nprompt\tDraw it' ]]
}

@test "show: without ID, the item under way" {
	run -1 --separate-stderr agenda show
	[[ $stderr == "agenda: nothing runs" ]]
	agenda start -q
	run -0 agenda show -H
	[[ ${lines[0]} == $'id\tarrive' ]]
}

@test "show: on a terminal it is laid out, wrapped and safe" {
	agenda note understand -k text "$(printf 'word %.0s' {1..30})"$'\x1b[31m'
	agenda note understand -k script "Ask"
	agenda start -q understand
	run -0 script -qec 'stty cols 60; agenda show' /dev/null
	output=${output//$'\r'/}
	[[ $output == "Understanding"$'\n'"18:10, 40m, ben, 40:00 left"* ]]
	[[ $output == *$'\nSay:\n  \xe2\x80\x9c Ask'* ]]
	[[ $output == *'\x1b[31m'* ]]
	((${#lines[2]} <= 60))
}

@test "note: a kind may be cut short; an unknown one would be for everyone" {
	reject 2 'agenda: no kind of note "scrpt": did you mean "script"?' \
	    agenda note arrive -k scrpt "Say it"
	reject 2 'agenda: no kind of note "xyz": give text, script, remark, prompt, decision, recommend or note' \
	    agenda note arrive -k xyz "Say it"
	agenda note arrive -k SCR "Say it"
	[[ $(agenda show arrive -H) == *$'script\tSay it'* ]]
}

@test "unknown verbs, ids and prefixes" {
	run -2 --separate-stderr agenda lst
	[[ $stderr == 'agenda: no verb "lst": did you mean "list"?' ]]
	run -2 --separate-stderr agenda show a
	[[ $stderr == 'agenda: '* ]]
	agenda add -n X
	printf 'id\ttitle\nunderway\tU\n' | agenda add - >/dev/null
	run -2 --separate-stderr agenda show und
	[[ $stderr == *understand*underway* ]]
	run -0 agenda show 3 -H
	[[ ${lines[0]} == $'id\tunderstand' ]]
}

@test "a damaged line: answered from the good rows, named, status 3" {
	printf 'x\ty\tz\n' | sed 's/x/\xff/' >>agenda.tsv
	run -3 --separate-stderr agenda list -H -c id
	[[ ${lines[0]} == arrive ]]
	[[ $stderr == "agenda: agenda.tsv:6: "* ]]
}

@test "no session, an unreadable one, a read-only one" {
	mkdir empty
	run -2 --separate-stderr agenda -d empty list
	[[ $stderr == "agenda: not a session: empty has no session.tsv" ]]
	((UID == 0)) && skip "root writes everywhere"
	chmod a-w .
	keep_bytes . ../before
	run -4 agenda add X
	chmod u+w .
	same_bytes . ../before
}

@test "every verb has its help, and its usage is in the manual" {
	local verb
	for verb in list add move show note tick untick check start next back \
	    skip extend end now fit import stats edit drop restore log; do
		run -0 agenda "$verb" --help
		[[ ${lines[0]} == "usage: agenda $verb"* ]]
		grep -qE "(^\.It | , |^\.)Cm $verb\b" "$ROOT/man/agenda.1"
	done
}

# The examples of the manual, each with the clock five minutes on at every
# command of it.
