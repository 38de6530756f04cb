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

@test "init: two directories up, called by its name" {
	mkdir -p a/b/c
	cd a/b/c
	session init ../..
	[ "$(session show -d ../.. -H)" = "$(tsv title a)" ]
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

@test "init: a session does not lie within another" {
	session init -q week-1
	run -2 --separate-stderr session init week-1/week-2
	[ "$stderr" = 'session: week-1/week-2 would lie within a session: did you mean "week-1/../week-2"?' ]
	cd week-1
	run -2 --separate-stderr session new week-2 --from .
	[ "$stderr" = 'session: week-2 would lie within a session: did you mean "../week-2"?' ]
	[ ! -e week-2 ]
}

@test "init: refuses what cannot become a session" {
	touch file
	run -2 --separate-stderr session init file
	[ "$stderr" = "session: not a directory: file" ]
	run -2 --separate-stderr session init no/such
	[ "$stderr" = "session: no such directory: no" ]
	run -2 --separate-stderr session init "" --title Nowhere
	[[ $stderr == "session: no such directory:"* ]]
	[ "$(ls -A)" = file ]
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
	without_valgrind
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

@test "init: nothing is made where nothing may be written" {
	MOOT_READONLY=1 run -2 --separate-stderr session init a
	[ "$stderr" = 'session: nothing may be written: MOOT_READONLY is set' ]
	[ -z "$(ls -A)" ]
}

@test "init: what a killed one left is not in the way" {
	# shellcheck disable=SC2016 # its own process id
	bash -c 'mkdir -p s/.init-$$-0; exec session init s/a'
	run -0 session check s/a
}

@test "init: two at once make one session" {
	local i pids=() done=0
	mkdir a
	for i in 1 2 3 4; do
		session init -t retro-60 --title "$i" a 2>/dev/null &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i" && done=$((done + 1))
	done
	[ $done = 1 ]
	run -0 session check a
	[ "$(grep -c title a/session.tsv)" = 1 ]
	[ -z "$(find . -name '.init-*')" ]
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
	[ "$stderr" = 'session: no template "weekly-9": did you mean "weekly-90"?' ]
	run -2 --separate-stderr session init -t parliament a
	[ "$stderr" = 'session: no template "parliament"; there are: meeting-120 retro-60 weekly-90' ]
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

@test "init -t DIR: a session's agenda, texts, prompts, statements; no more" {
	session init -t weekly-90 --zone Europe/Berlin --start 2026-11-20T18:00 \
	    --place Library old
	session set -d old scribe=ana readings=https://example.org
	session note -d old 'A secret'
	{
		tsv time id name by
		tsv 2026-11-20T18:00:01.000Z ana 'Ana Paz' mod
	} >old/people.tsv
	{
		tsv time id event by
		tsv 2026-11-20T18:00:01.000Z arrive start mod
	} >old/times.tsv
	{
		tsv time who ref round position by
		tsv 2026-11-20T18:00:01.000Z ana publish 1 agree ana
	} >old/votes.tsv
	{
		tsv arrive - - - - - - - ana - - foo 2026-11-20T18:00:02.000Z
		tsv aim-doubt - - - - - - - - - - dropped 2026-11-20T18:00:02.000Z
		tsv act - - - - - - - - - - dropped 2026-11-20T18:00:02.000Z
	} >>old/agenda.tsv
	tsv 2026-11-20T18:00:02.000Z q1 ana question - open - 'Why?' ana \
	    >>old/questions.tsv
	tsv 2026-11-20T18:00:02.000Z publish ana closed 2 >>old/statements.tsv
	at 5
	session init -t old new
	[ "$(tables new)" = 'agenda.tsv notes.tsv questions.tsv session.tsv statements.tsv' ]
	[ "$(session show -d new -H)" = "$(
		tsv title 'Reading group: when goals go wrong'
		tsv length 1h30m
		tsv zone Europe/Berlin
		tsv place Library
		tsv every 7
	)" ]
	[ "$(cells new/agenda.tsv id | wc -l)" = 24 ]
	run -1 grep -e aim-doubt -e ana -e foo new/agenda.tsv
	[ "$(cells new/agenda.tsv by | sort -u)" = old ]
	run -1 grep -e "Why?" new/questions.tsv
	[ "$(cells new/questions.tsv id | wc -l)" = 9 ]
	run -1 grep -e closed -e ana new/statements.tsv
	run -1 grep -e secret -e '	act	' new/notes.tsv
	session check new
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

@test "the templates: agenda check finds no error" {
	local t
	command -v agenda >/dev/null || skip "no agenda built"
	for t in weekly-90 meeting-120 retro-60; do
		session init -t $t --start 2026-11-27T18:00 $t
		run -0 agenda check -H -d $t
		[ -z "$output" ]
	done
}

@test "the templates: lengths, references and ids are sound" {
	local t dir sum
	for t in weekly-90 meeting-120 retro-60; do
		dir=$ROOT/data/templates/$t
		session check "$dir"
		sum=$(awk -F'\t' '$2 == 0 { print $3 }' "$dir/agenda.tsv" | seconds)
		[ "$sum" = $((${t##*-} * 60)) ]
		[ "$(awk -F'\t' '$1 == "length" { print $2 }' "$dir/session.tsv" | seconds)" = "$sum" ]
		# What is in a section fills it.
		awk -F'\t' '
			function min(d) { sub(/m$/, "", d); return d + 0 }
			function done() { if (has && sum != own) bad = bad " " id }
			NR == 1 { next }
			$2 == 0 { done(); id = $1; own = min($3); sum = has = 0 }
			$2 == 1 && $3 != "" { sum += min($3); has = 1 }
			END { done(); if (bad != "") { print bad; exit 1 } }
		' "$dir/agenda.tsv"
	done
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
		tsv a3 2026-11-20T18:00:00.002Z 'done' C mod
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
	[ "$(cd week-1/notes && session list -H -c dir)" = \
	    $'../../week-1\n../../week-2\n../../later' ]
	[ "$(cd week-1 && session -H -c dir)" = $'../week-1\n../week-2\n../later' ]
	[ "$(cd week-1 && session .. -H -c dir)" = $'../week-1\n../week-2\n../later' ]
	cd ..
	[ "$(session list work -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(session -H -c dir work/)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(session list work/week-2 -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
	[ "$(session list -d work/week-2 -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
	session init other
	[ "$(session -H -c dir)" = other ]
	[ "$(SESSION_DIR=work/later session -H -c dir)" = $'work/week-1\nwork/week-2\nwork/later' ]
}

@test "list: numbers are numbers in json, and what is unset is empty" {
	series_here
	session -o json | jq -e '.[0].votes == 2 and .[0].rating == 7.5 and
	    .[1].rating == "" and .[0].people == 2 and (length == 3)'
}

@test "list -o table: fewer columns, unless they are named" {
	series_here
	run -0 session list -o table
	[[ ${lines[0]} == dir*start*title*present*votes*actions_open*rating ]]
	[[ $output != *people* && $output != *statements* ]]
	run -0 session list -o table -c dir,people
	[[ ${lines[1]} == week-1*2 ]]
}

@test "list: ratings' medians" {
	local want
	session init a
	while read -r want given; do
		tsv id time rating >a/feedback.tsv
		tr ' ' '\n' <<<"$given" | awk '{ printf "f%d\t\t%s\n", NR, $1 }' >>a/feedback.tsv
		[ "$(session list . -H -c rating)" = "$want" ]
	done <<-'END'
		8 8
		8 1 8 10
		7 6 8
		7.25 7 7.5
	END
}

@test "list: who left early was present, who was marked by mistake was not" {
	session_here
	at 1
	roster out ben
	at 2
	roster out chloe
	at 3
	roster in --new Dan
	session undo
	[ "$(session list -H -c present,dir .. | grep -c ^3)" = 1 ]
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

@test "note: on the session; the id is printed" {
	session init a
	cd a
	id=$(session note -k decision "We meet on Mondays")
	[ "$(cat notes.tsv)" = "$(
		tsv time id ref who kind state text by
		tsv "$(cells notes.tsv time)" "$id" - - decision - 'We meet on Mondays' mod
	)" ]
	session note -k rec -w ben 'Read the paper twice' >/dev/null
	session note plain >/dev/null
	[ "$(cells notes.tsv kind)" = $'decision\nrecommend\nnote' ]
	[ "$(cells notes.tsv who | tr '\n' .)" = .ben.. ]
	session check
}

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

# ---- check

# problems [ARGUMENT...]: what check says, as FILE:LINE SEVERITY PROBLEM.
problems() (
	set -o pipefail
	session check -H -o tsv "$@" |
	    awk -F'\t' '{ print $1 ":" $2 " " $3 " " $4 }'
)

@test "check: a sound session says nothing" {
	session_here
	run -0 --separate-stderr session check
	[ "$output" = "$(tsv file line severity problem)" ]
	[ -z "$stderr" ]
	session check -o json | jq -e '. == []'
}

@test "check: bad lines, each with its line" {
	session_here
	cp agenda.tsv old
	{
		cat old
		printf '<<<<<<< HEAD\n'
		printf 'x1\t0\t5m\tA\n'
		printf '=======\n'
		printf '>>>>>>> theirs\n'
		printf 'x2\t0\t5m\tB\xff\n'
		printf 'x3\t0\t5m\tC\0\n'
		printf 'x4\t0\t5m\tD\t\t\t\t\t\t\t\t\tyesterday\n'
		printf 'x5\t0\t5m\tE\t\t\t\t\t\t\t\t\t\t\ttoo much\n'
		printf 'x6\t0\t5m\tF\t\t\t\t\t\t\t\t\t2026-11-20T17:00:00.000Z'
	} >agenda.tsv
	run -1 problems
	[ "$output" = "$(cat <<-'END'
		agenda.tsv:6 error a conflict marker of git
		agenda.tsv:8 error a conflict marker of git
		agenda.tsv:9 error a conflict marker of git
		agenda.tsv:10 error not UTF-8
		agenda.tsv:11 error a NUL byte
		agenda.tsv:12 error not a time: "yesterday"
		agenda.tsv:13 error more fields than its header
		agenda.tsv:14 error an unfinished last line
	END
	)" ]
	session check -o json | jq -e '.[0].line == 6'
}

@test "check: a header without its key, none, one that is not the first" {
	session_here
	printf 'title\ttime\nA\t\n' >questions.tsv
	tsv q1 Why >statements.tsv
	printf 'time\tid\tid\ttext\tref\n\tn1\tn2\tx\t\n' >notes.tsv
	run -1 problems
	[ "$output" = "$(cat <<-'END'
		questions.tsv:1 error no header: the line does not name time and id
		questions.tsv:2 error no header before this line
		statements.tsv:1 error no header: the line does not name time and id
		notes.tsv:1 error a column is named twice
	END
	)" ]
}

@test "check: a column that is nearly one of ours; the header again" {
	session_here
	{
		tsv id time text tpoic colour undo
		tsv q1 - Why? 5m red -
		tsv id time text tpoic colour undo
	} >questions.tsv
	{
		tsv id time rating idee
		tsv f1 - 5 x
	} >feedback.tsv
	run -0 problems
	[ "$output" = "$(cat <<-'END'
		questions.tsv:1 note an unknown column "tpoic": did you mean "topic"?
		questions.tsv:3 note the header again
	END
	)" ]
}

@test "check: BOM, carriage returns, repeated lines are warnings" {
	session_here
	{
		printf '\xef\xbb\xbf'
		sed 's/$/\r/' people.tsv
		sed -n 2p people.tsv
		printf 'dan\r\t2026\n'
	} >new
	printf '\tdan\tDa\rn\n' >>new
	sed -i '/^dan/d' new
	mv new people.tsv
	run -0 problems
	[ "$output" = "$(cat <<-'END'
		people.tsv:1 warning a byte order mark
		people.tsv:1 warning a carriage return at the end of 4 lines
		people.tsv:5 warning line 2 again
		people.tsv:6 warning a carriage return within the line
	END
	)" ]
}

@test "check: unknown people, wherever a handle stands" {
	session_here
	local t=2026-11-20T17:30:00.000Z
	sed -i 's/ben/bne/' agenda.tsv
	{ tsv time round who group; tsv $t 1 zoe a; tsv $t 1 yan '\N'; } >groups.tsv
	{ tsv id time who; tsv q1 $t 'ana, zoe'; tsv q2 $t ana; } >questions.tsv
	{ tsv id time who state; tsv s1 $t zoe; tsv s2 $t zoe dropped; } >statements.tsv
	{ tsv time who ref round position; tsv $t zoe s1 1 agree; tsv $t yan s1 1 '\N'; } >votes.tsv
	{ tsv time id ref who; tsv $t n1 s1 zoe; } >notes.tsv
	{ tsv id time who what; tsv a1 $t zoe x; } >actions.tsv
	{ tsv id time who; tsv f1 $t zoe; } >feedback.tsv
	{ tsv time id event; tsv $t zoe speak; tsv $t ana hush; } >times.tsv
	run -1 problems
	[ "$output" = "$(cat <<-'END'
		agenda.tsv:4 error owner: an unknown person: bne
		times.tsv:2 error id: an unknown person: zoe
		groups.tsv:2 error who: an unknown person: zoe
		questions.tsv:2 error who: an unknown person: zoe
		statements.tsv:2 error who: an unknown person: zoe
		votes.tsv:2 error who: an unknown person: zoe
		notes.tsv:2 error who: an unknown person: zoe
		actions.tsv:2 error who: an unknown person: zoe
		feedback.tsv:2 error who: an unknown person: zoe
	END
	)" ]
	# Where nobody keeps a roster, any handle goes.
	rm people.tsv
	run -0 problems
	[ -z "$output" ]
}

@test "check: a person that was set right since is no problem" {
	session_here
	at 1
	sed -i 's/ben/bne/' agenda.tsv
	printf 'understand\t\t\t\t\t\t\t\tben\t\t\t\t2026-11-20T18:00:01.000Z\tmod\n' >>agenda.tsv
	run -0 problems
	[ -z "$output" ]
}

@test "check: references that lead nowhere" {
	session_here
	local t=2026-11-20T17:30:00
	{ tsv id time into; tsv q1 $t.000Z q2; tsv q2 $t.000Z q9; } >questions.tsv
	{ tsv id time; tsv s1 $t.000Z; } >statements.tsv
	{
		tsv time who ref round position
		tsv $t.000Z ana s1 1 agree
		tsv $t.000Z ana q1 1 up
		tsv $t.000Z ana bread 1 agree
		tsv $t.000Z ana gone 1 '\N'
	} >votes.tsv
	{
		tsv time id ref state
		tsv $t.000Z n1 bread
		tsv $t.000Z n2 n1
		tsv $t.000Z n3 ana
		tsv $t.000Z n4 -
		tsv $t.000Z n5 nothing
		tsv $t.000Z n6 nothing dropped
	} >notes.tsv
	{
		tsv time id event value
		tsv $t.000Z arrive start
		tsv $t.001Z k7v2qd start 5m
		tsv $t.002Z k7v2qd extend +1m
		tsv $t.003Z nowhere tick
		tsv $t.004Z - end
	} >times.tsv
	run -1 problems
	[ "$output" = "$(cat <<-'END'
		times.tsv:5 error id: no record "nowhere"
		questions.tsv:3 error into: no record "q9"
		votes.tsv:4 error ref: no record "bread"
		notes.tsv:6 error ref: no record "nothing"
	END
	)" ]
}

@test "check: a clock that was typed without the time since when it runs" {
	session_here
	{
		tsv time id event value
		tsv - arrive start
		tsv - bread tick
		tsv - - end
	} >times.tsv
	run -0 problems
	[ "$output" = 'times.tsv:2 warning an event without a time, from which no clock runs: start' ]
}

@test "check: two records with one id" {
	session_here
	{ tsv id time text; tsv arrive - x; } >questions.tsv
	{
		tsv id time title
		tsv s1 - One
		tsv s1 - Two
		tsv s2 - Three
	} >statements.tsv
	run -1 problems
	[ "$output" = "$(cat <<-'END'
		questions.tsv:2 error two records with one id: "arrive" stands in agenda.tsv:2
		statements.tsv:3 error two records with one id: line 2 has it, with another title
	END
	)" ]
}

@test "check: edits of one time that differ, and that do not" {
	session_here
	local t=2026-11-20T17:30:00.000Z
	{
		tsv id time title text by
		tsv s1 $t A x mod
		tsv s1 $t B x ana
		tsv s2 $t C - mod
		tsv s2 $t - y ana
	} >statements.tsv
	run -0 problems
	[ "$output" = 'statements.tsv:3 warning an edit of the same time as line 2, with another title' ]
	tsv s1 2026-11-20T17:31:00.000Z '' x mod >>statements.tsv
	run -0 problems
	[ "$output" ]
	tsv s1 2026-11-20T17:32:00.000Z B - mod >>statements.tsv
	run -0 problems
	[ -z "$output" ]
}

@test "check: two people whom two clones gave one handle" {
	session_here
	rm {agenda,people}.tsv
	roster add 'Ana Paz' -b mod
	cp people.tsv ours
	rm people.tsv
	roster add 'Ana Moe' -b co --now 2026-11-20T18:00:10Z
	tail -n 1 ours >>people.tsv
	run -0 problems
	[[ $output == 'people.tsv:'*' warning maybe two people of one handle: line '*' calls "ana" otherwise' ]]
	[[ $(wc -l <<<"$output") == 1 ]]
	roster add --id ana-2 'Ana Moe' -b mod
	roster edit ana name='Ana Paz' -b mod
	run -0 problems
	[[ -z $output ]]
}

@test "check: a round that two clones have made" {
	session_here
	rm agenda.tsv
	breakout make -q -s 2 --seed 1 --with all >/dev/null
	cp groups.tsv ours
	rm groups.tsv
	breakout make -q -s 2 --seed 3 --with all -b co \
	    --now 2026-11-20T18:00:10Z >/dev/null
	tail -n +2 ours >>groups.tsv
	run -0 problems
	[[ $output == 'groups.tsv:2 warning round 1 was made twice, as line '*' made it before: of each person the later place counts' ]]
	frozen 2026-11-20T18:01:00Z
	breakout clear
	run -0 problems
	[[ -z $output ]]
	# Made again after that, and changed, it is made once.
	breakout make -q -s 2 --seed 5 --with all >/dev/null
	breakout drop ana -b ben
	breakout add ana -b ben
	run -0 problems
	[[ -z $output ]]
}

@test "check: another spelling of a name is no other person" {
	session_here
	rm {agenda,people}.tsv
	local name
	roster add 'Ana Paz' -b mod
	for name in 'Ana María Paz' 'ANA PAS' Ana 'Paz, Ana' 'Ana P.'; do
		roster edit ana "name=$name" -b co
		run -0 problems
		[[ -z $output ]] || {
			echo "$name"
			false
		}
	done
	roster edit ana 'name=Ana M.' -b co
	run -0 problems
	[[ -n $output ]]
	roster add Ben -b mod
	roster edit ben name='Ben Oh' -b mod
	roster edit ben name='Ben Ray' -b mod
	roster edit ana 'name=Ana P.' -b co
	run -0 problems
	[[ -z $output ]]
}

@test "check: rows of the future, by more than clocks differ" {
	session_here
	{
		tsv id time title
		tsv s1 2026-11-20T18:00:30.000Z A
		tsv s2 2026-11-20T18:02:00.000Z B
	} >statements.tsv
	run -0 problems
	[ "$output" = 'statements.tsv:3 warning dated in the future: 2026-11-20T18:02' ]
	MOOT_NOW=2026-11-20T18:03:00Z run -0 problems
	[ -z "$output" ]
}

@test "check: values typed by hand that a program would take for unset" {
	session_here
	printf 'x1\tone\t1x\tA\t\t\t5\n' >>agenda.tsv
	{ tsv - start soon; tsv - every week; tsv - length 1x; } >>session.tsv
	run -1 problems
	# A row without a time is the oldest: the settings that stand win.
	[ "$output" = "$(cat <<-'END'
		session.tsv:7 error not a number of days: every=week
		agenda.tsv:6 error depth: not a depth: "one"
		agenda.tsv:6 error length: not a length: "1x"
	END
	)" ]
	sed -i '/\.00[12]Z/d' session.tsv
	run -1 problems
	[ "${lines[0]}" = 'session.tsv:4 error not a start: "soon": give a date with its time, such as 2026-11-20T18:00' ]
}

@test "check: several sessions, one of them no session" {
	session_here a
	session_here b
	echo junk >>b/people.tsv
	run -1 problems a b
	[ "$output" = 'b/people.tsv:5 error not a time: "junk"' ]
	run -2 --separate-stderr session check a nowhere
	[[ $stderr == 'session: no such directory: nowhere' ]]
	mkdir c
	run -2 --separate-stderr session check c
	[[ $stderr == 'session: not a session: c has no session.tsv' ]]
}

@test "check: reads only" {
	session_here
	echo junk >>people.tsv
	keep_bytes . ../old
	run -1 session check
	same_bytes . ../old
}

# ---- check --fix

# story: every change that is on record, whatever the order of lines.
story() {
	session log -H -o tsv 2>/dev/null | sort -u
}

@test "check --fix: what a merge left, and the records are the same" {
	session_here
	local t=2026-11-20T17:30:00 before
	cp people.tsv old
	{
		printf '\xef\xbb\xbf'
		sed 's/$/\r/' old
		tsv name id time by colour
		printf 'Dan\tdan\t%s.000Z\tmod\tred\r\n' $t
		printf '\n'
		cat old
		printf '<<<<<<< HEAD\n'
		tsv by time id learned name
		tsv mod $t.001Z ana 'a lot' ''
		printf 'mod\t\teva\t\tEva'
	} >people.tsv
	before=$(story)
	run -0 --separate-stderr session check --fix -H
	[ -z "$output" ]
	[ "$stderr" = "$(cat <<-'END'
		session: people.tsv: taken out: 1 byte order mark, 5 carriage returns, 3 further headers, 3 repeated lines
		session: people.tsv: moved to people.tsv.rejected: 1 line
		session: people.tsv: ended its last line
	END
	)" ]
	[ "$(cat people.tsv)" = "$(
		tsv by time id learned name role presence colour
		awk -F'\t' -v OFS='\t' 'NR > 1 { print $6, $1, $2, "", $3, $4, $5 }' old |
		    sed 's/\t*$//'
		tsv mod $t.000Z dan - Dan - - red
		tsv mod $t.001Z ana 'a lot'
		tsv mod - eva - Eva
	)" ]
	[ "$(cat people.tsv.rejected)" = '<<<<<<< HEAD' ]
	[ "$(story)" = "$before" ]
	keep_bytes . ../old
	run -0 --separate-stderr session check --fix
	[ -z "$stderr" ]
	same_bytes . ../old
}

@test "check --fix: shuffled headers, doubled lines: the records are the same" {
	session_here
	local before i
	RANDOM=7
	# The same rows under headers of another order, many times over.
	awk -F'\t' 'NR == 1 { split($0, name); n = NF; next }
	{
		line[NR] = $0
		for (turn = 0; turn < 5; turn++) {
			shift = (NR * 3 + turn) % n
			header = row = ""
			for (i = 1; i <= n; i++) {
				c = (i + shift - 1) % n + 1
				header = header (i > 1 ? "\t" : "") name[c]
				row = row (i > 1 ? "\t" : "") $c
			}
			print header
			print row
			print row
		}
	}' people.tsv >new
	before=$(story)
	mv new people.tsv
	[ "$(story)" = "$before" ]
	session check --fix -q
	[ "$(story)" = "$before" ]
	[ "$(wc -l <people.tsv)" = 4 ]
}

@test "check --fix: events stay events" {
	session_here
	local t=2026-11-20T17:50:00 before e
	{
		tsv time id event value label by
		for e in start pause resume extend stop start end; do
			tsv $t.00${#e}Z arrive $e - "$e" mod
		done
	} | sed 's/$/\r/' >times.tsv
	before=$(story)
	tr -d '\r' <times.tsv >../want
	run -0 --separate-stderr session check --fix
	[ "$stderr" = 'session: times.tsv: taken out: 8 carriage returns, 1 repeated line' ]
	awk '!seen[$0]++' ../want | cmp - times.tsv
	[ "$(story)" = "$before" ]
}

@test "check --fix: items without an id that are alike are all kept" {
	local rows
	touch session.tsv
	for rows in '\t\tTalk\t9m\n\t\tBreak\t5m\n\t\tTalk\t9m' \
	    '\tt1\tTalk\t9m\n\t\tBreak\t5m\n\t\tBreak\t5m\n\tt1\tTalk\t9m\r'; do
		printf 'time\tid\ttitle\tlength\n%b\n' "$rows" >agenda.tsv
		agenda list -o json >../before.json
		session check --fix || true
		agenda list -o json | diff ../before.json -
	done
	[[ $(grep -c Break agenda.tsv) == 2 && $(grep -c Talk agenda.tsv) == 1 ]]
}

@test "check --fix: an unfinished last line goes behind what was rejected" {
	session_here
	echo old >people.tsv.rejected
	printf '2026-11-20T17:00:00.900Z\tdan\tDa' >>people.tsv
	run -0 --separate-stderr session check --fix
	[ "$stderr" = 'session: people.tsv: moved to people.tsv.rejected: 1 line' ]
	[ "$(cat people.tsv.rejected)" = $'old\n2026-11-20T17:00:00.900Z\tdan\tDa' ]
	[ "$(wc -l <people.tsv)" = 4 ]
}

@test "check --fix: bytes that cannot be read are kept as they are" {
	session_here
	printf 'x\xff\0y\r\n' >>people.tsv
	session check --fix -q
	printf 'x\xff\0y\r\n' | cmp - people.tsv.rejected
}

@test "check --fix: escapes, cleared and empty fields stay" {
	session_here
	printf '2026-11-20T17:01:00.000Z\tana\ta\\tb\\\\n\\q\t\\N\t\tmod\r\n' >>people.tsv
	session check --fix -q
	[ "$(tail -1 people.tsv)" = $'2026-11-20T17:01:00.000Z\tana\ta\\tb\\\\n\\q\t\\N\t\tmod' ]
}

@test "check --fix: what a carriage return ends counts as it did" {
	session_here
	printf '%s\r\t%s\n%s\rZ\t%s\n' $'\tq1\tana' x $'\tq1\tana' y |
	    cat <(printf 'time\tid\twho\ttext\r\n') - >questions.tsv
	was=$(qboard list -o json)
	run -1 session check --fix
	[ "$(qboard list -o json)" = "$was" ]
	[ "$(grep -c $'ana\\\\r\t' questions.tsv)" = 1 ]
}

@test "check --fix: leaves alone what it could not write without a loss" {
	session_here
	printf 'time\tid\tid\ttext\r\n\tn1\tn2\tx\r\n' >notes.tsv
	printf 'title\ttime\r\nA\t\r\n' >questions.tsv
	keep_bytes . ../old
	run -1 session check --fix
	same_bytes . ../old
}

@test "check --fix: MOOT_READONLY forbids it" {
	session_here
	sed -i 's/$/\r/' people.tsv
	keep_bytes . ../old
	MOOT_READONLY=1 run -2 --separate-stderr session check --fix
	[ "$stderr" = 'session: nothing may be written: MOOT_READONLY is set' ]
	same_bytes . ../old
}

@test "check --fix: content is not touched, and errors stay errors" {
	session_here
	sed -i 's/ben/bne/' agenda.tsv
	keep_bytes . ../old
	run -1 problems --fix
	[ "$output" = 'agenda.tsv:4 error owner: an unknown person: bne' ]
	same_bytes . ../old
}

@test "check --fix: a full disk leaves the table as it was" {
	without_valgrind
	session_here
	sed -i 's/$/\r/' people.tsv
	echo junk >>people.tsv
	keep_bytes . ../old
	run -4 bash -o pipefail -c '(ulimit -f 0; session check --fix) 2>&1 | cat'
	[[ $output == *'session: people.tsv.rejected: File too large' ]]
	same_bytes . ../old
}

@test "check --fix: what another clone adds by the last header reads the same" {
	session init -q a
	tsv time id text by venue >a/questions.tsv
	tsv - q1 one - hall >>a/questions.tsv
	tsv time id text by food >>a/questions.tsv
	tsv - q2 two - soup >>a/questions.tsv
	session check --fix -q a
	[ "$(sed -n 1p a/questions.tsv)" = "$(tsv time id text by food venue)" ]
	tsv - q3 three - bread >>a/questions.tsv
	[ "$(qboard list -d a -H -c id,food,venue -o tsv)" = \
	    $'q1\t\thall\nq2\tsoup\t\nq3\tbread\t' ]
}

@test "check --fix: a row that cannot be read and names the key is kept" {
	session init -q a
	tsv time id text >a/notes.tsv
	tsv 2026-11-20T18:00:00.000Z id time too many >>a/notes.tsv
	run -0 session check --fix a
	[ "$(<a/notes.tsv.rejected)" = \
	    "$(tsv 2026-11-20T18:00:00.000Z id time too many)" ]
}

@test "check --fix: merges of git come out as the rows of both" {
	git init -q .
	git config user.name t && git config user.email t@example.org
	session init --title A a
	git add -A && git commit -qm a
	git switch -qc other
	at 1
	session note -d a 'from the other' >/dev/null
	session set -d a title=B
	git add -A && git commit -qm b
	git switch -q -
	at 2
	session note -d a 'from here' >/dev/null
	git add -A && git commit -qm c
	git merge -q --no-edit other
	session check a
	[ "$(session show -d a -H)" = $'title\tB' ]
	[ "$(cells a/notes.tsv text | grep -c from)" = 2 ]
	session check --fix -q a
	[ "$(cells a/notes.tsv text | sort)" = $'from here\nfrom the other' ]
}

# ---- undo

@test "undo: the record that a change made is dropped" {
	session_here
	session note hello >/dev/null
	id=$(cells notes.tsv id)
	at 1
	run -0 --separate-stderr session undo
	[ -z "$output" ]
	[ "$stderr" = "session: took back: notes $id: kind=note, text=hello" ]
	[ "$(tail -1 notes.tsv)" = "$(tsv 2026-11-20T18:00:01.000Z "$id" - - - dropped - mod 2026-11-20T18:00:00.000Z)" ]
	session check
}

@test "undo: fields go back to what they were, further and further" {
	session init --title A a
	cd a
	at 1
	session set title=B place=Hall
	at 2
	session set title=C
	at 3
	run -0 --separate-stderr session undo
	[ "$stderr" = 'session: took back: session title: value=C' ]
	[ "$(session show -H)" = $'title\tB\nplace\tHall' ]
	at 4
	run -0 --separate-stderr session undo
	[ "$stderr" = $'session: took back: session place: value=Hall\nsession: took back: session title: value=B' ]
	[ "$(session show -H)" = $'title\tA' ]
	at 5
	run -0 --separate-stderr session undo
	[ -z "$(session show -H)" ]
	run -1 --separate-stderr session undo
	[ "$stderr" = 'session: nothing to take back: no change by mod is left' ]
	run -1 --separate-stderr session undo -q
	[ -z "$stderr" ]
	session check
}

@test "undo N: newest first; fewer than N says so" {
	session init --title A a
	cd a
	at 1
	session set title=B
	at 2
	session set title=C
	at 3
	cp session.tsv ../old
	run -0 --separate-stderr session undo 2
	[ "$stderr" = $'session: took back: session title: value=C\nsession: took back: session title: value=B' ]
	[ "$(session show -H)" = $'title\tA' ]
	cp ../old session.tsv
	run -0 --separate-stderr session undo 9
	[ "${stderr##*$'\n'}" = 'session: no more changes by mod were left' ]
	[ -z "$(session show -H)" ]
	keep_bytes . ../old2
	for n in 0 x -1 99999 1x ''; do
		run -2 --separate-stderr session undo -- "$n"
		[ "$stderr" = "session: not a number of changes: \"$n\"" ]
	done
	same_bytes . ../old2
}

@test "undo: only one's own, -b says whose" {
	session init --title A a
	cd a
	at 1
	session set -b ana title=B
	at 2
	session set -b ben title=C
	at 3
	# What ben set since stays.
	run -0 --separate-stderr session undo -b ana
	[ "$stderr" = 'session: took back: session title: value=B' ]
	[ "$(session show -H)" = $'title\tC' ]
	[ "$(tail -1 session.tsv)" = "$(tsv 2026-11-20T18:00:03.000Z title - ana 2026-11-20T18:00:01.000Z)" ]
	at 4
	session undo -q -b ben
	[ "$(session show -H)" = $'title\tA' ]
	run -1 --separate-stderr session undo -b chloe
	[ "$stderr" = 'session: nothing to take back: no change by chloe is left' ]
}

@test "undo: what a template brought is nobody's change" {
	session init -t retro-60 --title Retro a
	cd a
	at 1
	session undo -q 9
	[ "$(session show -H)" = $'length\t1h' ]
	run -1 grep -l undo agenda.tsv notes.tsv questions.tsv statements.tsv
}

@test "undo: a change made after an undo is taken back by itself" {
	session init --title A a
	cd a
	at 1
	session set title=B
	at 2
	session undo -q
	at 3
	session set title=D
	at 4
	session undo -q
	[ "$(session show -H)" = $'title\tA' ]
	at 5
	session undo -q
	[ -z "$(session show -H)" ]
}

@test "undo: a restored record is dropped again, then no further" {
	session_here
	local id t=2026-11-20T18:00
	rm people.tsv
	session note hello >/dev/null
	id=$(cells notes.tsv id)
	at 1
	session undo -q
	# As `restore` writes it.
	printf '%s:02.000Z\t%s\t\t\t\t\\N\t\tmod\n' $t "$id" >>notes.tsv
	at 3
	session undo -q
	[ "$(tail -1 notes.tsv)" = "$(tsv $t:03.000Z "$id" - - - dropped - mod $t:02.000Z)" ]
}

@test "undo: votes and places in groups are cleared" {
	session_here
	local t=2026-11-20T17:50:00
	{ tsv id time title by; tsv s1 $t.000Z S ben; } >statements.tsv
	{
		tsv time who ref round position comment by
		tsv $t.100Z ana s1 1 agree - mod
		tsv $t.101Z ben s1 1 agree 'since' mod
		tsv $t.200Z ana s1 1 disagree - mod
	} >votes.tsv
	{ tsv time round who group by; tsv $t.150Z 1 ana a mod; } >groups.tsv
	session undo -q
	[ "$(tail -1 votes.tsv)" = "$(tsv 2026-11-20T18:00:00.000Z ana s1 1 agree - mod $t.200Z)" ]
	at 1
	session undo -q
	[ "$(tail -1 groups.tsv)" = "$(tsv 2026-11-20T18:00:01.000Z 1 ana '\N' mod - - $t.150Z)" ]
	at 2
	run -0 --separate-stderr session undo
	[ "${#stderr_lines[@]}" = 2 ]
	[ "$(tail -2 votes.tsv)" = "$(
		tsv 2026-11-20T18:00:02.000Z ben s1 1 '\N' '\N' mod $t.101Z
		tsv 2026-11-20T18:00:02.001Z ana s1 1 '\N' - mod $t.100Z
	)" ]
	session check
}

@test "undo: an event never was" {
	session_here
	local t=2026-11-20T17:50:00
	{
		tsv time id event value label by
		tsv $t.000Z arrive start - - ana
		tsv $t.100Z understand start - - mod
		tsv $t.102Z understand extend +5m - mod
	} >times.tsv
	run -0 --separate-stderr session undo
	[ "$stderr" = 'session: took back: times understand: extend +5m' ]
	[ "$(tail -1 times.tsv)" = "$(tsv 2026-11-20T18:00:00.000Z understand undo $t.102Z - mod)" ]
	at 1
	session undo -q
	[ "$(tail -1 times.tsv)" = "$(tsv 2026-11-20T18:00:01.000Z understand undo $t.100Z - mod)" ]
	session check
}

@test "undo: a speaker's clock never was, and check knows whose it is" {
	session_here
	timer speak ben
	session undo -q
	[ "$(cut -f 2,3 times.tsv | tail -1)" = $'ben\tundo' ]
	session check
	tsv 2026-11-20T18:00:05.000Z nobody undo 2026-11-20T18:00:00.000Z - mod \
	    >>times.tsv
	run -1 problems
	[ "$output" = 'times.tsv:4 error id: no record "nobody"' ]
}

@test "undo: agenda items go back to where they stood" {
	session_here
	agenda add --under understand Questions
	agenda add --under understand Answers
	agenda list -H -c depth,title >before
	agenda move close --first
	agenda list -H -c depth,title >moved
	agenda move understand --first
	agenda move 3 --after 1 # Answers, a level up
	[[ $(agenda list -H -c depth,title) != "$(<before)" ]]
	run -0 --separate-stderr session undo
	[[ $stderr == *'took back: agenda '*': depth='*', moved='* ]]
	session undo -q
	diff moved <(agenda list -H -c depth,title)
	session undo -q
	diff before <(agenda list -H -c depth,title)
	# Several at once, each of which stands on the one before.
	agenda move close --first
	agenda move understand --first
	agenda move bread --before understand
	session undo -q 3
	diff before <(agenda list -H -c depth,title)
	# What it stood behind has gone under it meanwhile: it stays.
	agenda move understand --before bread
	session check
}

@test "undo: an agenda item stays where another put it since" {
	session_here
	agenda move close --first
	agenda move 1 --after 2 -b ana
	agenda list -H -c id >moved
	[ "$(tr '\n' ' ' <moved)" = 'arrive close bread understand ' ]
	session undo -q
	diff moved <(agenda list -H -c id)
	session undo -q -b ana
	agenda list -H -c id >moved
	# What was taken back is no place that it was given.
	agenda move understand --first
	agenda move understand --after close -b ana
	session undo -q -b ana
	session undo -q
	diff moved <(agenda list -H -c id)
}

@test "log: where an agenda item was moved from" {
	session_here
	agenda move close --first
	agenda move close --first
	run -0 session log -H -c table,id,change
	[[ ${lines[-1]} == $'agenda\tclose\tmoved=understand' ]]
	agenda move arrive --first
	run -0 session log -H -c table,id,change
	[[ ${lines[-1]} == $'agenda\tarrive\tmoved=close' ]]
	agenda move close --first
	session undo -q 1
	[[ $(agenda list -H -c id | head -n 2) == $'arrive\nclose' ]]
	# It is bookkeeping, and goes nowhere else.
	[[ $(agenda list | head -n 1) != *moved* ]]
	[[ $(agenda list -H -c id,moved | head -n 2) == $'arrive\tclose\nclose\tarrive' ]]
}

@test "undo: of a change of many rows the first are told" {
	session_here
	seq 30 | session note >/dev/null
	at 1
	run -0 --separate-stderr session undo
	[ "${#stderr_lines[@]}" = 21 ]
	[ "${stderr_lines[20]}" = 'session: took back: 10 more rows' ]
	[ "$(cells notes.tsv state | grep -c dropped)" = 30 ]
}

@test "undo -n: prints the rows and adds none" {
	session init --title A a
	keep_bytes a old
	at 1
	run -0 --separate-stderr session undo -n -d a
	[ "$output" = "$(
		tsv time key value by undo
		tsv 2026-11-20T18:00:01.000Z title '\N' mod 2026-11-20T18:00:00.000Z
	)" ]
	[ -z "$stderr" ]
	same_bytes a old
}

@test "undo: commands that follow closely are taken back one by one" {
	session init --title A a
	cd a
	session set title=B place=Hall scribe=ana
	session set readings=x form=y
	session note z >/dev/null
	session undo -q
	[ "$(session show -H | wc -l)" = 5 ]
	session undo -q
	[ "$(session show -H)" = $'title\tB\nplace\tHall\nscribe\tana' ]
	session undo -q
	[ "$(session show -H)" = $'title\tA' ]
}

@test "undo: a command that follows many rows is not taken for one of them" {
	session init -q --title A a
	cd a
	seq -f 'Person %g' 1500 | roster add -q >/dev/null
	# A third of the rows are dated ahead of the clock, then all but a few.
	for now in 18:00:01 18:00:00.010; do
		frozen "2026-11-20T${now}Z"
		roster in -q person-7
		qboard add Why >/dev/null
		roster out -q person-7
		session note Noted >/dev/null
		for want in notes 'people person-7: presence=out' questions \
		    'people person-7: presence=in'; do
			run -0 --separate-stderr session undo
			[[ $stderr == "session: took back: $want"* ]]
			[ "${#stderr_lines[@]}" = 1 ]
		done
	done
	[ "$(roster list -H -o tsv | wc -l)" = 1500 ]
	session check
}

@test "undo: a small table is behind a large one for as long as that is ahead" {
	session init -q --title A a
	cd a
	unset MOOT_NOW
	seq -f 'Person %g' 6000 | roster add -q >/dev/null
	printf 'a\nb\nc\n' | actions add -q >/dev/null
	sleep 3
	qboard add Why >/dev/null
	run -0 --separate-stderr session undo
	[[ $stderr == "session: took back: questions "* ]]
	[ "${#stderr_lines[@]}" = 1 ]
}

@test "the clock is not ahead, whatever many rows are" {
	session init -q -t weekly-90 a
	cd a
	seq -f 'Person %g' 6000 | roster add -q >/dev/null
	agenda start -q
	[ "$(cells times.tsv time)" \< 2026-11-20T18:00:01.1 ]
	vote add One >/dev/null
	session close -q
	[ "$(cells times.tsv time | tail -1)" \< 2026-11-20T18:00:01.1 ]
}

@test "undo: a record that another made at the same millisecond stays" {
	mkdir one
	session init -q --start 2026-11-20T17:00 --zone UTC one/a
	cp -r one two
	printf 'Timestamp,rating,worked\n2026-11-20 18:00,8,good\n' >f.csv
	feedback import -d one/a -q f.csv
	feedback import -d two/a -b ben -q f.csv
	tail -n 1 two/a/feedback.tsv >>one/a/feedback.tsv
	session undo -q -d one/a
	[ "$(feedback list -d one/a -H -c rating)" = 8 ]
}

@test "undo: a command stands behind many rows of a large table" {
	session init -q --title A a
	cd a
	seq -f 'Person %g, of a name that is rather long' 5000 |
		roster add -q -b ben >/dev/null
	[ "$(wc -c <people.tsv)" -gt 262144 ]
	qboard add Why >/dev/null
	[ "$(cells questions.tsv time)" = 2026-11-20T18:00:05.003Z ]
}

@test "a row of a clock that is wrong is not followed" {
	session init -q --title A a
	cd a
	tsv time id text by >notes.tsv
	tsv 2026-11-20T18:10:00.000Z n 'In ten minutes' ben >>notes.tsv
	at 1
	qboard add Why >/dev/null
	[ "$(cells questions.tsv time)" = 2026-11-20T18:00:01.000Z ]
	tsv 2026-11-20T18:00:01.400Z o 'At once' ben >>notes.tsv
	session set place=Hall
	[ "$(cells session.tsv time | tail -1)" = 2026-11-20T18:00:01.402Z ]
}

@test "what a table that cannot be read has said lately keeps nobody from writing" {
	session_here
	mkfifo notes.tsv
	printf '\0\xff\n' >times.tsv
	mkdir votes.tsv
	session set place=Hall
	[ "$(cells session.tsv time | tail -1)" = 2026-11-20T18:00:00.000Z ]
}

@test "undo: a row of another's of the same millisecond stays" {
	session_here
	t=2026-11-20T17:40:00.000Z
	{
		tsv time id text by
		tsv 2026-11-20T17:30:00.000Z s One mod
	} >statements.tsv
	tsv time who ref round position comment by >votes.tsv
	tsv time id presence by >>people.tsv
	tsv $t ben out ana >>people.tsv
	tsv $t ben s 1 disagree - ana >>votes.tsv
	tsv $t ben out mod >>people.tsv
	tsv $t ben s 1 agree - mod >>votes.tsv
	for n in 1 2; do
		session undo -q
		[ "$(vote list -H -o tsv -c cast)" = 1 ]
		[ "$(vote tally 1 -H -o tsv -c position,count | tr '\t\n' ' ,')" = "agree 0,disagree 1,pass 0," ]
		[ "$(roster list -H -o tsv -c id,presence | grep ben)" = $'ben\tout' ]
	done
	[ "$(roster list -H -o tsv -c id,since | grep ben)" = $'ben\t17:40' ]
	session undo -q -b ana
	session undo -q -b ana
	[ "$(vote list -H -o tsv -c cast)" = 0 ]
	[ "$(roster list -H -o tsv -c id,presence | grep ben)" = $'ben\tin' ]
}

@test "undo: an event of another's of the same millisecond counts on" {
	session_here
	t=2026-11-20T17
	{
		tsv time id event value label by
		tsv $t:40:00.000Z arrive start - - mod
		tsv $t:50:00.000Z understand start - - mod
		tsv $t:50:00.000Z - end - - ana
		tsv $t:55:00.000Z - end - - mod
	} >times.tsv
	session undo -q 2
	run -1 --separate-stderr agenda now
	[ "$stderr" = "agenda: the meeting has ended" ]
	session undo -q -b ana
	[ "$(agenda now -H -o tsv -c id)" = arrive ]
	# One typed by hand, which does not say whose it takes back.
	tsv "$t:58:00.000Z" - end - - ana >>times.tsv
	run -1 agenda now
	tsv "$t:59:00.000Z" x undo "$t:58:00.000Z" - ben >>times.tsv
	[ "$(agenda now -H -o tsv -c id)" = arrive ]
	run -1 session undo -b ana
}

@test "undo: rows of two commands that met are not taken for one's" {
	session init -q --title A a
	cd a
	t=2026-11-20T18:00:01
	at 2
	tsv time id kind text by >notes.tsv
	tsv time id text by >questions.tsv
	for ms in 1 2 3 4; do
		tsv $t.00${ms}Z n$ms note "Of one" mod >>notes.tsv
	done
	tsv $t.003Z q1 "Of another" mod >>questions.tsv
	session undo -q
	[ "$(awk -F'\t' '/dropped/ { print $2 }' notes.tsv | tr '\n' ,)" = n4, ]
}

@test "undo: what one command wrote into several tables is one change" {
	session init a
	cd a
	agenda add -q Before
	printf '## One (5 min)\n\nText.\n\n- [x] Box\n\n## Two (5 min)\n\nMore.\n' |
		agenda import -q --append -
	[ "$(agenda list -H -c title,state | tr '\t\n' ' ,')" = "Before ,One ,Box done,Two ," ]
	session undo -q
	[ "$(agenda list -H -c title)" = Before ]
	[ "$(agenda list -a -H -c state | tr '\n' ,)" = ",dropped,dropped,dropped," ]
	[ "$(grep -c dropped notes.tsv)" = 2 ]
	session check
	session undo -q
	[ -z "$(agenda list -H)" ]
}

@test "undo: an event of no item is told without one" {
	session_here
	agenda start -q
	agenda end
	run -0 --separate-stderr session undo
	[ "$stderr" = "session: took back: times: end" ]
}

@test "undo: the log tells it" {
	session init --title A a
	at 1
	session undo -q -d a
	[ "$(session log -d a -H -c change | tail -1)" = 'value=, undo=2026-11-20T18:00:00.000Z' ]
}

# ---- everywhere

@test "the manual's examples work" {
	session init -t weekly-90 --start 2026-11-27T18:00 \
	    --zone Europe/Berlin week-1
	cd week-1
	session show
	mkdir -p ~/.local/share/moot/templates
	session init -t . ~/.local/share/moot/templates/our-week
	[ "$(session templates -H -c name | sed -n 2p)" = our-week ]
	[ "$(cells ~/.local/share/moot/templates/our-week/agenda.tsv by | sort -u)" = week-1 ]
	session note -k decision -w ana "We read one paper, not two"
	at 1
	session set place=Library
	session check --fix
	session log -H -c by | sort | uniq -c | sort -rn
	at 2
	[ "$(session undo -n 2 | grep -c dropped)" = 1 ]
	session undo 2
	run -1 grep place <(session show -H)
}

@test "every verb: --help, unknown options, /dev/full, no session" {
	local v
	for v in list init new templates show set check close note undo log; do
		run -0 --separate-stderr session $v --help
		[[ $output == "usage: session $v"* ]]
		[ -z "$stderr" ]
		run -2 --separate-stderr session $v --nonsense
		[ "$stderr" = "session: unknown option: --nonsense: see session $v --help" ]
	done
	run -2 --separate-stderr session shwo
	[ "$stderr" = 'session: no verb "shwo": did you mean "show"?' ]
	for v in show log check close undo; do
		run -2 --separate-stderr session $v
		[[ $stderr == 'session: no session here: '* ]]
		run -2 --separate-stderr session $v -d .
		[[ $stderr == 'session: not a session: . has no session.tsv' ]]
	done
	session init a
	for v in list show log templates; do
		run -4 --separate-stderr bash -c "cd a && session $v >/dev/full"
		[ "$stderr" = 'session: stdout: No space left on device' ]
	done
}

@test "init: what runs out of memory leaves nothing behind" {
	[[ -z ${ASAN_OPTIONS-} ]] || skip 'the sanitizers need more'
	without_valgrind
	local kb held=0
	for ((kb = 128; kb < 2048; kb += 16)); do
		if (ulimit -d "$kb" && exec session init -t weekly-90 --start fri new) \
		    >/dev/null 2>&1; then
			((++held))
			rm -r new
		fi
		[[ -z $(ls -A) || $(ls -A) == .gitattributes ]]
	done
	((held > 0))
}
