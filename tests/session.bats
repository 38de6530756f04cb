#!/usr/bin/env bats
# session: init, templates, show, set, list, note, log, check, undo.

load helper

# tables DIR: the names of the tables in it, on one line.
tables() {
	(cd "$1" && echo *.tsv)
}

# at SECOND: the frozen time moves on.
at() {
	frozen "2026-11-20T18:00:$(printf %02d "$1")Z"
}

# cells TABLE COLUMN: that column of every row, by the table's first header.
cells() {
	awk -F'\t' -v want="$2" 'NR == 1 {
		for (i = 1; i <= NF; i++)
			if ($i == want)
				col = i
		next
	} { print $col }' "$1"
}

# seconds: the sum of durations like 1h30m on standard input.
seconds() {
	awk '{
		n = 0
		while (match($0, /^[0-9]+[hms]/)) {
			u = substr($0, RLENGTH, 1)
			n += $0 * (u == "h" ? 3600 : u == "m" ? 60 : 1)
			$0 = substr($0, RLENGTH + 1)
		}
		sum += n
	} END { print sum }'
}

# ---- init

@test "init: a directory that is new" {
	run -0 --separate-stderr session init --title 'Week 1' \
	    --start 2026-11-27T18:00 --length 90 --zone Europe/Berlin \
	    --place 'Room 3' --every 7 week-1
	[ -z "$output$stderr" ]
	[ "$(tables week-1)" = session.tsv ]
	{
		tsv time key value by
		tsv 2026-11-20T18:00:00.000Z title 'Week 1' mod
		tsv 2026-11-20T18:00:00.001Z start 2026-11-27T17:00:00.000Z mod
		tsv 2026-11-20T18:00:00.002Z length 1h30m mod
		tsv 2026-11-20T18:00:00.003Z zone Europe/Berlin mod
		tsv 2026-11-20T18:00:00.004Z place 'Room 3' mod
		tsv 2026-11-20T18:00:00.005Z every 7 mod
	} >want
	diff -u want week-1/session.tsv
	[ "$(cat .gitattributes)" = '*.tsv text eol=lf merge=union' ]
	[ "$(ls -A)" = $'.gitattributes\nwant\nweek-1' ]
}

@test "init: the directory's mode is as umask says" {
	umask 027
	session init a
	[ "$(stat -c %a a)" = 750 ]
	[ "$(stat -c %a a/session.tsv)" = 640 ]
}

@test "init: the current directory, called by its name" {
	mkdir here && cd here
	session init
	[ "$(session show -H)" = $'title\there' ]
	[ "$(ls -A)" = session.tsv ]
	[ -e ../.gitattributes ]
}

@test "init: a directory with a table typed by hand keeps it" {
	mkdir a
	printf 'id\ttime\ttitle\n\t\tHello\n' >a/agenda.tsv
	cp a/agenda.tsv old
	session init a
	cmp a/agenda.tsv old
	[ "$(tables a)" = 'agenda.tsv session.tsv' ]
}

@test "init -t: a table that stands is not replaced" {
	mkdir a
	printf 'id\ttime\ttitle\n\t\tHello\n' >a/agenda.tsv
	keep_bytes . ../old
	run -2 --separate-stderr session init -t retro-60 a
	[ "$stderr" = "session: the template has agenda.tsv, and it stands already in a" ]
	same_bytes . ../old
}

@test "init: refuses a session, and changes nothing" {
	session init a
	keep_bytes . ../old
	run -2 --separate-stderr session init --title B a
	[ "$stderr" = "session: a session already: a" ]
	(cd a && run -2 session init)
	same_bytes . ../old
}

@test "init: refuses what cannot become a session" {
	touch file
	run -2 --separate-stderr session init file
	[ "$stderr" = "session: not a directory: file" ]
	run -2 --separate-stderr session init no/such
	[ "$stderr" = "session: no such directory: no" ]
	run -2 --separate-stderr session init a b
	[ "$stderr" = "session: init: more arguments than it takes: b" ]
}

@test "init: settings that are wrong leave nothing behind" {
	local wrong
	for wrong in --start=foo --start=next --length=1x --length=0 \
	    --zone=Europe/Berln --every=2w --every=0 -tnone; do
		run -2 --separate-stderr session init "$wrong" a
		[[ $stderr == "session: no"* ]]
		[ -z "$(ls -A)" ]
	done
	run -2 --separate-stderr session init --start foo a
	[ "$stderr" = 'session: not a start: "foo": give a date with its time, such as 2026-11-20T18:00' ]
	run -2 --separate-stderr session init --length 1x a
	[ "$stderr" = 'session: not a length: "1x": give a duration, such as 90 or 1h30m' ]
	run -2 --separate-stderr session init --zone Nowhere a
	[ "$stderr" = 'session: no zone "Nowhere": give one of the zone database, such as Europe/Berlin' ]
	run -2 --separate-stderr session init --every 2w a
	[ "$stderr" = 'session: not a number of days: every=2w' ]
}

@test "init: the start is read in the zone, over a change of the clocks" {
	session init --start 2026-03-28T18:00 --zone Europe/Berlin a
	session init --start 2026-03-29T18:00 --zone Europe/Berlin b
	session init --start 2026-03-29T18:00:00-07:00 --zone Europe/Berlin c
	grep -q $'start\t2026-03-28T17:00:00.000Z' a/session.tsv
	grep -q $'start\t2026-03-29T16:00:00.000Z' b/session.tsv
	[ "$(session show -d c -H | grep start)" = $'start\t2026-03-30T03:00' ]
}

@test "init -n: prints the rows and makes nothing" {
	run -0 --separate-stderr session init -n -t retro-60 --title Retro a
	[ "${lines[0]}" = "$(tsv time key value by)" ]
	[ "${lines[1]}" = "$(tsv 2026-11-20T18:00:00.000Z title Retro mod)" ]
	[[ $output == *'id'$'\t''depth'*'bring-numbers'* ]]
	[ -z "$(ls -A)" ]
}

@test "init -b: who typed" {
	session init -b ana a
	[ "$(cells a/session.tsv by)" = ana ]
}

@test "init: .gitattributes in the series keeps what it has" {
	printf '*.pdf binary' >.gitattributes
	session init a
	printf '*.pdf binary\n*.tsv text eol=lf merge=union\n' | cmp - .gitattributes
	session init b
	[ "$(wc -l <.gitattributes)" = 2 ]
	printf '*.tsv  merge=union eol=lf text -diff\n' >.gitattributes
	cp .gitattributes old
	session init c
	cmp old .gitattributes
	printf '*.tsv merge=union\n' >.gitattributes
	session init d
	[ "$(wc -l <.gitattributes)" = 2 ]
}

@test "init: .gitattributes in a session that is a repository" {
	git init -q a
	session init a
	[ -e a/.gitattributes ]
	[ ! -e .gitattributes ]
}

@test "init: a full disk leaves nothing behind" {
	mkdir there
	for dir in new there; do
		# Messages go through a pipe: the limit holds for every file.
		run -4 bash -o pipefail -c \
		    "(ulimit -f 0; session init -t retro-60 $dir) 2>&1 | cat"
		[ "$output" = "session: $dir/session.tsv: File too large" ]
		[ ! -e new ]
		[ -z "$(ls -A there)" ]
		[ -z "$(find . -name '.init-*')" ]
	done
}

@test "init: a directory that cannot be written" {
	[ "$(id -u)" != 0 ] || skip "root may write anywhere"
	mkdir a
	chmod 555 a
	run -4 --separate-stderr session init a
	[ "$stderr" = "session: a: Permission denied" ]
	run -4 --separate-stderr session init a/b
	[ "$stderr" = "session: a/b: Permission denied" ]
}

# ---- templates

@test "templates: those of the kit" {
	run -0 --separate-stderr session templates
	[ "$output" = "$(
		tsv name length items title
		tsv meeting-120 2h 22 'Evening in the library: can we read a mind of numbers?'
		tsv retro-60 1h 15 'Looking back at the term'
		tsv weekly-90 1h30m 26 'Reading group: when goals go wrong'
	)" ]
	session templates -o json | jq -e '.[2].items == 26'
	[ "$(session templates -H -c name,length | tail -1)" = $'weekly-90\t1h30m' ]
}

@test "templates: one's own come first and hide the kit's" {
	mkdir -p "$HOME/.local/share/moot/templates"
	session init --title Mine --length 5 "$HOME/.local/share/moot/templates/retro-60"
	session init --title Own "$HOME/.local/share/moot/templates/own"
	run -0 session templates -H -c name,title
	[ "${#lines[@]}" = 4 ]
	[ "${lines[1]}" = $'own\tOwn' ]
	[ "${lines[2]}" = $'retro-60\tMine' ]
	XDG_DATA_HOME=$PWD/none run -0 session templates -H -c name
	[ "$output" = $'meeting-120\nretro-60\nweekly-90' ]
	session init -t own --length 7 a
	[ "$(session show -d a -H)" = $'title\tOwn\nlength\t7m' ]
}

@test "templates: \$MOOT_DATA is where the kit's are" {
	mkdir -p data/templates
	session init --title One data/templates/one
	MOOT_DATA=$PWD/data run -0 session templates -H -c name
	[ "$output" = one ]
}

@test "templates: one that is damaged is named, and the others listed" {
	mkdir -p mine/moot/templates
	session init mine/moot/templates/bad
	echo junk >>mine/moot/templates/bad/session.tsv
	XDG_DATA_HOME=$PWD/mine run -3 --separate-stderr session templates -H -c name
	[ "$output" = $'meeting-120\nretro-60\nweekly-90' ]
	[[ $stderr == "session: the template is damaged: "*"/bad/session.tsv:3: "* ]]
	XDG_DATA_HOME=$PWD/mine run -3 --separate-stderr session init -t bad a
	[ ! -e a ]
}

@test "init -t: a template that there is not" {
	run -2 --separate-stderr session init -t weekly-9 a
	[ "$stderr" = 'session: no template "weekly-9": did you mean "weekly-90"?; there are: meeting-120 retro-60 weekly-90' ]
	MOOT_DATA=$PWD run -2 --separate-stderr session init -t x a
	[ "$stderr" = 'session: no template "x"; none is installed' ]
}

@test "init -t: the template's rows, in its order, by its name" {
	session init -t weekly-90 --start 2026-11-27T18:00 --zone UTC a
	[ "$(tables a)" = 'agenda.tsv notes.tsv questions.tsv session.tsv statements.tsv' ]
	for t in agenda notes questions statements; do
		cells "$ROOT/data/templates/weekly-90/$t.tsv" id >want
		cells a/$t.tsv id | diff -u want -
		[ "$(cells a/$t.tsv by | sort -u)" = weekly-90 ]
	done
	[ "$(session show -d a -H)" = "$(
		tsv title 'Reading group: when goals go wrong'
		tsv start 2026-11-27T18:00
		tsv length 1h30m
		tsv zone UTC
		tsv every 7
	)" ]
	[ "$(cells a/session.tsv by | sort | uniq -c | xargs)" = '2 mod 3 weekly-90' ]
}

@test "init -t: options come before the template's settings" {
	session init -t weekly-90 --title 'Week 3' --length 1:15:00 --every= a
	[ "$(session show -d a -H)" = $'title\tWeek 3\nlength\t1h15m' ]
}

@test "init -t DIR: an agenda without ids, and a column of one's own" {
	session init old
	{
		tsv time length title colour
		tsv - 5m 'Check-in' red
		tsv - 5m 'Check-in' -
	} >old/agenda.tsv
	sed -i '1s/^/id\t/; 2,$s/^/\t/' old/agenda.tsv
	session init -t ./old new
	[ "$(cells new/agenda.tsv id)" = $'check-in\ncheck-in-2' ]
	[ "$(cells new/agenda.tsv colour)" = red ]
}

# ---- show, set

@test "show: the known settings first, then others; nothing that is unset" {
	session init --title A a
	cd a
	session set colour=red zone=Europe/Berlin title= closed=2026-11-20T19:00:00.000Z
	session set start=2026-11-20T18:00 scribe=ana
	[ "$(session show)" = "$(
		tsv key value
		tsv start 2026-11-20T18:00
		tsv zone Europe/Berlin
		tsv scribe ana
		tsv colour red
		tsv closed 2026-11-20T20:00
	)" ]
	session show -o json | jq -e '.[0] == {key: "start", value: "2026-11-20T18:00"}'
	grep -q '	start	2026-11-20T17:00:00.000Z	' session.tsv
}

@test "show: a start typed by hand is of the zone" {
	{
		tsv time key value
		tsv - zone Europe/Berlin
		tsv - start 2026-11-20T18:00
	} >session.tsv
	[ "$(session show -H | head -1)" = $'start\t2026-11-20T18:00' ]
}

@test "set: a row for what changes, none for what does not" {
	session init --title A --length 60 a
	at 1
	session set -d a title=A length=1h place=Hall
	[ "$(tail -n +4 a/session.tsv)" = "$(tsv 2026-11-20T18:00:01.000Z place Hall mod)" ]
	keep_bytes a old
	session set -d a place=Hall title=A
	same_bytes a old
}

@test "set: the zone counts for a start beside it, wherever it stands" {
	session init a
	session set -d a start=2026-11-20T18:00 zone=Asia/Tokyo
	grep -q '	start	2026-11-20T09:00:00.000Z	' a/session.tsv
	session set -d a start=2026-11-20T18:00 zone=
	grep -q '	start	2026-11-20T18:00:00.000Z	' a/session.tsv
}

@test "set KEY=: clears" {
	session init --title A a
	at 1
	session set -d a title=
	[ "$(tail -1 a/session.tsv)" = "$(tsv 2026-11-20T18:00:01.000Z title '\N' mod)" ]
	[ -z "$(session show -d a -H)" ]
}

@test "set: one wrong setting, and nothing is written" {
	session init a
	keep_bytes a old
	run -2 --separate-stderr session set -d a place=Hall length=1x
	[[ $stderr == 'session: not a length: "1x"'* ]]
	run -2 --separate-stderr session set -d a place
	[ "$stderr" = 'session: not KEY=VALUE: "place"' ]
	run -2 --separate-stderr session set -d a =x
	[ "$stderr" = 'session: not KEY=VALUE: "=x"' ]
	run -2 --separate-stderr session set -d a
	[[ $stderr == 'session: set needs KEY=VALUE...:'* ]]
	run -2 --separate-stderr session set -d a $'title=\xff'
	[ "$stderr" = 'session: value is not UTF-8' ]
	same_bytes a old
}

@test "set -n: prints the row" {
	session init a
	keep_bytes a old
	at 1
	run -0 session set -d a -n place=Hall
	[ "$output" = "$(tsv time key value by; tsv 2026-11-20T18:00:01.000Z place Hall mod)" ]
	same_bytes a old
}

# ---- list

series_here() {
	session init --title Two --start 2026-11-27T18:00 week-2
	session init --title One --start 2026-11-20T18:00 --length 60 week-1
	session init --title Later later
	{
		tsv time id name presence state by
		tsv 2026-11-20T18:00:00.000Z ana Ana in - mod
		tsv 2026-11-20T18:00:00.001Z ben Ben out - mod
		tsv 2026-11-20T18:00:00.002Z cy Cy in dropped mod
	} >week-1/people.tsv
	{
		tsv id time kind state text by
		tsv q1 2026-11-20T18:00:00.000Z - - A? mod
		tsv q2 2026-11-20T18:00:00.001Z question answered B? mod
		tsv q3 2026-11-20T18:00:00.002Z question dropped C? mod
		tsv q4 2026-11-20T18:00:00.003Z prompt - D? mod
	} >week-1/questions.tsv
	{
		tsv id time state text by
		tsv s1 2026-11-20T18:00:00.000Z - S mod
		tsv s2 2026-11-20T18:00:00.001Z dropped T mod
	} >week-1/statements.tsv
	{
		tsv time who ref round position by
		tsv 2026-11-20T18:00:00.000Z ana s1 1 agree mod
		tsv 2026-11-20T18:00:00.001Z ana s1 1 disagree mod
		tsv 2026-11-20T18:00:00.002Z ben s1 1 pass mod
		tsv 2026-11-20T18:00:00.003Z ben s1 0 up mod
		tsv 2026-11-20T18:00:00.004Z ben q1 1 up mod
		tsv 2026-11-20T18:00:00.005Z ana s1 2 agree mod
		tsv 2026-11-20T18:00:00.006Z ana s1 2 '\N' mod
	} >week-1/votes.tsv
	{
		tsv id time status what by
		tsv a1 2026-11-20T18:00:00.000Z open A mod
		tsv a2 2026-11-20T18:00:00.001Z doing B mod
		tsv a3 2026-11-20T18:00:00.002Z done C mod
		tsv a4 2026-11-20T18:00:00.003Z dropped D mod
	} >week-1/actions.tsv
	{
		tsv id time rating state by
		tsv f1 2026-11-20T18:00:00.000Z 9 - mod
		tsv f2 2026-11-20T18:00:00.001Z 6 - mod
		tsv f3 2026-11-20T18:00:00.002Z good - mod
		tsv f4 2026-11-20T18:00:00.003Z 1 dropped mod
	} >week-1/feedback.tsv
}

@test "list: the sessions of a series by their start" {
	series_here
	[ "$(session)" = "$(
		tsv dir start length title people present questions statements \
		    votes actions_open rating
		tsv week-1 2026-11-20T18:00 1h One 2 1 2 1 2 2 7.5
		tsv week-2 2026-11-27T18:00 - Two 0 0 0 0 0 0 ''
		tsv later - - Later 0 0 0 0 0 0 ''
	)" ]
}

@test "list: from inside a session, of a series named, of a session's" {
	series_here
	mkdir week-1/notes
	cd week-1/notes
	[ "$(session list -H -c dir)" = $'../../week-1\n../../week-2\n../../later' ]
	cd ..
	[ "$(session -H -c dir)" = $'../week-1\n../week-2\n../later' ]
	[ "$(session .. -H -c dir)" = $'../week-1\n../week-2\n../later' ]
	cd ../..
	[ "$(session list work -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(session -H -c dir work/)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(session list work/week-2 -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(session list -d work/week-2 -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(SESSION_DIR=work/later session -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
}

@test "list: numbers are numbers in json, and what is unset is empty" {
	series_here
	session -o json | jq -e '.[0].votes == 2 and .[0].rating == 7.5 and
	    .[1].rating == "" and .[0].people == 2 and (length == 3)'
}

@test "list: ratings' medians" {
	local want
	session init a
	while read -r want given; do
		tsv id time rating >a/feedback.tsv
		printf '%s\n' $given | awk '{ printf "f%d\t\t%s\n", NR, $1 }' >>a/feedback.tsv
		[ "$(session list . -H -c rating)" = "$want" ]
	done <<-'END'
		8 8
		8 1 8 10
		7 6 8
		7.25 7 7.5
	END
}

@test "list: a series without sessions, and none" {
	mkdir empty
	[ "$(session list empty | wc -l)" = 1 ]
	[ "$(session list empty -o json)" = '[]' ]
	run -2 --separate-stderr session list none
	[ "$stderr" = 'session: no such directory: none' ]
	run -2 --separate-stderr session
	[[ $stderr == 'session: no session here: '* ]]
}

@test "list: a damaged table is named, and the good rows are counted" {
	series_here
	echo junk >>week-1/votes.tsv
	run -3 --separate-stderr session list -H -c dir,votes
	[ "${lines[0]}" = $'week-1\t2' ]
	[[ $stderr == 'session: week-1/votes.tsv:9: '* ]]
}

# ---- note, log

@test "note: lines, each maybe of another person" {
	session_here
	run -0 session note -k decision <<-'END'
		ana: it's what we do
		whole group: agreed

	END
	[ "${#lines[@]}" = 2 ]
	[ "$(cells notes.tsv text)" = $'it\'s what we do\nwhole group: agreed' ]
	[ "$(cells notes.tsv who | xargs)" = ana ]
}

@test "note --at: when it was" {
	session_here
	session note --at -10m 'The window was opened' >/dev/null
	[ "$(cells notes.tsv time)" = 2026-11-20T17:50:00.000Z ]
}

@test "note: what is wrong" {
	session_here
	keep_bytes . ../old
	run -2 --separate-stderr session note -k decsion x
	[ "$stderr" = 'session: no kind "decsion": did you mean "decision"?' ]
	run -2 --separate-stderr session note -k xyz x
	[ "$stderr" = 'session: no kind "xyz": give note, decision or recommend' ]
	run -2 --separate-stderr session note -w zoe x
	[[ $stderr == 'session: nobody known as "zoe"'* ]]
	run -0 --separate-stderr session note -n x
	[ "${lines[0]}" = "$(tsv time id ref who kind state text by)" ]
	same_bytes . ../old
}

@test "log: every change, oldest first" {
	session init --title A a
	cd a
	at 1
	session note hello >/dev/null
	at 2
	session set -b ana title=B
	[ "$(session log -H -c time,by,table,change)" = "$(
		tsv 2026-11-20T18:00:00.000Z mod session value=A
		tsv 2026-11-20T18:00:01.000Z mod notes 'kind=note, text=hello'
		tsv 2026-11-20T18:00:02.000Z ana session value=B
	)" ]
	session log -o json | jq -e '.[2].id == "title"'
}

# ---- everywhere
