#!/usr/bin/env bats
# A session that came from somebody else, who may mean harm: nothing outside
# its directory is read or written, nothing hangs, and memory stays bounded.

load helper

# What lies outside, and what nobody may see of it.
setup() {
	fresh
	mkdir session outside
	session_here session
	tsv time id who text by >session/questions.tsv
	tsv 2026-11-20T17:00:00.030Z q1 ana 'Why trees?' ana >>session/questions.tsv
	tsv time id who text by >session/statements.tsv
	tsv 2026-11-20T17:00:00.031Z s1 ana 'Trees cool' ana >>session/statements.tsv
	cd session || return
}

tables='agenda times people groups questions statements votes notes actions
feedback tries'

# A verb of each program that reads, with each table that it needs.
reading='agenda list
agenda check
timer list
qboard list -a
vote list
vote matrix
actions list -a
actions due
feedback list
feedback tries
roster list
breakout list
session show
session check
session log
session report'

# A verb that writes to each table, and the table.
writing='session session set title=New
agenda agenda add Tea
times agenda start arrive
people roster add Dee
groups breakout make -s 2
questions qboard add Why
statements vote add So
votes vote cast 1 agree -w ana
notes session note Hear
actions actions add Read
feedback feedback add -r 8
tries feedback try Less'

# bounded COMMAND...: at most a minute, and a gigabyte of addresses.
bounded() {
	(
		[[ -n ${ASAN_OPTIONS-} ]] || ulimit -v 1048576
		exec timeout -k 1 60 "$@"
	)
}

# Runs every reading verb; none may hang, be killed, or show what is outside.
read_all() {
	local verb status
	while read -r verb; do
		status=0
		# shellcheck disable=SC2086
		bounded $verb </dev/null >../printed 2>&1 || status=$?
		((status <= 4)) || { echo "$verb: $status"; return 1; }
		! grep -q SECRET ../printed || { echo "$verb shows it"; return 1; }
	done <<<"$reading"
}

# Makes each table in turn what COMMAND makes at its path, and writes to it:
# that must fail, say which, and leave everything outside as it was.
write_each() { # COMMAND...
	local table verb status
	keep_bytes ../outside ../kept
	while read -r table verb; do
		[[ $table != "${skip_table-}" ]] || continue
		keep_bytes . ../whole
		rm -f "$table.tsv"
		"$@" "$table.tsv"
		status=0
		# shellcheck disable=SC2086
		bounded $verb </dev/null >../printed 2>&1 || status=$?
		((status == 4 || status == 2)) ||
			{ echo "$verb: $status"; cat ../printed; return 1; }
		grep -q "$table.tsv\|no session.tsv\|no session here" ../printed ||
			{ cat ../printed; return 1; }
		same_bytes ../outside ../kept || return
		rm -rf ./* && cp -a ../whole/. .
	done <<<"$writing"
}

link_out() { # PATH
	ln -s "../outside/$1" "$1"
}

@test "hostile: a table that is a link out of the session is not read" {
	local table
	for table in $tables; do
		printf 'SECRET\n' >"../outside/$table.tsv"
		rm -f "$table.tsv"
		link_out "$table.tsv"
	done
	read_all
	run -4 --separate-stderr agenda list
	[[ $stderr == 'agenda: agenda.tsv: a link out of its directory, to ../outside/agenda.tsv, which is not followed: put the file itself there' ]]
}

@test "hostile: a session.tsv that is a link out of the session is not read" {
	mv session.tsv ../outside
	printf '%s\n' "$(tsv 2026-11-20T17:00:00.009Z place SECRET mod)" \
		>>../outside/session.tsv
	link_out session.tsv
	read_all
}

@test "hostile: a table that is a link out of the session is not written" {
	local table
	for table in session $tables; do
		[[ ! -e $table.tsv ]] || cp "$table.tsv" ../outside
	done
	write_each link_out
}

@test "hostile: a link to what is not there makes nothing outside" {
	write_each link_out
	[[ -z $(ls ../outside) ]]
}

@test "hostile: an absolute link, and a chain of links, lead nowhere" {
	printf 'SECRET\n' >../outside/agenda.tsv
	rm agenda.tsv
	ln -s "$PWD/../outside/agenda.tsv" hop.tsv
	ln -s hop.tsv agenda.tsv
	run -4 agenda list
	[[ $output == *"agenda.tsv: a link out of its directory"* ]]
	rm hop.tsv
	ln -s agenda.tsv hop.tsv
	run -4 agenda list
	[[ $output == *"agenda.tsv: links that lead in a circle"* ]]
}

@test "hostile: what is moved to TABLE.rejected stays in the session" {
	printf '2026-11-20T17:00:00.040Z\tq2\tcut' >>questions.tsv
	printf 'kept\n' >../outside/questions.tsv.rejected
	link_out questions.tsv.rejected
	run -4 qboard add How
	[[ $output == *"questions.tsv.rejected: a link out of its directory"* ]]
	[[ $(cat ../outside/questions.tsv.rejected) == kept ]]
	run session check --fix
	((status != 0))
	[[ $(cat ../outside/questions.tsv.rejected) == kept ]]
}

@test "hostile: a temporary file that stands is not written through" {
	printf 'kept\n' >../outside/x
	ln -s ../outside/x .agenda.tsv.tmp
	agenda move close --first
	[[ $(cat ../outside/x) == kept ]]
}

@test "hostile: a table that has a name outside is not written there" {
	printf 'kept\n' >../outside/x
	cp people.tsv ../outside
	ln -f ../outside/people.tsv people.tsv
	keep_bytes ../outside ../kept
	roster add -q Dee
	same_bytes ../outside ../kept
	[[ $(roster list -o tsv -c name -H | tail -n 1) == Dee ]]
	roster add -q Eve
	[[ $(roster list -o tsv -c name -H | tail -n 1) == Eve ]]
}

@test "hostile: a table that is rewritten runs as nobody" {
	chmod 6775 agenda.tsv
	agenda move close --first
	[[ $(stat -c %a agenda.tsv) == 775 ]]
}

@test "hostile: .gitattributes that is a link is not written through" {
	local other=../outside/series
	mkdir "$other"
	printf 'kept\n' >../outside/x
	ln -s ../x "$other/.gitattributes"
	run -4 session init "$other/week-1"
	[[ $output == *".gitattributes: a link out of its directory"* ]]
	[[ $(cat ../outside/x) == kept ]]
}

@test "hostile: tables that are FIFOs, sockets or directories hang nobody" {
	local table
	for table in $tables; do
		rm -f "$table.tsv"
		mkfifo "$table.tsv"
	done
	read_all
	for table in $tables; do rm "$table.tsv"; mkdir "$table.tsv"; done
	read_all
	for table in $tables; do rmdir "$table.tsv"; done
	python3 -c 'import socket
socket.socket(socket.AF_UNIX).bind("agenda.tsv")'
	read_all
	rm agenda.tsv
	session_here .
	write_each mkfifo
}

@test "hostile: a link to a device that never ends is not read" {
	local table
	for table in $tables; do
		rm -f "$table.tsv"
		ln -s /dev/zero "$table.tsv"
	done
	read_all
}

@test "hostile: a file that has no end is an error" {
	truncate -s 2G votes.tsv
	run -4 bounded vote list
	[[ $output == "vote: votes.tsv: larger than 1024 MiB" ]]
	run -4 bounded vote cast 1 agree -w ana
	[[ $output == "vote: votes.tsv: larger than 1024 MiB" ]]
}

@test "hostile: input that has no end is an error" {
	[[ -z ${ASAN_OPTIONS-} ]] || skip "the sanitizer needs more addresses"
	run -4 bounded chat rest /dev/zero
	run -4 bounded vote import /dev/zero
	run -4 bounded roster import - </dev/zero
}

@test "hostile: a header of 10,000 columns" {
	local i
	{
		printf 'time\tid\ttext'
		for ((i = 0; i < 10000; i++)); do printf '\tc%d' "$i"; done
		printf '\n2026-11-20T17:00:00.030Z\tq1\tWhy\n'
	} >questions.tsv
	run -3 bounded qboard list -o tsv -c text
	[[ ${lines[*]} == *"more than 4096 columns"* && ${lines[*]} == *Why* ]]
	bounded qboard up q1 -w ana
	run bounded session check
	((status <= 3))
}

@test "hostile: many columns times many rows, and many headers" {
	local names
	names=$(printf '\tc%d' {1..4080})
	{
		printf 'time\tid\ttext%s\n' "$names"
		awk 'BEGIN { for (i = 0; i < 200000; i++) printf "\tq%d\tx\n", i }'
	} >questions.tsv
	run -3 --separate-stderr bounded qboard list -o tsv -c text,c1
	[[ $stderr == *'questions.tsv:1: more columns than so many rows have room for' ]]
	((${#lines[@]} == 200001))
	run --separate-stderr bounded qboard add -q More
	((status == 0 || status == 3))
	[[ $(tail -n 1 questions.tsv) == *More* ]]
	{
		printf 'time\tid\ttext%s\n' "$names"
		yes $'time\tid' | head -n 300000
	} >questions.tsv
	run -0 --separate-stderr bounded qboard list
	for i in {1..20}; do
		printf 'time\tid\ttext'
		printf "\tn$i-%d" {1..4000}
		printf '\n'
	done >questions.tsv
	run -3 --separate-stderr bounded qboard list
	[[ $stderr == *'questions.tsv:2: more than 4096 columns'* ]]
}

@test "hostile: wide rows of one record and one time" {
	{
		printf 'time\tid\tby\ttext'
		printf '\tc%d' {1..4000}
		printf '\n'
		awk 'BEGIN {
			for (i = 1; i < 4000; i++)
				x = x "\tx"
			for (i = 1000; i < 2000; i++)
				print "2026-11-20T17:00:00.000Z\tk7v2qd\tmod\tWhy" \
				    x "\t" i * 7 % 1000
		}'
	} >questions.tsv
	run -0 bounded qboard list -o tsv -c text,c1,c4000
	[[ ${lines[1]} == $'Why\tx\t999' ]]
}

@test "hostile: behind a header too many nothing is added" {
	for i in {1..1025}; do
		printf 'time\tid\ttext\tn%d\n' "$i"
	done >questions.tsv
	run -3 --separate-stderr qboard add More
	[[ $stderr == *'questions.tsv: more than 1024 headers: nothing can be added' ]]
	keep_bytes . ../kept
	session check --fix || true
	same_bytes . ../kept
	sed -i 1025d questions.tsv
	run -3 qboard add More
	sed -i 1024d questions.tsv
	qboard add -q More
	[[ $(qboard list -H -c text) == More ]]
}

@test "hostile: columns are not said again where there is no more room" {
	for i in {1..1023}; do
		printf 'time\tid\ttext\tc%d\tby\n' "$i"
	done >questions.tsv
	tsv time id text x by >>questions.tsv
	tsv - old one >>questions.tsv
	printf 'id\ttext\tx\nq1\tHow?\tprecious\n' | qboard add -
	run -0 --separate-stderr qboard list -H -o tsv -c id,x
	[[ $output == $'old\t\nq1\tprecious' && -z $stderr ]]
}

@test "hostile: behind a column too many nothing is added" {
	{
		printf 'time\tid\ttext\tby'
		printf '\tc%d' {1..4092}
		printf '\n'
	} >questions.tsv
	keep_bytes . ../kept
	printf 'id\ttext\tnovel\nq1\tHow?\tprecious\n' >../rows
	run -3 --separate-stderr qboard add - <../rows
	[[ $stderr == *'questions.tsv: more than 4096 columns: this cannot be added' ]]
	same_bytes . ../kept
}

@test "hostile: a long plan without ids, and a long meeting" {
	awk 'BEGIN {
		print "time\tid\tlength\ttitle"
		for (i = 0; i < 60000; i++) print "\t\t5m\tx"
	}' >agenda.tsv
	[[ $(bounded agenda list -H -o tsv -c id | tail -n 1) == x-60000 ]]
	awk 'BEGIN {
		print "time\tid\tlength\ttitle"
		for (i = 0; i < 5000; i++) printf "\t\t0m\tx %d\n", i
	}' >agenda.tsv
	run bounded agenda check
	((status <= 1))
	awk 'BEGIN {
		print "time\tid\tevent\tvalue"
		for (i = 0; i < 60000; i++)
			printf "2026-11-20T17:%02d:%02d.%03dZ\tana\tspeak\n",
			    i / 6000, i / 100 % 60, i % 100
		print "2026-11-20T17:30:00.000Z\t\tundo\t2026-11-20T17:00:00.000Z"
	}' >times.tsv
	bounded roster stats >../stats
	run bounded timer list --speakers
	((status <= 1))
}

@test "hostile: a long text of a name that many share, for the public" {
	awk 'BEGIN {
		print "time\tid\tname"
		for (i = 0; i < 60000; i++) printf "\tp%d\tAna B%d\n", i, i
	}' >people.tsv
	{
		tsv time id text
		printf '\tq1\t'
		yes 'ana ' | head -n 100000 | tr -d '\n'
		printf '\n'
	} >questions.tsv
	bounded session report --public -o md >../md
	run ! grep -q ana ../md
	printf 'time\tid\tname\n\tp1\t%sbb\n' "$(yes 'aa ' | head -n 60000 | tr -d '\n')" \
	    >people.tsv
	printf 'time\tid\ttext\n\tq1\t%s\n' \
	    "$(yes 'aa ' | head -n 60000 | tr -d '\n')" >questions.tsv
	bounded session report --public -o md >../md
	run ! grep -q aa ../md
}

@test "hostile: a text of empty lines" {
	printf 'time\tid\tref\tkind\ttext\n\tn1\tarrive\tscript\t%sx\n' \
	    "$(yes '\n' | head -n 200000 | tr -d '\n')" >notes.tsv
	bounded agenda show arrive >../shown
	bounded session report --as runsheet -o txt >../sheet
}

@test "hostile: as many announcements as the session before had" {
	cd .. && session init -q --start 2026-11-06T18:00 week-1
	session init -q --start 2026-11-13T18:00 week-2
	awk 'BEGIN {
		print "time\tid\tkind\ttitle"
		for (i = 0; i < 20000; i++) printf "\ta%d\tannounce\tN %d\n", i, i
	}' | tee week-1/agenda.tsv >week-2/agenda.tsv
	bounded agenda -d week-2 list -o tsv >listed
	bounded agenda -d week-2 list -o md >page
}

@test "hostile: more people than groups can be chosen for" {
	awk 'BEGIN {
		print "time\tid\tname\tpresence"
		for (i = 0; i < 60000; i++) printf "\tp%d\tP %d\tin\n", i, i
	}' >people.tsv
	run -2 --separate-stderr bounded breakout make -s 3
	[[ $stderr == 'breakout: 60000 people: pairs can be counted of at most 2048' ]]
	awk 'BEGIN {
		print "time\tround\twho\tgroup"
		for (i = 1; i < 12000; i++) printf "\t%d\tp%d\t1\n", i, i
	}' >groups.tsv
	for verb in list score 'add p1'; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr bounded breakout $verb
		[[ $stderr == 'breakout: 11999 people in 11999 rounds: more than there is room for' ]]
	done
}

@test "hostile: ids and names that look like paths are only text" {
	local t=2026-11-20T17:00:00
	tsv time id who text by >actions.tsv
	tsv time id who status from what by >actions.tsv
	tsv $t.001Z ../../outside/x ../ana open ../../outside/week Read mod \
		>>actions.tsv
	tsv $t.002Z /etc/passwd . open / Write mod >>actions.tsv
	tsv $t.005Z template ../../outside mod >>session.tsv
	tsv $t.006Z zone ../../../etc/passwd mod >>session.tsv
	keep_bytes ../outside ../kept
	read_all
	bounded actions done ../../outside/x
	bounded session new ../next --from . --start 2026-11-27T18:00
	same_bytes ../outside ../kept
	[[ $(ls ..) != *passwd* ]]
}

@test "hostile: a series in which sessions are links and FIFOs" {
	cd .. && mkdir series
	mv session series/week-1
	cd series || return
	mkfifo week-2
	ln -s . week-3
	mkdir week-5
	mkfifo week-5/session.tsv
	mkdir week-6
	ln -s /dev/zero week-6/session.tsv
	cp -a week-1 week-7
	rm week-7/people.tsv
	ln -s ../../outside/people.tsv week-7/people.tsv
	printf 'SECRET\n' >../outside/people.tsv
	run -4 bounded session list .
	[[ $output == *"people.tsv: a link out of its directory"* ]] || { echo "$output"; false; }
	rm week-7/people.tsv
	run -0 bounded session list .
	[[ $output == *week-1* ]]
	cd week-1 || return
	read_all
	run bounded agenda stats
	((status <= 4))
	run bounded actions list --series
	((status <= 4))
	run bounded roster stats
	((status <= 4))
}

@test "hostile: a link in a series is no session of it" {
	cd .. && mkdir series
	mv session series/week-1
	session_here outside/private
	sed -i 's/Week 7/SECRET/' outside/private/session.tsv
	tsv time id who status when what by >outside/private/actions.tsv
	tsv 2026-11-20T17:00:00.050Z a1 ana open 2026-11-21 SECRET mod \
		>>outside/private/actions.tsv
	ln -s ../outside/private series/week-2
	ln -s week-1 series/current
	cd series || return
	keep_bytes ../outside ../kept
	run -0 session list . -o tsv -c dir
	[[ $output == dir$'\n'week-1 ]]
	run -0 actions remind . -o tsv
	[[ $output != *SECRET* ]]
	cd current || return
	read_all
	run -0 session list -o tsv -c dir -H
	[[ $output == *week-1 && $output != *$'\n'* ]]
	same_bytes ../../outside ../../kept
}

@test "hostile: a clone in which a session is a repository of its own" {
	git config --global user.name Mod
	git config --global user.email mod@example.org
	mkdir -p objects refs
	touch objects/x refs/x
	echo 'ref: refs/heads/main' >HEAD
	printf '[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = "%s"\n' \
	    "touch $PWD/../outside/ran; false" >config
	cd .. && git init -q . && git add session && git commit -qm All
	git clone -q . clone
	cd clone/session
	local verb
	for verb in commit sync; do
		run -2 session $verb
		[[ $output == *"cannot use bare repository"* ]]
		run -2 session $verb -d "$PWD"
	done
	read_all
	[[ -z $(ls ../../outside) ]]
}

@test "hostile: a repository whose name ends with a blank is not its neighbour" {
	git config --global user.name Mod
	git config --global user.email mod@example.org
	cd .. && mkdir repo 'repo ' && mv session 'repo /week-1'
	git -C 'repo ' init -q
	MOOT_LOCK_WAIT=0 run -4 flock 'repo /week-1' \
	    session commit -d 'repo /week-1'
	run -0 session commit -d 'repo /week-1'
}

@test "hostile: a plan forges no line of its checklist, and acts on no terminal" {
	tsv id title kind link owner time by >agenda.tsv
	tsv i1 $'Talk\\n- [x] forged <!-- id=i2 -->' $'k -->\\n- forged' \
		$'https://a.example/\xc2\x9b' $'ana)\\n- forged (' - mod >>agenda.tsv
	tsv i2 $'\e[31mred\xc2\x9b' - - - - mod >>agenda.tsv
	agenda list -o md >../page.md
	[[ $(grep -c '^ *- ' ../page.md) == 2 ]]
	LC_ALL=C run -1 grep -q $'\e\|\xc2\x9b' ../page.md
}

@test "hostile: a link that is none leads nowhere, and comes back" {
	local t=2026-11-20T17:00:00 form
	tsv id title link time by >agenda.tsv
	tsv i1 One 'javascript:alert(1)' $t.010Z mod >>agenda.tsv
	tsv i2 Two 'script' $t.011Z mod >>agenda.tsv
	tsv i3 Three '!--' $t.012Z mod >>agenda.tsv
	tsv i4 Four 'https://a.example/x' $t.013Z mod >>agenda.tsv
	agenda list -o md >../page.md
	[[ $(grep -o ' <[^>]*>' ../page.md | grep -v ' <!-- ') == ' <https://a.example/x>' ]]
	run -1 grep -F '<!-->' ../page.md
	agenda list -o ics >../calendar
	run -1 grep -F javascript ../calendar
	session_here ../back
	rm ../back/agenda.tsv
	agenda import -d ../back -q ../page.md >/dev/null
	for form in 'javascript:alert(1)' script '!--' https://a.example/x; do
		agenda list -d ../back -o tsv -c link -H | grep -qxF -e "$form"
	done
}

@test "hostile: no calendar has a control character" {
	tsv time id who status when what by >actions.tsv
	tsv 2026-11-20T17:00:00.050Z a1 ana open 2026-11-27 \
		$'Re\xc2\x9bad\\r\\nEND:VTODO\e' ana >>actions.tsv
	actions list -o ics >../calendar
	LC_ALL=C run -1 grep -q $'\e\|\xc2\x9b' ../calendar
	[[ $(grep -c '^END:VTODO' ../calendar) == 1 ]]
}

# What a terminal would act on: OSC, CSI, the same with C1, and a bidi control.
acts=$'\e]0;x\a\e[31m\xc2\x9b31m\xe2\x80\xae'

@test "hostile: no text acts on a terminal, whatever the format" {
	local t=2026-11-20T17:00:00 verb
	local seen=$'\e\\]\\|\a\\|\e\\[31m\\|\xc2\x9b\\|\xe2\x80\xae'
	sed -i "s/Week 7/Week$acts/" session.tsv
	sed -i "s/Ana Paz/Ana$acts/; s/\tben\t/\tben$acts\t/" people.tsv
	sed -i "s/Arriving/Arr$acts/; s/^close\t/close$acts\t/" agenda.tsv
	sed -i "s/\tq1\t/\tq1$acts\t/; s/Why/Why$acts/" questions.tsv
	sed -i "s/\ts1\t/\ts1$acts\t/; s/Trees/So$acts/" statements.tsv
	tsv time id who status when what by >actions.tsv
	tsv $t.050Z "a1$acts" ana open 2026-11-21 "Read$acts" mod >>actions.tsv
	tsv id text >../rows
	tsv "q5$acts" How >>../rows
	while read -r verb; do
		COLUMNS=80 script -qec "$verb <../rows" /dev/null </dev/null >../printed 2>&1 ||
		    (($? <= 2)) || { echo "$verb"; cat ../printed; false; }
		! LC_ALL=C grep -a "$seen" ../printed || { echo "$verb"; false; }
	done <<-'END'
	agenda list -o tsv
	agenda list -o csv
	agenda list -o md
	agenda list -o ics
	agenda show 1
	agenda next -n
	agenda move 3 --first -n
	qboard list -o tsv
	qboard list -o json
	qboard up -n 1 -w ana
	qboard add -
	vote list -o md
	vote cast -n 1 agree -w ana
	actions list -o ics
	actions done -n 1
	actions remind -n
	roster round
	roster round next
	session report -o html
	session report -o md
	session log
	END
	qboard list -o tsv >../exact
	grep -qF "$acts" ../exact
}

@test "hostile: no id or handle acts on a terminal where it is all there is" {
	local verb seen=$'\e\\]\\|\a\\|\e\\[31m\\|\xc2\x9b\\|\xe2\x80\xae'
	tsv time id name presence >people.tsv
	tsv - "ana$acts" Ana in >>people.tsv
	tsv time id title length >agenda.tsv
	tsv - "x$acts" One 5m >>agenda.tsv
	tsv time id event >times.tsv
	tsv 2026-11-20T17:50:00.000Z "x$acts" start >>times.tsv
	for verb in 'roster pick scribe' "agenda now --format '%i %t'" \
	    'timer status --format %t' 'roster present'; do
		COLUMNS=80 script -qec "$verb" /dev/null </dev/null >../printed 2>&1 ||
		    (($? <= 2)) || { echo "$verb"; cat ../printed; false; }
		! LC_ALL=C grep -a "$seen" ../printed || { echo "$verb"; false; }
	done
}

@test "hostile: a prompt forges no heading, link or HTML on its worksheet" {
	{
		tsv time id who kind topic text
		tsv - 'x](javascript:alert(1)) <img src=x> [y' - prompt Trees 'Why?'
		tsv - 'q]\n<script>alert(1)</script>\n[x' - prompt Trees 'Where?'
		tsv - qa - prompt Trees 'When?\n# Other\n1. one'
	} >questions.tsv
	run -0 qboard sheet trees -o md
	[[ $output != *javascript* && $output != *'<'* ]]
	[[ $output == *$'\n## When? [qa]\n\n\\# Other\n1\\. one\n'* ]]
	sed '/^1.. one/a\
\
- at noon' <<<"$output" >../page
	qboard sheet import ../page
	[[ $(grep -c 'at noon' notes.tsv) == 1 ]]
	qboard sheet trees -o md | grep -qx -- '- at noon'
}

@test "hostile: a link has no control character in Markdown either" {
	qboard add -q $'see http://e.x/a\xc2\x9b31mred http://e.x/\xe2\x80\xaeb'
	run -0 qboard list -o md
	run ! grep -aq $'\xc2\x9b' <<<"$output"
	run -0 qboard list -o md
	[[ $output == *'<http://e.x/a>'* ]]
}

@test "hostile: a link of a million bytes takes no time" {
	local n
	for n in 'a' '&a' ')'; do
		printf 'http://e.x/(%s\n' "$(printf "%.0s$n" {1..300000})" |
		    bounded qboard add -q
	done
	bounded qboard list -o md >../md
	bounded session report -o html >../html
}

@test "hostile: a run of tildes of a million bytes takes no time" {
	{ printf -- '- a ' && yes '~' | head -n 1000000 | tr -d '\n' && echo; } >plan.md
	run -0 bounded agenda import -q -n --append plan.md
}

@test "hostile: two long names take no time to be told apart" {
	local a b
	a=$(head -c 250000 /dev/zero | tr '\0' a)
	b=$(head -c 250000 /dev/zero | tr '\0' b)
	printf 'time\tid\tname\n\tp1\tA%s\n' "$a" >people.tsv
	printf 'what,who\nread,A%s\n' "$b" >actions.csv
	run -2 --separate-stderr bounded actions import actions.csv
	[[ $stderr == *'nobody known as "Abbb'* ]]
}

@test "hostile: one long text makes no row of a Markdown table long" {
	{
		tsv time id text
		tsv - q0 "$(head -c 100000 /dev/zero | tr '\0' a)"
		awk 'BEGIN { for (i = 1; i < 1000; i++) printf "\tq%d\tx\n", i }'
	} >questions.tsv
	run -0 bounded qboard list -o md
	((${#output} < 400000))
	[[ ${lines[3]} =~ ^'| '.*' | x '\ {79}'|'$ ]]
}

@test "hostile: a title of millions of words takes a report no time" {
	{
		printf 'time\tid\tlength\ttitle\n\ta\t5m\t'
		yes a | head -n 4000000 | tr '\n' ' '
		echo
	} >agenda.tsv
	for format in txt html; do
		bounded session report --as minutes -o $format >../report
		[[ $(wc -c <../report) -gt 8000000 ]]
	done
}

# a_repository: git has the session, and a neighbour of it.
a_repository() {
	cd .. && git init -q . && cd session || return
	git config user.name Ana && git config user.email ana@example.org
	mkdir ../neighbour && touch ../neighbour/x && git add ../neighbour/x
	session commit >/dev/null
	git commit -qm neighbour
	qboard add -q Why
}

@test "hostile: what git reads that is a FIFO hangs no commit" {
	a_repository
	for at in . .. ../neighbour; do
		for name in .gitattributes .gitignore .gitmodules; do
			rm -f $at/$name
			mkfifo $at/$name
			run -4 --separate-stderr bounded session commit
			[[ $stderr == *"/$name: not a regular file" ]]
			rm $at/$name
		done
	done
	touch ../neighbour/x
	bounded session commit
}

@test "hostile: a repository in the place of a table, or beside it, runs nothing" {
	a_repository
	mkdir evil
	printf '#!/bin/sh\ntouch %q\n' "$PWD/ran" >run
	chmod +x run
	git init -q evil
	(cd evil && : >x && git add x &&
	    git -c user.name=E -c user.email=e@x commit -qm x)
	git -C evil config core.fsmonitor "$PWD/run"
	for name in questions.tsv.rejected notes.tsv; do
		for known in no yes; do
			if [[ $known == yes ]]; then
				echo x >$name
				git add $name
				git commit -qm x $name
				rm $name
			fi
			cp -R evil $name
			rm -f ran
			run -4 --separate-stderr bounded session commit
			[[ $stderr == *"$name: not a regular file" ]]
			[[ ! -e ran ]]
			rm -r $name
		done
	done
	bounded session commit
}

@test "hostile: behind a row of the last moment nothing is written, or said to be" {
	local last=9999-12-31T23:59:59.999Z
	session_here
	qboard add -q Why
	agenda start -q
	id=$(qboard list -H -c id)
	printf '%s\t%s\t\t\t\t\t\told\tx\n' $last "$id" >>questions.tsv
	printf '%s\tarrive\tnote\t\t\tx\n' $last >>times.tsv
	keep_bytes . ../before
	while read -ra command; do
		run -3 --separate-stderr "${command[@]}"
		[[ $stderr == *'.tsv: a row of 9999-12-31, behind which no other can be written, is in the way: take it out in an editor' ]]
		same_bytes . ../before
	done <<-END
		qboard edit 1 text=new
		agenda next
		agenda end
	END
	qboard add -q Other
	rm questions.tsv
	run -3 --separate-stderr qboard add - <<<"$(tsv time id text
	    tsv $last qaa old
	    tsv - qaa new)"
	[[ ! -e questions.tsv && -z $output ]]
}

@test "hostile: an export of Polis reads nothing outside, and waits for nothing" {
	session_here
	mkdir ../export
	printf 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1700000000,x,0,0,0,0,1,SECRET\n' \
	    >../outside.csv
	printf 'timestamp,datetime,comment-id,voter-id,vote\n' >../export/votes.csv
	keep_bytes . ../before
	ln -s ../outside.csv ../export/comments.csv
	run -4 --separate-stderr vote import --polis ../export
	[[ $stderr == 'vote: ../export/comments.csv: a link out of its directory'* ]]
	ln -sf /dev/zero ../export/comments.csv
	run -4 --separate-stderr bounded vote import --polis ../export
	rm ../export/comments.csv
	mkfifo ../export/comments.csv
	run -4 --separate-stderr bounded vote import --polis ../export
	[[ $stderr == 'vote: ../export/comments.csv: not a regular file' ]]
	rm ../export/comments.csv
	run -2 --separate-stderr vote import --polis ../export
	[[ $stderr == 'vote: no such file: ../export/comments.csv' ]]
	same_bytes . ../before
	mv ../outside.csv ../export/comments.csv
	vote import --polis ../export
	grep -q SECRET statements.tsv
}
