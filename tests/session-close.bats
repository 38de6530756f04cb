#!/usr/bin/env bats
# session close: what it ends and freezes, and who reads that.

load helper

# evening: a session whose clock runs, with three statements open and one
# countdown, at 18:25.
evening() {
	session_here week-7
	cd week-7 || return
	frozen 2026-11-20T18:00:00Z
	agenda start -q
	frozen 2026-11-20T18:20:00Z
	vote add -q --title One 'The first' >/dev/null
	vote add -q --title Two 'The second' >/dev/null
	vote add -q --title Three 'The third' >/dev/null
	frozen 2026-11-20T18:25:00Z
	vote cast 1 agree -w ben,chloe
}

# states: the statements' states, on one line.
states() {
	vote list -H -c state | paste -sd ' '
}

# setting KEY: its value.
setting() {
	session show -H | awk -F'\t' -v key="$1" '$1 == key { print $2 }'
}

# ---- who was there

@test "present: who was there at any time, of a closed session as was frozen" {
	session_here
	frozen 2026-11-20T18:40:00Z
	roster out ben
	session set present=ana,ben
	[ "$(session list -H -c present,closed ..)" = "$(tsv 2 '')" ]
	session set present=
	[ "$(session list -H -c present ..)" = 3 ]
	roster drop chloe
	[ "$(session list -H -c present ..)" = 2 ]
	session set present='ana, chloe,ana'
	[ "$(session list -H -c present ..)" = 2 ]
	[ "$(roster stats -H -c id,present)" = "$(tsv ana 1; tsv ben 0; tsv chloe 1)" ]
	[ "$(session list -o json .. | jq -c '.[0].present')" = 2 ]
}

# ---- what is ended

@test "close: eighteen statements open, and the clock running" {
	evening
	local i
	for i in {4..18}; do
		vote add --title "No. $i" "Statement $i" >/dev/null
	done
	vote next >/dev/null
	frozen 2026-11-20T19:02:00Z
	run -0 --separate-stderr session close
	[ -z "$output" ]
	[ "$stderr" = 'session: closed 18 statements, ended the clock; 3 were present' ]
	[ "$(vote list -H -c state | sort | uniq -c | xargs)" = '18 closed' ]
	[ "$(grep -c entitled notes.tsv)" = 18 ]
	[ "$(grep -c "$(printf '\tend\t')" times.tsv)" = 1 ]
	run -1 agenda now
	[ "$(setting present)" = ana,ben,chloe ]
	[ "$(setting closed)" = 2026-11-20T19:02 ]
	run -0 session check
	[ "${#lines[@]}" = 1 ]
	run -2 --separate-stderr vote cast 3 agree -w ben
	[ "$stderr" = 'vote: statement 3 is closed: vote open 3 first' ]
}

@test "close: twice is once" {
	evening
	session close -q
	keep_bytes . ../old
	frozen 2026-11-20T19:30:00Z
	run -0 --separate-stderr session close
	[ "$stderr" = 'session: closed already, at 2026-11-20T18:25' ]
	run -0 --separate-stderr session close -f -q
	[ -z "$output$stderr" ]
	same_bytes . ../old
}

@test "close: who is entitled is frozen, and who was there" {
	evening
	session close -q
	[ "$(vote list -H -c cast,present | paste -sd,)" = "$(
		tsv 2 2,0
	)$(printf '\t2,0\t2')" ]
	frozen 2026-11-20T20:00:00Z
	roster in --new Dan >/dev/null
	roster drop chloe
	roster out ben
	[ "$(vote list -H -c present | paste -sd,)" = 2,2,2 ]
	[ "$(session list -H -c present ..)" = 3 ]
	[ "$(roster stats -H -c id,present | paste -sd' ')" = "$(tsv ana 1) $(tsv ben 1) $(tsv chloe 1) $(tsv dan 0)" ]
}

@test "close: who left early was there; who was marked by mistake was not" {
	evening
	frozen 2026-11-20T18:26:00Z
	roster out ben
	frozen 2026-11-20T18:27:00Z
	roster in --new Dan >/dev/null
	session undo -q
	frozen 2026-11-20T18:28:00Z
	session close -q
	[ "$(setting present)" = ana,ben,chloe ]
}

@test "close: nobody was recorded as present, and no clock ran" {
	session init a
	cd a
	vote add 'A statement' >/dev/null
	frozen 2026-11-20T18:01:00Z
	run -0 --separate-stderr session close
	[ "$stderr" = 'session: closed 1 statement; nobody was recorded as present' ]
	[ -z "$(setting present)" ]
	[ ! -e times.tsv ]
	# Then the roster still tells, once there is one.
	roster in --new Ana >/dev/null
	[ "$(session list -H -c present ..)" = 1 ]
}

@test "close: countdowns and a speaker's clock stop too" {
	session_here
	timer start 5m break >/dev/null
	timer start 2m pairs >/dev/null
	timer speak ana
	frozen 2026-11-20T18:03:00Z
	run -0 --separate-stderr session close
	[[ $stderr == 'session: closed 0 statements, ended the clock; '* ]]
	[ "$(timer list -H -c state | sort -u)" = stopped ]
	frozen 2026-11-20T18:30:00Z
	[ "$(roster stats -H -c id,spoke | head -n 1)" = "$(tsv ana 180)" ]
	run -0 session check
}

@test "close: taken up again, and closed again" {
	evening
	session close -q
	frozen 2026-11-20T18:40:00Z
	agenda start -q understand
	roster in --new Dan >/dev/null
	vote add 'One more' >/dev/null
	frozen 2026-11-20T18:50:00Z
	run -0 --separate-stderr session close
	[ "$stderr" = 'session: closed 1 statement, ended the clock; 4 were present' ]
	[ "$(setting present)" = ana,ben,chloe,dan ]
	[ "$(setting closed)" = 2026-11-20T18:50 ]
	# A statement alone opens nothing.
	frozen 2026-11-20T18:55:00Z
	vote add 'Another' >/dev/null
	run -0 --separate-stderr session close
	[ "$stderr" = 'session: closed 1 statement' ]
	[ "$(setting closed)" = 2026-11-20T18:50 ]
}

# ---- sealed

@test "close: refuses while something is sealed, and changes nothing" {
	evening
	vote seal 2 3
	keep_bytes . ../old
	run -1 --separate-stderr session close
	[ -z "$output" ]
	[ "$stderr" = 'session: sealed still: statements 2, 3: vote reveal shows the positions, close -f leaves them sealed' ]
	same_bytes . ../old
	vote reveal 2 3
	run -0 session close -q
	[ "$(states)" = 'closed closed closed' ]
}

@test "close -f: what is sealed stays sealed" {
	evening
	vote seal 1
	run -0 --separate-stderr session close -f
	[ "$stderr" = 'session: closed 2 statements, left 1 sealed, ended the clock; 3 were present' ]
	[ "$(states)" = 'sealed closed closed' ]
	run -0 --separate-stderr vote tally 1 -H -c position,who
	[ -z "$output" ]
	session log >../log
	run -1 grep position=agree ../log
	keep_bytes . ../old
	run -0 session close -f
	run -1 session close
	same_bytes . ../old
}

# ---- how it writes

@test "close -n: prints the rows and adds none" {
	evening
	keep_bytes . ../old
	run -0 --separate-stderr session close -n
	[ -z "$stderr" ]
	[ "$(grep -c "$(printf '\tclosed')" <<<"$output")" = 4 ]
	grep -q "$(printf '\tpresent\tana,ben,chloe\t')" <<<"$output"
	same_bytes . ../old
}

@test "close --at: when it was" {
	evening
	frozen 2026-11-20T20:00:00Z
	session close -q --at 19:01
	[ "$(setting closed)" = 2026-11-20T19:01 ]
	grep -q '^2026-11-20T19:01:00.000Z.*end' times.tsv
	run -2 --separate-stderr session close --at tomorrow
	[[ $stderr == 'session: not a time that has passed: --at "tomorrow"' ]]
	cd ..
	rm -r week-7
	evening
	run -2 --separate-stderr session close --at 17:59
	[[ $stderr == 'session: --at is before the last event, of 2026-11-20T18:00' ]]
}

@test "close: undo takes all of it back" {
	evening
	session set colour=red
	frozen 2026-11-20T18:30:00Z
	session close -q
	run -0 session undo
	[ "$(states)" = 'open open open' ]
	[ -z "$(setting present)$(setting closed)" ]
	[ "$(agenda now -H -c id)" = arrive ]
	[ "$(setting colour)" = red ]
	frozen 2026-11-20T18:40:00Z
	run -0 --separate-stderr session close
	[ "$stderr" = 'session: closed 3 statements, ended the clock; 3 were present' ]
}

@test "close: undo takes all of it back where a row is dated ahead" {
	session_here
	for n in one two three; do
		vote add "$n" >/dev/null
	done
	id=$(vote list -H -c id | sed -n 2p)
	tsv 2026-11-20T18:30:00.700Z "$id" - open - - - - - - co >>statements.tsv
	frozen 2026-11-20T18:30:00Z
	session close -n | grep '^20.*closed' >closing
	session close -q
	[ "$(states)" = 'closed closed closed' ]
	[ "$(cat statements.tsv session.tsv | grep -c -Fxf closing)" = 4 ]
	run -0 session undo
	[ "$(states)" = 'open open open' ]
	[ -z "$(setting present)$(setting closed)" ]
}

@test "close: a row of a clock that is wrong takes no other along" {
	evening
	id=$(vote list -H -c id | sed -n 3p)
	tsv 2026-11-20T18:40:00.000Z "$id" - open - - - - - - co >>statements.tsv
	session close -q
	[[ $(grep end times.tsv) == 2026-11-20T18:25:00.* ]]
	(($(cat ./*.tsv | grep -c 18:40:) == 2))
}

@test "close: the evening's slips can still be typed" {
	evening
	qboard add 'Why?' -w ben >/dev/null
	session close -q
	frozen 2026-11-21T09:00:00Z
	session note -k decision 'We read one paper' >/dev/null
	qboard answer 1 'Because' -w ana >/dev/null
	roster checkout chloe 'to ask'
	agenda tick -q bread
	run -0 session check
	[ "${#lines[@]}" = 1 ]
	[ "$(setting closed)" = 2026-11-20T18:25 ]
}

@test "close: killed before any step, and done by the next" {
	command -v strace >/dev/null || skip 'no strace'
	evening
	keep_bytes . ../evening
	local call n killed=0
	for call in rename renameat write fsync; do
		for n in {1..20}; do
			rm -rf ./*
			cp -a ../evening/. .
			killed_at $call "$n" session close -q && break
			killed=$((killed + 1))
			run -0 session check
			[ "${#lines[@]}" = 1 ]
			run -0 session close -q
			[ "$(states)" = 'closed closed closed' ]
			[ "$(setting present)" = ana,ben,chloe ]
			[ -n "$(setting closed)" ]
			[ "$(grep -c "$(printf '\tend')" times.tsv)" = 1 ]
		done
	done 2>/dev/null
	echo "killed $killed times"
	((killed > 8))
}
