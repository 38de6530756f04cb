#!/usr/bin/env bats
# actions remind: once for each lead day, and mail that is mail.
load helper

setup() {
	fresh
	export MOOT_SEED=5
	mkdir week-7
	session_here week-7
	cd week-7 || return
	roster edit -q ana email=ana@example.org
	roster edit -q ben email=ben@example.org
	roster edit -q chloe email=chloe@example.org
}

on() { # DAY [HH:MM]
	frozen "2026-11-${1}T${2-07:00}:00Z"
}

reminded() {
	actions remind -H -c days,what "$@"
}

@test "remind: once for each lead day" {
	actions add -q 'Read the paper' -w ana --due 2026-12-01
	on 23
	run -0 --separate-stderr actions remind
	[[ -z $output && -z $stderr ]]
	on 24
	[[ $(reminded) == $'7\tRead the paper' ]]
	run -0 --separate-stderr actions remind
	[[ -z $output && -z $stderr ]]
	on 25
	[[ -z $(reminded) ]]
	on 28
	[[ $(reminded) == $'3\tRead the paper' ]]
	on 30
	[[ $(reminded) == $'1\tRead the paper' ]]
	[[ $(grep -c reminded notes.tsv) == 3 ]]
	[[ $(actions show 1 -H | grep reminded) == \
	    $'reminded\tana: 2026-12-01, lead 7
reminded\tana: 2026-12-01, lead 3
reminded\tana: 2026-12-01, lead 1' ]]
	session check --now 2026-12-09
}

@test "remind: a missed day is made up for, once, and the last one too" {
	actions add -q read -w ana --due 2026-11-29
	on 27
	[[ $(reminded) == $'2\tread' ]]
	[[ -z $(reminded) ]]
	frozen 2026-12-02T07:00:00Z
	[[ $(reminded) == $'-3\tread' ]]
	[[ -z $(reminded) ]]
}

@test "remind: what was due before the action was made was not missed" {
	actions add -q read -w ana --due 2026-11-22
	[[ -z $(reminded) ]]
	on 21
	[[ $(reminded) == $'1\tread' ]]
}

@test "remind: --lead, -w; done, dropped and snoozed ones wait" {
	actions add -q <<<$'ana: a; +2d\nben: b; +2d\nana,ben: c; +2d\nana: d; +2d'
	actions done -q 4
	actions snooze -q 1 2026-11-22
	[[ $(reminded --lead 2 -w ben) == $'2\tb\n2\tc' ]]
	[[ $(reminded --lead 2) == $'2\tc' ]]
	on 22
	[[ $(reminded --lead 2) == $'0\ta' ]]
	[[ -z $(reminded --lead 2) ]]
	run -2 --separate-stderr actions remind --lead soon
	[[ $stderr == 'actions: not days ahead: --lead "soon": give '* ]]
}

@test "remind: another due day is another reminder; after a snooze again" {
	actions add -q read -w ana --due 2026-11-23
	on 22
	[[ $(reminded) == $'1\tread' ]]
	actions edit -q 1 when=2026-11-25
	[[ $(reminded) == $'3\tread' ]]
	actions snooze -q 1 2026-11-24
	[[ -z $(reminded) ]]
	on 24
	[[ $(reminded) == $'1\tread' ]]
	[[ -z $(reminded) ]]
}

@test "remind: two at once send one" {
	actions add -q read -w ana --due 2026-11-23
	on 22
	cat >../slow <<-'END'
		#!/bin/sh
		sleep 0.3
		cat >>"$OUT"
	END
	chmod +x ../slow
	export OUT=$PWD/../sent
	actions remind --send ../slow &
	actions remind --send ../slow
	wait
	[[ $(grep -c ^To: ../sent) == 1 ]]
	[[ $(grep -c reminded notes.tsv) == 1 ]]
}

@test "remind --send: what the command took is noted, and no more" {
	actions add -q <<<$'ana: a; +1d\nben: b; +1d\nchloe: c; +1d'
	on 21
	cat >../mailer <<-'END'
		#!/bin/sh
		[ "$MOOT_WHO" != ben ] || exit 75
		cat >"../$MOOT_WHO.mail"
	END
	chmod +x ../mailer
	run -4 --separate-stderr actions remind --send ../mailer
	[[ $stderr == \
	    'actions: not sent to ben: --send: exit status 75: ../mailer' ]]
	[[ $(grep reminded notes.tsv | cut -f 4 | xargs) == 'ana chloe' ]]
	[[ -e ../ana.mail && -e ../chloe.mail ]]
	touch ../mark
	sed -i 's/ben/nobody/' ../mailer
	run -0 actions remind --send ../mailer
	[[ ../chloe.mail -ot ../mark ]]
	[[ $(grep reminded notes.tsv | cut -f 4 | xargs) == 'ana chloe ben' ]]
	[[ $(wc -l <../ben.mail) == $(wc -l <../chloe.mail) ]]
}

@test "remind --send: a command that cannot be run is not tried for all" {
	actions add -q <<<$'ana: a; +1d\nben: b; +1d'
	on 21
	run -4 --separate-stderr actions remind --send ../mailer
	[[ $stderr == *'actions: not sent to ana: --send: exit status 127: ../mailer' ]]
	[[ $stderr != *'to ben'* ]]
	touch ../mailer
	run -4 --separate-stderr actions remind --send ../mailer
	[[ $stderr == *'to ana: --send: exit status 126: ../mailer' ]]
	# shellcheck disable=SC2016
	run -4 --separate-stderr actions remind --send 'kill -9 $$'
	[[ $stderr == 'actions: not sent to ana: --send ended by signal 9: kill -9 $$' ]]
	run -4 --separate-stderr actions remind -q --send 'exit 68'
	[[ $(grep -c 'exit status 68' <<<"$stderr") == 2 ]]
	[[ ! -e notes.tsv ]]
}

@test "remind: what could not be noted is not sent" {
	actions add -q <<<'ana: a; +1d'
	on 21
	for options in --send=../mailer '-o mail' ''; do
		# shellcheck disable=SC2086
		MOOT_READONLY=1 run -2 --separate-stderr actions remind $options
		[[ $stderr == 'actions: nothing may be written: MOOT_READONLY is set' ]]
		[[ -z $output ]]
	done
}

@test "remind --send: a command that reads nothing may take it all the same" {
	printf 'ana: %0200000d; +1d\n' 0 | actions add -q
	on 21
	run -0 actions remind --send true
	[[ $(grep -c reminded notes.tsv) == 1 ]]
}

@test "remind --send: nothing of an action is run" {
	actions add -q "\$(touch ../run); \`touch ../run\`" -w ana --due +1d
	on 21
	run -0 actions remind --send 'cat >../mail'
	[[ ! -e ../run ]]
	grep -qF 'touch ../run' ../mail
}

@test "remind: who has no address is told, and is not reminded" {
	roster edit -q ben email=
	actions add -q <<<$'ana: a; +1d\nben: b; +1d\nc; +1d'
	on 21
	run -1 --separate-stderr actions remind -o mail
	[[ $stderr == *'no address that mail can go to, not reminded: ben'* ]]
	[[ $stderr == *"nobody's action, and nobody reminded: "* ]]
	[[ $output == 'Date: '* && $(grep -c reminded notes.tsv) == 1 ]]
	[[ $(reminded) == $'0\tb\n0\tc' ]]
}

@test "remind -n: the notes it would write, and nothing sent" {
	actions add -q read -w ana --due +1d
	on 21
	keep_bytes . ../before
	run -0 actions remind -n --send 'touch ../sent'
	[[ $output == *$'\treminded\t\t2026-11-21, lead 0\tmod' ]]
	[[ ! -e ../sent ]]
	same_bytes . ../before
}

@test "remind SERIES: each action where it stands now" {
	cd ..
	a=$(actions -d week-7 add read -w ana --due 2026-11-28)
	actions -d week-7 add -q write -w ben --due 2026-11-28
	session init -q --start 2026-11-27T18:00 --zone UTC week-8
	cp week-7/people.tsv week-8
	{
		tsv time id who status when carried from what by
		tsv 2026-11-20T19:00:00.000Z "$a" ana open 2026-11-28 1 \
		    week-7 read mod
	} >week-8/actions.tsv
	on 27
	run -0 actions remind . -H -c days,what
	[[ $output == $'1\tread\n1\twrite' ]]
	[[ $(grep -c reminded week-8/notes.tsv) == 1 ]]
	[[ $(grep -c reminded week-7/notes.tsv) == 1 ]]
	run -0 actions remind .
	[[ -z $output ]]
}

# parsed FILE: headers and text as a mail library reads them.
parsed() {
	/usr/bin/python3 - "$1" <<-'END'
		import sys, email, email.policy
		m = email.message_from_binary_file(open(sys.argv[1], 'rb'),
		    policy=email.policy.default)
		assert not m.defects, m.defects
		for name in m.keys():
		    assert not m[name].defects, (name, m[name].defects)
		print(*m.keys())
		from email.header import decode_header, make_header
		raw = email.message_from_binary_file(open(sys.argv[1], 'rb'))
		for name in ('From', 'To', 'Subject', 'Date'):
		    value = raw[name].replace('\n ', ' ')
		    print(name + ': ' + str(make_header(decode_header(value))))
		print(m.get_content(), end='')
	END
}

@test "remind -o mail: one message a person, read by a mail library" {
	roster edit -q chloe 'name=Chloé "Chlo" Roy, von der Höhe und zu den vielen langen Namen'
	a=$(actions add 'Übungen schreiben — für alle' -w chloe --due +1d \
	    --first '"öffnen"')
	b=$(actions add second -w chloe --due +1d)
	on 21
	actions remind -o mail >../mail
	(($(wc -L <../mail) <= 78))
	diff -u - <(parsed ../mail) <<-END
		Date From To Subject Message-ID Auto-Submitted MIME-Version Content-Type Content-Transfer-Encoding
		From: "Ana Paz" <ana@example.org>
		To: Chloé "Chlo" Roy, von der Höhe und zu den vielen langen Namen <chloe@example.org>
		Subject: Reminder: 2 actions, due today
		Date: Sat, 21 Nov 2026 07:00:00 +0000
		Hello Chloé "Chlo" Roy, von der Höhe und zu den vielen langen Namen,

		these are things that you took on (Week 7):

		Übungen schreiben — für alle
		  due: 2026-11-21, today
		  first step: "öffnen"
		  who: chloe
		  id: $a

		second
		  due: 2026-11-21, today
		  who: chloe
		  id: $b
	END
}

@test "remind -o mail: no header comes from a name, an address or a text" {
	actions add -q $'x\nBcc: evil@example.org\n\nFrom me\n.' -w ana --due +1d
	roster edit -q ana $'name=A\r\nBcc: evil@example.org'
	on 21
	actions remind -o mail >../mail
	parsed ../mail >../read
	[[ $(head -n 1 ../read) == 'Date From To Subject Message-ID Auto-Submitted MIME-Version Content-Type Content-Transfer-Encoding' ]]
	grep -qx 'Subject: Reminder: x Bcc: evil@example.org  From me ., due today' ../read
	roster edit -q ana 'email=a@b.example, evil@example.org'
	on 22
	actions edit -q 1 when=2026-11-23
	run -1 --separate-stderr actions remind -o mail
	[[ $stderr == 'actions: no address that mail can go to, not reminded: ana' ]]
}

@test "remind -o mail: several messages are a mailbox" {
	actions add -q <<<$'ana: a; +1d\nben: b; +1d'
	on 21
	actions remind -o mail >../mail
	[[ $(grep -c '^From ' ../mail) == 1 && $(head -c 5 ../mail) == Date: ]]
	(printf 'From moot Thu Jan  1 00:00:00 1970\n'; cat ../mail) >../box
	[[ $(/usr/bin/python3 -c 'import mailbox
for m in mailbox.mbox("../box"): print(m["To"])') == \
	    $'"Ana Paz" <ana@example.org>\n"Ben Oh" <ben@example.org>' ]]
}

@test "remind: from cron, with nothing in the environment, from /" {
	((EUID == 0)) || skip 'crond runs as root'
	actions add -q read -w ana --due 2026-11-21
	actions add -q later -w ana --due 2026-12-24
	dir=$(cd .. && pwd)
	mkdir ../cron
	sed -n 's|^0 7 \* \* \*|* * * * *|p' "$ROOT/data/cron/remind" |
	    sed "s|/usr/local/bin/|$MOOT_BIN/|; s|/home/ana/course|$dir|
	    s|/usr/sbin/sendmail -t|cat >>$dir/sent|
	    s|\$| --now 2026-11-21T07:00:00Z >>$dir/printed 2>\&1|" >../cron/root
	[[ $(wc -l <../cron/root) == 1 ]]
	busybox crond -f -L /dev/null -c "$dir/cron" 3>&- &
	daemon=$!
	for ((i = 0; i < 130; i++)); do
		[[ ! -s $dir/sent ]] || break
		sleep 0.5
	done
	sleep 1
	kill $daemon
	wait $daemon || :
	[[ $(grep -c '^Subject: Reminder: read, due today' "$dir/sent") == 1 ]]
	[[ -e $dir/printed && ! -s $dir/printed ]]
	run -0 env -i "$MOOT_BIN/actions" remind "$dir" --now 2026-11-21T08:00:00Z
	[[ -z $output ]]
	[[ $(grep -c reminded notes.tsv) == 1 ]]
}

@test "data/status: the line for tmux is one that timer prints" {
	agenda start -q
	command=$(sed -n 's/^set -g status-right "#(\(.*\))"$/\1/p' \
	    "$ROOT/data/status/tmux.conf" | sed "s/%%/%/g; s/##/#/g
	    s|/usr/local/bin/|$MOOT_BIN/|; s|/home/ana/course/week-8|$PWD|")
	frozen 2026-11-20T18:04:01Z
	run -0 env -i "MOOT_NOW=$MOOT_NOW" bash -c "$command"
	[[ $output == "Arriving 6:00" ]]
}
