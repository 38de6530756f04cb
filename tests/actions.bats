#!/usr/bin/env bats
# actions: what somebody took on, and how it stands.
load helper

setup() {
	fresh
	export MOOT_SEED=4
	session_here
}

listed() { # COLUMN,...
	actions list -H -c "$1" "${@:2}"
}

@test "add: who, what, when, where and the first step; the id alone" {
	run -0 actions add 'Read the paper' -w ana,ben --due fri \
	    --where library --first 'Print it'
	[[ $output =~ ^[a-z][a-z0-9]{5}$ ]]
	[[ $(listed no,status,who,when,where,first,carried,what) == \
	    $'1\topen\tana,ben\t2026-11-27\tlibrary\tPrint it\t\tRead the paper' ]]
	run -0 --separate-stderr actions list -o json
	jq -e '.[0].no == 1 and .[0].carried == "" and .[0].who == "ana,ben"' \
	    <<<"$output"
}

@test "add: due is next, the next session's start or every days later" {
	actions add -q one
	[[ $(listed when) == 2026-11-27T18:00 ]]
	cd .. && mv work week-7 && mkdir work
	session init -q --start 2026-12-03T17:30 --zone UTC week-8
	cd week-7
	actions add -q two
	[[ $(listed when | tail -n 1) == 2026-12-03T17:30 ]]
	actions add -q three --due tomorrow
	[[ $(listed when | head -n 1) == 2026-11-21 ]]
	mv ../week-7 ../work
}

@test "add: without a start there is no next, and nothing is guessed" {
	session set -q start=
	actions add -q one
	[[ -z $(listed when) ]]
	run -2 --separate-stderr actions add two --due next
	[[ $stderr == "actions: when is next? the session has no start"* ]]
}

@test "add: lines, each with what; when; where; first step" {
	run -0 actions add --where here <<-'END'
		ana: read; fri; library; it's on the shelf
		ben,chloe: try the two; sun
		Chloé: write; ; ; find a pen
		nobody's
	END
	((${#lines[@]} == 4))
	diff -u - <(listed who,when,where,first,what) <<-END
		$(tsv ben,chloe 2026-11-22 here - 'try the two')
		$(tsv ana 2026-11-27 library "it's on the shelf" read)
		$(tsv chloe 2026-11-27T18:00 here 'find a pen' write)
		$(tsv - 2026-11-27T18:00 here - "nobody's")
	END
}

@test "add: a wrong line is named, and nothing is written" {
	actions add -q one
	keep_bytes . ../before
	run -2 --separate-stderr actions add <<-'END'
		ana: read; fri
		ben: write; 1x
	END
	[[ $stderr == 'actions: standard input:2: not a date: "1x": give '* ]]
	run -2 --separate-stderr actions add ''
	[[ $stderr == 'actions: an action needs to say what' ]]
	run -2 --separate-stderr actions add x -w chloo
	[[ $stderr == *'did you mean "chloe"?' ]]
	same_bytes . ../before
}

@test "add -: takes back what list prints, twice without a change" {
	actions add -q <<<$'ana: read; fri; library; print\nben: write'
	actions done -q 1
	actions list -a -o tsv >rows
	mkdir ../other && session_here ../other
	actions -d ../other add -q - <rows
	actions -d ../other list -a -o tsv | cut -f 2- | diff <(cut -f 2- rows) -
	keep_bytes ../other ../before
	run -0 actions -d ../other add - <rows
	[[ -z $output ]]
	same_bytes ../other ../before
	actions list -a -o tsv -c id,who,status,when,where,first,what,carried |
	    actions add -q -
	actions list -a -o tsv | diff rows -
}

@test "list: open ones, nearest first; -s, -w, -a" {
	actions add -q <<<$'ana: c; +9d\nben: a; tomorrow\nana,ben: b; +2d\nd; fri'
	actions state -q 1 doing
	actions done -q 2
	actions drop -q 4
	[[ $(listed what | xargs) == 'b c' ]]
	[[ $(listed what -a | xargs) == 'b c a d' ]]
	[[ $(listed what -s doing | xargs) == c ]]
	[[ $(listed what -s do -a 2>&1) == 'actions: no status "do"'* ]]
	[[ $(listed what -s dropped) == d ]]
	[[ $(listed what -w ben -a | xargs) == 'b a' ]]
	run -2 --separate-stderr actions list -s opne
	[[ $stderr == 'actions: no status "opne": did you mean "open"?' ]]
	run -0 actions list -o table -s doing
	[[ ${lines[1]} == ' 1  '*'  doing   ana  2026-11-29 '*' c' ]]
}

@test "state, done, edit, drop, restore, note, show, log" {
	id=$(actions add read -w ana)
	actions state -q "$id" doi
	[[ $(listed status) == doing ]]
	actions done -q "$id"
	[[ -z $(listed id) && $(listed status -a) == done ]]
	actions restore -q "$id"
	[[ $(listed status) == open ]]
	actions edit -q "$id" when=+2d where=home who=ben first=
	[[ $(listed who,when,where) == $'ben\t2026-11-22\thome' ]]
	run -2 --separate-stderr actions edit "$id" what=
	[[ $stderr == 'actions: an action needs its what' ]]
	run -2 --separate-stderr actions edit "$id" whom=ana
	[[ $stderr == 'actions: no field "whom": did you mean "who"?' ]]
	actions note -q "$id" 'harder than I thought' -w ben
	run -0 actions show "$id"
	[[ $output == *$'note\tben: harder than I thought'* ]]
	actions drop -q "$id"
	[[ -z $(listed id) ]]
	run -0 actions log "$id"
	[[ ${lines[-1]} == *status=dropped* && ${#lines[@]} == 7 ]]
	run -2 --separate-stderr actions done zz
	[[ $stderr == 'actions: no action "zz"'* ]]
	session check
}

@test "undo: takes an action back, and that it was done" {
	actions add -q read
	frozen 2026-11-20T18:01:00Z
	actions done -q 1
	frozen 2026-11-20T18:02:00Z
	session undo -q
	[[ $(listed what) == read ]]
	session undo -q
	[[ -z $(listed what) ]]
}

@test "due: within three days, or as it says; exit 1 and silence where none" {
	actions add -q <<<$'ana: a; +1d\nben: b; +3d\nana: c; +5d\nd; 2026-11-18'
	diff -u - <(actions due -H -c days,what) <<-END
		$(tsv -2 d)
		$(tsv 1 a)
		$(tsv 3 b)
	END
	[[ $(actions due -H -c what --within 1w -w ana | xargs) == 'a c' ]]
	[[ $(actions due -H -c what --within 1d | xargs) == 'd a' ]]
	actions done -q 4 1
	actions snooze -q 2 +4d
	run -1 --separate-stderr actions due
	[[ -z $output && -z $stderr ]]
	frozen 2026-11-24T07:00:00Z
	[[ $(actions due -H -c days,what) == $'-1\tb\n1\tc' ]]
	run -2 --separate-stderr actions due --within soon
	[[ $stderr == 'actions: not a number of days: "soon": give 3d or 2w' ]]
}

@test "snooze: a DATE, and empty to end it" {
	actions add -q read --due today
	actions snooze -q 1 next
	run -1 actions due
	actions snooze -q 1 ''
	actions due
}

@test "missing: who is present and has none" {
	actions add -q read -w ana
	actions add -q gone -w ben
	actions drop -q 2
	run -0 actions missing -H
	[[ $output == $'ben\tBen Oh\nchloe\tChloé' ]]
	actions add -q both -w ben,chloe
	run -1 actions missing -H
	[[ -z $output ]]
}

@test "list --series: each once, where it stands now" {
	cd .. && mv work week-7
	session init -q --start 2026-11-27T18:00 --zone UTC week-8
	a=$(actions -d week-7 add -w ana read)
	b=$(actions -d week-7 add write)
	{
		tsv time id who status when carried from what by
		tsv 2026-11-27T19:00:00.000Z "$a" ana doing 2026-12-04 1 \
		    week-7 read mod
	} >week-8/actions.tsv
	keep_bytes week-7 before
	diff -u - <(actions -d week-8 list --series -H \
	    -c id,status,carried,session) <<-END
		$(tsv "$b" open - week-7)
		$(tsv "$a" doing 1 week-8)
	END
	actions -d week-8 done -q "$a"
	[[ $(actions -d week-7 list --series -H -c id) == "$b" ]]
	[[ $(actions -d week-8 list --series -a -H -c status,session |
	    tail -n 1) == $'done\tweek-8' ]]
	same_bytes week-7 before
	mkdir work
}

@test "import: columns by their headings, twice without a change" {
	cat >a.csv <<-'END'
		Action item,Owner,Due date,First step
		"Read, and write",Ana Paz,2026-12-01,Print it
		Try,,,
		,ben,,
	END
	run -0 --separate-stderr actions import a.csv
	[[ $stderr == 'actions: 2 new, 0 as before' && ${#lines[@]} == 2 ]]
	[[ $(listed who,when,first,what | tail -n 1) == \
	    $'ana\t2026-12-01\tPrint it\tRead, and write' ]]
	keep_bytes . ../before
	run -0 --separate-stderr actions import a.csv
	[[ -z $output && $stderr == 'actions: 0 new, 2 as before' ]]
	same_bytes . ../before
	printf 'Wunsch,due\nLesen,1x\n' >b.csv
	run -2 --separate-stderr actions import b.csv
	[[ $stderr == *'has no column of actions: say which with --map'* ]]
	run -2 --separate-stderr actions import b.csv --map what=Wunsch
	[[ $stderr == 'actions: b.csv:2: not a date: "1x"'* ]]
}

@test "import: the same thing at two places is two actions" {
	cat >a.csv <<-'END'
		who,what,when,where,first
		ana,Call,2026-12-01,Paris,dial
		ana,Call,2026-12-01,London,write
		ana,Call,2026-12-01,Paris,dial
	END
	run -0 --separate-stderr actions import a.csv
	[[ $stderr == 'actions: 2 new, 1 as before' ]]
	[[ $(listed where | sort | xargs) == 'London Paris' ]]
	run -0 --separate-stderr actions import a.csv
	[[ $stderr == 'actions: 0 new, 3 as before' ]]
}

@test "chat actions | actions add -: twice adds nothing" {
	printf 'Ana Paz: ! read; fri; library; print it\n' >meeting.txt
	chat actions meeting.txt | actions add -q -
	[[ $(listed who,when,first,what) == $'ana\t2026-11-27\tprint it\tread' ]]
	keep_bytes . ../before
	chat actions meeting.txt | actions add -q -
	same_bytes . ../before
}

# vtodos FILE: what an independent parser reads: id, summary, due, status,
# alarms.
vtodos() {
	/usr/bin/python3 - "$1" <<-'END'
		import icalendar, sys
		cal = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
		for t in cal.walk('VTODO'):
		    assert t['DTSTAMP'].dt and t['UID']
		    alarms = t.walk('VALARM')
		    print(t['UID'], t['SUMMARY'], t['DUE'].dt, t['STATUS'],
		        [str(a['TRIGGER'].dt) for a in alarms],
		        t.get('DESCRIPTION', ''), sep='|')
	END
}

@test "list -o ics: VTODO with an alarm, read by another parser" {
	export MOOT_USER=ana
	a=$(actions add 'Lesen, und: "schreiben"; \ alles' --due 2026-12-01)
	b=$(actions add "$(printf 'é%.0s' {1..60})" -w ben --due next \
	    --first $'two\nlines')
	actions state -q "$b" doing
	run -0 --keep-empty-lines actions list -o ics
	actions list -o ics >a.ics
	[[ $(grep -c $'\r$' a.ics) == $(wc -l <a.ics) ]]
	(($(tr -d '\r' <a.ics | wc -L) <= 75))
	diff -u - <(vtodos a.ics) <<-END
		action-$b@moot|$(printf 'é%.0s' {1..60})|2026-11-27 18:00:00+00:00|IN-PROCESS|['-1 day, 0:00:00']|ben
		First step: two
		lines
		action-$a@moot|Lesen, und: "schreiben"; \\ alles|2026-12-01|NEEDS-ACTION|['-1 day, 0:00:00']|ana
	END
	frozen 2026-11-21T10:00:00Z
	actions list -o ics | diff a.ics -
	actions done -q "$a"
	actions list -a -o ics >b.ics
	[[ $(vtodos b.ics | tail -n 1) == *'|COMPLETED|[]|ana' ]]
}

@test "a damaged table is named, and the good rows are answered from" {
	actions add -q read
	printf 'x\ty\n' >>actions.tsv
	run -3 --separate-stderr actions list -H -c what
	[[ $output == read && $stderr == 'actions: actions.tsv:3: '* ]]
}

@test "add -: of what is said of one record the last counts, a second time too" {
	local rows
	rows=$(tsv id who what tag
	    tsv a1 ana Dig garden
	    tsv a2 ana Read ''
	    tsv a1 '' Plant wood
	    tsv a1 ben '' ''
	    tsv a2 ben '' '')
	actions add - <<<"$rows"
	run -0 actions list -H -c id,who,what
	[[ $output == $'a1\tben\tPlant\na2\tben\tRead' ]]
	keep_bytes . ../before
	actions add - <<<"$rows"
	same_bytes . ../before
	rows=$(tsv id what colour; tsv a1 Dig red; tsv a1 Plant green)
	actions add - <<<"$rows"
	[[ $(tail -2 actions.tsv) == *red*green* ]]
	keep_bytes . ../before
	actions add - <<<"$rows"
	same_bytes . ../before
	actions add - <<<"$rows"$'\na1\tSaw'
	run -0 actions list -H -c what
	[[ $output == $'Saw\nRead' ]]
}

@test "add -: a heading twice, without a name, and a tab at its end" {
	run -2 --separate-stderr actions add - <<<$'id\twhat\twhat\na1\tDig\tPlant'
	[[ $stderr == 'actions: standard input:1: a column twice: "what"' ]]
	run -2 --separate-stderr actions add - <<<$'id\t\twhat\na1\tDig\tPlant'
	[[ $stderr == 'actions: standard input:1: column 2 has no name' ]]
	[[ ! -e actions.tsv ]]
	run -0 actions add - <<<$'id\twhat\t\na1\tDig\t'
	[[ $output == a1 ]]
	run -2 --separate-stderr actions add - <<<$'id\twhat\t\na1\tDig\tPlant'
	[[ $stderr == 'actions: standard input:2: more fields than its header: "Plant"' ]]
}

@test "add -: versions of one record, in any order, and a second time" {
	local rows want
	rows=$(tsv time id what
	    tsv 2026-11-20T10:00:02.000Z a1 Dig
	    tsv 2026-11-20T10:00:04.000Z a1 Dig
	    tsv 2026-11-20T10:00:01.000Z a1 Dig
	    tsv 2026-11-20T10:00:09.000Z a1 Plant)
	run -0 actions add - <<<"$rows"
	[[ $output == a1 ]]
	want=$(<actions.tsv)
	run -0 actions add - <<<"$rows"
	[[ -z $output && $(<actions.tsv) == "$want" ]]
	run -0 actions list -H -c what
	[[ $output == Plant ]]
}
