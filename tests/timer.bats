# timer: the clock, its verbs, and its display on a real terminal.

load helper
load terminal

setup() {
	fresh
	export MOOT_SEED=7
}

teardown() {
	terminal_end
}

row() { # the last row of times.tsv, without time
	tail -n 1 times.tsv | cut -f 2-
}

# The process of the timer that runs on the terminal.
timer_pid() {
	ps -ww -o pid=,args= --ppid "$(pane pane_pid)" |
	    awk '/[ \/]timer( |$)/ { print $1 }'
}

items() { # ID:LENGTH:TITLE...: the agenda
	local item
	tsv id length title time by
	for item; do
		IFS=: read -r id length title <<<"$item"
		tsv "${id:--}" "${length:--}" "$title" 2026-11-20T17:00:00.000Z mod
	done
}

# ---- the verbs

@test "start: records a countdown and prints its id" {
	session_here
	run -0 --separate-stderr timer start 5m Write it down
	[[ $output =~ ^[a-z][0-9a-z]{5}$ ]]
	[[ -z $stderr ]]
	id=$output
	printf 'time\tid\tevent\tvalue\tlabel\tby\n%s\t%s\tstart\t5m\tWrite it down\tmod\n' \
	    2026-11-20T18:00:00.000Z "$id" | diff -u - times.tsv
}

@test "start: by whom, since when" {
	session_here
	timer start 90s -b ana --at -1m
	[[ $(tail -n 1 times.tsv) == 2026-11-20T17:59:00.000Z* ]]
	[[ $(row) == *$'\tstart\t1m30s\t\tana' ]]
	[[ $(timer status -F %l) == 0:30 ]]
}

@test "start: -n prints the row and writes nothing" {
	session_here
	keep_bytes . ../before
	run -0 timer start -n 5m Tea
	[[ ${lines[1]} == *$'\tstart\t5m\tTea\tmod' ]]
	run -0 timer -n 5m Tea
	[[ ${lines[1]} == *$'\tstart\t5m\tTea\tmod' ]]
	same_bytes . ../before
}

@test "start: refused lengths" {
	session_here
	keep_bytes . ../before
	for length in 5x 1h70 0 0s ''; do
		run -2 --separate-stderr timer start "$length"
		[[ $stderr == "timer: not a DURATION: \"$length\""* ]]
	done
	run -2 --separate-stderr timer 5x
	[[ $stderr == 'timer: not a DURATION: "5x": give 10m, 90s, 1h30m or 3:00' ]]
	run -2 --separate-stderr timer strat 5m
	[[ $stderr == 'timer: no verb "strat": did you mean "start"?' ]]
	same_bytes . ../before
}

@test "start: needs a session" {
	run -2 --separate-stderr timer start 5m
	[[ $stderr == "timer: no session here"* ]]
	run -2 --separate-stderr timer
	[[ $stderr == "timer: no session here"* ]]
	run -2 --separate-stderr timer 5m -d nowhere
	[[ $stderr == "timer: no such directory: nowhere" ]]
	[[ -z $(ls) ]]
}

@test "start without a length starts the agenda, once" {
	session_here
	run -0 timer start
	[[ $output == arrive ]]
	[[ $(row) == $'arrive\tstart\t\t\tmod' ]]
	run -1 --separate-stderr timer start
	[[ $stderr == "timer: it is under way: Arriving" ]]
	timer stop
	run -0 timer start
	[[ $output == understand ]]
}

@test "start of the agenda: nothing to go to, nothing left, ended" {
	session_here empty
	rm empty/agenda.tsv
	run -1 --separate-stderr timer -d empty start
	[[ $stderr == "timer: nothing to go to: no item of the agenda takes time" ]]
	session_here
	tsv time id event value label by >times.tsv
	tsv 2026-11-20T17:59:00.000Z close start - - mod >>times.tsv
	tsv 2026-11-20T17:59:01.000Z close stop - - mod >>times.tsv
	run -1 --separate-stderr timer start
	[[ $stderr == "timer: nothing comes after: Closing" ]]
	tsv 2026-11-20T17:59:02.000Z - end - - mod >>times.tsv
	keep_bytes . ../before
	run -1 --separate-stderr timer start
	[[ $stderr == "timer: the meeting has ended: start an item to take it up again" ]]
	same_bytes . ../before
}

@test "start of the agenda writes ids into lines without one" {
	session_here
	items :5m:'Check in' :5m:Talk >agenda.tsv
	[[ $(timer start) == check-in ]]
	[[ $(cut -f 1 agenda.tsv) == $'id\ncheck-in\ntalk' ]]
}

@test "pause, resume, extend, stop: a countdown first, else the agenda" {
	session_here
	timer start
	id=$(timer start 5m Tea)
	run -0 --separate-stderr timer pause
	[[ -z $output && $stderr == "timer: paused: Tea" ]]
	[[ $(row) == "$id"$'\tpause\t\t\tmod' ]]
	run -0 --separate-stderr timer resume
	[[ $stderr == "timer: goes on: Tea" ]]
	run -0 --separate-stderr timer extend +90s
	[[ $stderr == "timer: extended: Tea" ]]
	[[ $(row) == "$id"$'\textend\t+1m30s\t\tmod' ]]
	timer extend -q -1m
	[[ $(row) == "$id"$'\textend\t-1m\t\tmod' ]]
	[[ $(timer status -F %l) == 5:30 ]]
	run -0 --separate-stderr timer stop
	[[ $stderr == "timer: stopped: Tea" ]]
	run -0 --separate-stderr timer pause
	[[ $stderr == "timer: paused: Arriving" ]]
	run -0 --separate-stderr timer -q stop
	[[ -z $stderr ]]
	run -1 --separate-stderr timer stop
	[[ $stderr == "timer: nothing runs" ]]
}

@test "pause, resume, stop: what would change nothing is refused" {
	session_here
	id=$(timer start 5m Tea)
	run -1 --separate-stderr timer resume
	[[ $stderr == "timer: it does not pause: Tea" ]]
	timer pause
	keep_bytes . ../before
	run -1 --separate-stderr timer pause
	[[ $stderr == "timer: it does not run: Tea" ]]
	same_bytes . ../before
	timer stop "$id"
	run -1 --separate-stderr timer stop "$id"
	[[ $stderr == "timer: it does not run: Tea" ]]
}

@test "extend: only with a sign" {
	session_here
	timer start 5m
	keep_bytes . ../before
	run -2 --separate-stderr timer extend 5m
	[[ $stderr == 'timer: neither +DURATION nor -DURATION: "5m": did you mean "+5m"?' ]]
	run -2 --separate-stderr timer extend x
	[[ $stderr == 'timer: neither +DURATION nor -DURATION: "x"' ]]
	same_bytes . ../before
}

@test "a clock is named by its id, a prefix of it, an item's number" {
	session_here
	timer start
	timer start 5m Tea
	timer start 6m Cake
	timer pause -q arrive
	[[ $(row) == arrive* ]]
	timer resume -q ar
	[[ $(row) == arrive* ]]
	timer pause -q 1
	[[ $(row) == arrive* ]]
	keep_bytes . ../before
	run -2 --separate-stderr timer pause close
	[[ $stderr == "timer: it was never started: Closing" ]]
	run -2 --separate-stderr timer pause ariv
	[[ $stderr == 'timer: no clock "ariv": did you mean "arrive"?' ]]
	same_bytes . ../before
}

@test "a prefix of two clocks is ambiguous" {
	session_here
	tsv time id event value label by >times.tsv
	tsv 2026-11-20T17:59:00.000Z tea-1 start 5m Tea mod >>times.tsv
	tsv 2026-11-20T17:59:01.000Z tea-2 start 5m Tea mod >>times.tsv
	run -2 --separate-stderr timer pause tea
	[[ $stderr == 'timer: clock "tea" is ambiguous: tea-1 tea-2' ]]
	timer pause -q tea-1
	[[ $(row) == tea-1* ]]
}

@test "status: every letter, and the one line" {
	session_here
	timer start 10m 'Tea %t' --at -4m
	[[ $(timer status) == 'Tea %t 6:00' ]]
	run -0 timer status -F '%t|%l|%e|%p|%c|%%|é'
	[[ $output == 'Tea %t|6:00|4:00|40|ok|%|é' ]]
	[[ $(timer status -F %c --warn 7m) == warn ]]
	[[ $(timer status -F %c --warn 60%) == warn ]]
	[[ $(timer status -F %c --warn '') == ok ]]
	[[ $(timer status -F '%c %l %p' --now 2026-11-20T18:06:12Z) == 'over -0:12 102' ]]
	[[ $(timer status -F '%c' --now 2026-11-20T18:05:30Z) == warn ]]
	[[ $(timer status -F '%l' --now 2026-11-20T18:00:00.001Z) == 6:00 ]]
	[[ $(timer status -F '%l' --now 2026-11-20T18:00:01Z) == 5:59 ]]
}

@test "status: wrong formats and warnings" {
	session_here
	run -2 --separate-stderr timer status -F %x
	[[ $stderr == 'timer: unknown in a format: "%x": there are %t %l %e %p %c %%' ]]
	run -2 --separate-stderr timer status -F 5%
	[[ $stderr == 'timer: unknown in a format: "%"'* ]]
	run -2 --separate-stderr timer status --warn 20%,soon
	[[ $stderr == 'timer: not a warning: "soon": give 20% or 1m' ]]
}

@test "status: exit 1 and no output where nothing runs" {
	session_here
	run -1 --separate-stderr timer status
	[[ -z $output && -z $stderr ]]
	timer start 5m
	[[ $(timer status) == "timer 5:00" ]]
	timer stop -q
	run -1 --separate-stderr timer status
	[[ -z $output && -z $stderr ]]
}

@test "status: an escape in a title is not sent to the terminal" {
	session_here
	timer start 5m $'Tea\e[2J'
	[[ $(timer status -F %t) == 'Tea\x1b[2J' ]]
}

@test "status: of the clock that is named" {
	session_here
	timer start --at -2m
	timer start 5m Tea
	[[ $(timer status) == 'Tea 5:00' ]]
	[[ $(timer status arrive) == 'Arriving 8:00' ]]
	run -2 timer status nope
}

@test "list: items and countdowns, with numbers" {
	session_here
	timer start --at -3m
	id=$(timer start 5m Tea)
	timer pause -q
	run -0 timer list
	diff -u - <(timer list) <<-END
		$(tsv id label length elapsed left state started)
		$(tsv arrive Arriving 600 180 420 running 2026-11-20T17:57:00.000Z)
		$(tsv "$id" Tea 300 0 300 paused 2026-11-20T18:00:00.000Z)
	END
	timer list -o json | jq -e --arg id "$id" '. == [
	    { id: "arrive", label: "Arriving", length: 600, elapsed: 180,
	      left: 420, state: "running", started: "2026-11-20T17:57:00.000Z" },
	    { id: $id, label: "Tea", length: 300, elapsed: 0, left: 300,
	      state: "paused", started: "2026-11-20T18:00:00.000Z" } ]'
	[[ $(timer list -o csv -c label,left | tail -n 1) == Tea,300* ]]
	[[ $(timer list -H -c state) == $'running\npaused' ]]
	[[ $(timer list -o md | tail -n 1) == *'| Tea '*'2026-11-20T18:00 |' ]]
	[[ $(timer list -o table | tail -n 1) == *Tea*300*2026-11-20T18:00 ]]
}

@test "list: an item without length has none" {
	session_here
	sed -i '/length\t60m/d' session.tsv
	items talk::Talk >agenda.tsv
	timer start --at -1m
	timer list -o json | jq -e '.[0] | .length == "" and .left == "" and
	    .elapsed == 60'
	[[ $(timer status -F '%l|%e|%p|%c') == '|1:00||ok' ]]
}

@test "list: empty, damaged, on a full disk" {
	session_here
	[[ $(timer list -o json) == '[]' ]]
	timer start 5m Tea
	printf 'bad\tx\tstart\n' >>times.tsv
	run -3 --separate-stderr timer list -H -c label
	[[ $output == Tea && $stderr == "timer: times.tsv:3: "* ]]
	run -4 --separate-stderr bash -c 'timer --help >/dev/full'
	[[ $stderr == "timer: stdout: "* ]]
}

@test "what was typed without a time starts no clock" {
	session_here
	{
		tsv time id event value label
		tsv - arrive start
		tsv - arrive back
		tsv - k7v2qd start 5m Tea
		tsv - ana speak
		tsv - bread tick
	} >times.tsv
	run -0 timer list -H
	[[ -z $output ]]
	run -1 timer status
	run -1 --separate-stderr agenda now -H
	[[ -z $output ]]
	run -0 timer list --speakers -H -c state
	[[ $output != *speaks* ]]
	[[ $(agenda list -H -c id,state) == *$'bread\tdone'* ]]
	run -0 timer start
	[[ $(timer list -H -c id,elapsed) == $'arrive\t0' ]]
}

@test "a directory that is read-only" {
	[[ $(id -u) != 0 ]] || skip "root writes anywhere"
	session_here
	chmod a-w .
	run -4 timer start 5m
	chmod u+w .
	[[ ! -e times.tsv ]]
}

@test "a full disk leaves the table as it was" {
	session_here
	timer start 5m Tea
	keep_bytes . ../before
	run -4 bash -o pipefail -c \
	    '(trap "" XFSZ; ulimit -f 0; exec timer pause) 2>&1 | cat'
	[[ $output == "timer: times.tsv: "* ]]
	same_bytes . ../before
}

@test "MOOT_READONLY forbids every change" {
	session_here
	timer start 5m Tea
	keep_bytes . ../before
	for verb in 'start 5m' pause resume stop 'extend +1m' 5m; do
		read -ra words <<<"$verb"
		MOOT_READONLY=1 run -2 --separate-stderr timer "${words[@]}"
		[[ $stderr == "timer: nothing may be written: MOOT_READONLY is set" ]]
	done
	[[ $(MOOT_READONLY=1 timer status) == "Tea 5:00" ]]
	same_bytes . ../before
}

@test "every verb has its help" {
	for verb in count start pause resume extend stop status list wait; do
		run -0 --separate-stderr timer "$verb" --help
		[[ ${lines[0]} == "usage: timer $verb"* && -z $stderr ]]
	done
}

@test "options that go with the agenda only" {
	session_here
	run -2 --separate-stderr timer 5m --auto
	[[ $stderr == "timer: --auto follows the agenda: give no DURATION with it" ]]
	run -2 --separate-stderr timer 5m --id x
	[[ $stderr == "timer: --id follows a clock: give no DURATION with it" ]]
	run -2 --separate-stderr timer -n
	[[ $stderr == "timer: without a DURATION nothing is recorded" ]]
	[[ ! -e times.tsv ]]
}

# ---- off a terminal

@test "a countdown off a terminal waits, draws nothing, and is stopped" {
	session_here
	start=${EPOCHREALTIME/./}
	run -0 --separate-stderr timer 1s Tea
	((${EPOCHREALTIME/./} - start >= 990000))
	[[ -z $output && -z $stderr ]]
	[[ $(row) == *$'\tstop\t\t\tmod' ]]
	[[ $(timer list -H -c state,elapsed --now 2026-11-20T19:00:00Z) == $'stopped\t1' ]]
}

@test "an end that cannot be recorded is no success" {
	session_here
	MOOT_LOCK_WAIT=0.1 timer 2s Tea >out 2>&1 3>&- &
	pid=$!
	becomes test -s times.tsv
	flock . sleep 4 3>&- &
	holder=$!
	wait $pid && return 1
	[[ $? == 4 ]]
	[[ $(<out) == "timer: another program holds the session's lock"* ]]
	[[ $(row) == *$'\tstart\t'* ]]
	kill $holder
}

@test "outside a session it runs unrecorded" {
	run -0 --separate-stderr timer 1s Tea
	[[ -z $output && -z $stderr ]]
	[[ -z $(ls) ]]
	run -2 --separate-stderr timer -n 5m
	[[ $stderr == "timer: no session here, so nothing would be recorded" ]]
}

@test "--exec: the data are in its environment, never in its text" {
	session_here s
	SESSION_DIR=s run -0 timer 1s '$(touch pwned); "Tea"' --exec \
	    'printf "%s|" "$MOOT_TITLE" "$MOOT_ID" "$MOOT_LENGTH" "$MOOT_ELAPSED" "$SESSION_DIR"'
	[[ $output == '$(touch pwned); "Tea"|'??????'|1|1|s|' ]]
	[[ ! -e pwned ]]
	run -0 timer -d s 1s Tea --exec 'echo "$SESSION_DIR"'
	[[ $output == s ]]
}

@test "--exec: a title that no environment has room for is cut" {
	session_here
	run -0 timer 1s "$(printf 'a%.0s' {1..4095})é$(printf 'b%.0s' {1..9000})" \
	    --exec 'printf "%s" "$MOOT_TITLE" | sha256sum'
	[[ $output == "$(printf 'a%.0s' {1..4095} | sha256sum)" ]]
	items "a:1s:$(printf 'x%.0s' {1..200000})" >agenda.tsv
	unset MOOT_NOW
	timer start -q
	run -0 timer --stop --exec 'echo "${#MOOT_TITLE}"'
	[[ $output == 4096 ]]
}

@test "--exec: a command that fails is said" {
	run -4 --separate-stderr timer 1s --exec 'exit 3'
	[[ $stderr == "timer: --exec: exit status 3: exit 3" ]]
	run -4 --separate-stderr timer 1s --exec 'kill -9 $$'
	[[ $stderr == 'timer: --exec: ended by signal 9: kill -9 $$' ]]
}

@test "follow: off a terminal, nothing runs" {
	session_here
	run -1 --separate-stderr timer
	[[ $stderr == "timer: nothing runs" ]]
	run -2 --separate-stderr timer --id nope
	[[ $stderr == 'timer: no clock "nope"'* ]]
}

@test "follow: waits for the agenda's item; one over is over" {
	session_here
	timer start --at -9m
	run -0 --separate-stderr timer --now 2026-11-20T18:00:59Z
	run -0 --separate-stderr timer --now 2026-11-20T18:30:00Z
	[[ $(wc -l <times.tsv) == 2 ]]
}

@test "--auto: goes through the agenda" {
	session_here
	items a:1s:A b:1s:B >agenda.tsv
	unset MOOT_NOW
	timer start
	run -0 timer --auto --exec 'echo "$MOOT_TITLE"'
	[[ $output == $'A\nB' ]]
	[[ $(cut -f 2,3 times.tsv | tail -n 2) == $'a\tstart\nb\tstart' ]]
}

@test "wait: 0 at zero, and the clock runs on" {
	session_here
	timer start 10s Tea
	keep_bytes . ../before
	run -0 --separate-stderr timer wait --now 2026-11-20T18:00:09Z
	[[ -z $output && -z $stderr ]]
	run -0 timer wait --now 2026-11-20T18:00:30Z
	same_bytes . ../before
	timer stop -q
	run -1 --separate-stderr timer wait
	[[ $stderr == "timer: nothing runs" ]]
}

wait_is_told() { # [NAME=VALUE]: wait sees what others do
	unset MOOT_NOW
	session_here
	id=$(timer start 1h Tea)
	timeout 60 env "$@" timer wait >out 2>&1 3>&- &
	pid=$!
	sleep 0.5
	timer pause -q
	timer resume -q
	timer extend -q -59m
	kill -0 $pid
	timer extend -q -1m
	wait $pid
	timeout 60 env "$@" timer wait "$id" 3>&- # over already
	id=$(timer start 1h Cake)
	timeout 60 env "$@" timer wait "$id" 3>&- &
	pid=$!
	sleep 0.5
	timer stop -q
	wait $pid && return 1
	[[ $? == 1 ]]
}

@test "wait: sees pause, extend and stop by others" {
	wait_is_told MOOT_WATCH=
}

@test "wait: sees them by polling too" {
	wait_is_told MOOT_WATCH=poll
}

@test "wait: 1 when the agenda moves on before zero" {
	unset MOOT_NOW
	session_here
	timer start
	timeout 60 timer wait arrive 3>&- &
	pid=$!
	sleep 0.5
	agenda next -q
	wait $pid && return 1
	[[ $? == 1 ]]
}

# ---- on a terminal: one line

@test "live: title, bar, time; pause, plus, minus, leave" {
	session_here
	terminal 60 10
	type_line 'timer 5m Tea'
	sees '^Tea  (━|─)+  4:5[0-9]$'
	press Space
	sees '^Tea  (━|─)+  paused  4:[0-9]+$'
	press +
	sees '^Tea  (━|─)+  paused  5:[0-9]+$'
	press - -
	sees '^Tea  (━|─)+  paused  3:[0-9]+$'
	press Up x
	press Space
	sees '^Tea  (━|─)+  3:[0-9]+$'
	press q
	sees '^\$ ?$'
	[[ $(cut -f 3,4 times.tsv | tail -n +2) == \
	    $'start\t5m\npause\t\nextend\t+1m\nextend\t-1m\nextend\t-1m\nresume\t' ]]
	[[ $(timer status) == Tea* ]]
}

@test "live: outside a session the keys work as well" {
	terminal
	type_line 'timer 5m'
	sees '^timer  .*  4:5[0-9]$'
	press Space
	sees 'paused  4:[0-9]+$'
	press + + -
	sees 'paused  5:[0-9]+$'
	press Space
	sees '─  5:[0-9]+$'
	press n b q
	sees '^\$ ?$'
	[[ -z $(ls) ]]
}

@test "live: below zero, with bell and colour; over, leaving stops it" {
	session_here
	unset NO_COLOR MOOT_NOW
	terminal
	recorded "$BATS_TEST_TMPDIR/raw"
	type_line 'timer 3s Tea --warn 2s,1s; echo left $?'
	sees '^Tea  (━)+  -0:0[1-9]$'
	press q
	sees '^left 0$'
	raw=$(<"$BATS_TEST_TMPDIR/raw")
	bells=${raw//[!$'\a']/}
	[[ ${#bells} == 3 ]]
	[[ $raw == *$'\e[33m'*'0:02'*$'\e[1;33m'*'0:01'*$'\e[1;31m'*'0:00'* ]]
	[[ $(row) == *$'\tstop\t\t\tmod' ]]
}

@test "live: --stop ends at zero" {
	session_here
	terminal
	type_line 'timer 1s Tea --stop; echo left $?'
	sees '^left 0$'
	sees '^Tea  (━)+  0:00$'
	[[ $(row) == *$'\tstop\t\t\tmod' ]]
}

@test "live: NO_COLOR and TERM=dumb" {
	terminal
	recorded "$BATS_TEST_TMPDIR/raw"
	type_line 'NO_COLOR=1 timer 1s Tea --stop; echo left $?'
	sees '^left 0$'
	run ! grep -q $'\e\[[0-9;]*m' "$BATS_TEST_TMPDIR/raw"
	recorded "$BATS_TEST_TMPDIR/dumb"
	type_line 'TERM=dumb timer 2s Tea --stop -f'
	sees '^timer: this terminal has no cursor to move, so one line'
	sees '^Tea  #+  0:00$'
	grep -q $'\rTea  -.*  0:0[12]' "$BATS_TEST_TMPDIR/dumb"
	run ! grep -q $'Tea  .*\e' "$BATS_TEST_TMPDIR/dumb"
}

@test "live: what is redrawn is little" {
	terminal
	recorded "$BATS_TEST_TMPDIR/raw"
	type_line 'timer 3s Tea --stop; echo left $?'
	sees '^left 0$'
	draws=$(tr '\r' '\n' <"$BATS_TEST_TMPDIR/raw" | grep -c '0:0[0-9]')
	((draws >= 4 && draws <= 6))
}

@test "live: a long title, a narrow terminal, another size" {
	terminal 80 10
	type_line 'timer 5m "Ünderstanding what the text says, and what it does not say"'
	sees '^Ünderstanding what the text .*  (━|─)+  4:[0-9]+$'
	mux resize-window -t main -x 40 -y 10
	sees '^Ünderstanding what .*  (─)+  4:[0-9]+$'
	mux resize-window -t main -x 12 -y 10
	sees '  4:[0-9]+$'
	mux resize-window -t main -x 100 -y 10
	sees '^Ünderstanding what .* say  (━)*(─)+  4:[0-9]+$'
	press q
}

@test "live: the agenda; n and b; the same refusal as agenda next" {
	session_here
	terminal
	type_line timer
	sees '^nothing runs; n starts the agenda, q leaves$'
	press b
	sees '^nothing runs$'
	press n
	sees '^Arriving  (━|─)+  (10:00|9:5.)$'
	press n
	sees '^Understanding  .*  (40:00|39:5.)$'
	press n
	sees '^moved on less than 3 s ago, to: Understanding +(40:00|39:5.)$'
	press b
	sees '^Arriving  (━|─)+  (10:00|9:..)$'
	press b
	sees '^nothing came before: Arriving|^Understanding'
	agenda end -q
	sees '^nothing runs; n starts the agenda'
	press n
	sees '^the meeting has ended: start an item to take it up again'
	press q
	sees '^\$ ?$'
	[[ $(cut -f 2,3 times.tsv | tail -n +2 | head -n 3) == \
	    $'arrive\tstart\nunderstand\tstart\narrive\tback' ]]
}

@test "live: an ended clock is said, and left" {
	session_here
	id=$(timer start 5m Tea)
	terminal
	type_line "timer --id $id; echo left \$?"
	sees '^Tea  .*  (5:00|4:5.)$'
	timer stop -q
	sees '^Tea  .*  stopped  (5:00|4:..)$'
	sees '^left 1$'
}

@test "live: --exec shows what the command says, or that it failed" {
	session_here
	unset MOOT_NOW
	terminal
	type_line 'timer 1s Tea --exec "echo gong for \$MOOT_TITLE"'
	sees '^gong for Tea +-0:0[0-9]$'
	press q
	type_line 'timer 1s Cake --exec "exit 3"; echo left $?'
	sees '^--exec: exit status 3: exit 3 +-0:0[0-9]$'
	press q
	sees '^left 4$'
}

# ---- the whole screen

@test "full: title, big digits, bar, what comes next, keys; resize" {
	session_here
	terminal 80 24
	type_line 'timer start; timer -f'
	sees '^ +Arriving$'
	sees '^ +then: Understanding$'
	sees '^ +space pause   \+ - minute   n next   b back   q leave$'
	[[ $(pane alternate_on) == 1 ]]
	# The lowest row of the digits of 9:5x, twice as wide as high.
	coded_screen | grep -q $'\e\[7m    '
	press Space
	sees '^ +paused$'
	mux resize-window -t main -x 40 -y 12
	sees '^ {12,18}Arriving$'
	sees '^ +then: Understanding$'
	mux resize-window -t main -x 14 -y 5
	sees '^ +(10:00|9:5.)$'
	# On each row of a low one stands one thing, the time at any rate.
	mux resize-window -t main -x 60 -y 4
	sees '^ {26,27}Arriving$'
	timer speak ana 2m
	sees '^ +space pause   \+ - minute   n next   b back   q leave$'
	sees '^ {27,28}(10:00|9:5.)$'
	[[ $(screen | grep -c .) == 3 ]]
	mux resize-window -t main -x 60 -y 2
	sees '^ {27,28}(10:00|9:5.)$'
	timer hush -q
	mux resize-window -t main -x 100 -y 30
	sees '^ {40,50}Arriving$'
	press q
	sees '\$ ?$'
	[[ $(pane alternate_on) == 0 ]]
	[[ $(pane cursor_flag) == 1 ]]
}

# ---- the terminal is as before

left_alone() { # OPTIONS SIGNAL
	session_here
	terminal
	type_line 'stty -g >before'
	type_line "timer 5m Tea $1"
	sees Tea
	becomes test "$(pane cursor_flag)" = 0 || [[ $(pane cursor_flag) == 0 ]]
	kill "-$2" "$(timer_pid)"
	sees '^\$ ?$'
	type_line 'stty -g >after; echo done'
	sees '^done$'
	diff before after
	[[ $(pane cursor_flag) == 1 && $(pane alternate_on) == 0 ]]
	[[ $(cut -f 3 times.tsv) == $'event\nstart' ]]
}

@test "HUP leaves the terminal as it was" {
	left_alone '' HUP
}

@test "TERM leaves the terminal as it was" {
	left_alone '' TERM
}

@test "INT leaves the full screen as it was" {
	left_alone -f INT
}

@test "HUP leaves the full screen as it was" {
	left_alone -f HUP
}

stops_and_goes_on() { # OPTIONS
	without_valgrind
	session_here
	terminal
	type_line 'stty -g >before'
	type_line "timer 50m Tea $1"
	sees Tea
	press C-z
	sees 'Stopped'
	type_line 'stty -g >stopped; echo done'
	sees '^done$'
	diff before stopped
	[[ $(pane cursor_flag) == 1 && $(pane alternate_on) == 0 ]]
	type_line 'clear; fg'
	sees '^ *Tea'
	press Space
	sees paused
	press q
	type_line 'stty -g >after; echo end'
	sees '^end$'
	diff before after
}

@test "TSTP and CONT, one line" {
	stops_and_goes_on ''
}

@test "TSTP and CONT, full screen" {
	stops_and_goes_on -f
}

@test "in the background it draws nothing; fg shows it" {
	session_here
	terminal
	type_line 'timer 50m Tea & sleep 1.2; clear; echo quiet'
	sees '^quiet$'
	type_line 'sleep 1.2; echo still'
	sees '^still$'
	run ! sees_now Tea
	type_line fg
	sees '^Tea  .*  49:[0-9]+$'
	press C-c
	sees '^\$ ?$'
}

sees_now() {
	screen | grep -Eq "$1  "
}

# ---- the truth is in the table

@test "killed, and started elsewhere: the same time" {
	session_here
	unset MOOT_NOW
	timer start 10m Tea --at -3m
	terminal
	type_line timer
	sees '^Tea  (━|─)+  (7:00|6:5.)$'
	kill -KILL "$(timer_pid)"
	sees Killed
	before=$(timer list -H -c left)
	terminal
	type_line timer
	sees '^Tea  (━|─)+  (7:00|6:..)$'
	shown=$(screen | sed -n 's/^Tea .* \([67]\):\(..\)$/(\1 * 60 + 10#\2)/p')
	after=$(timer list -H -c left)
	((shown <= before && shown >= after))
	[[ $(wc -l <times.tsv) == 2 ]]
}

# Both viewers at one time.
viewers_agree() {
	local a b
	a=$(WINDOW=0 screen | grep -o ' [0-9]*:[0-9]*$')
	b=$(WINDOW=1 screen | grep -o ' [0-9]*:[0-9]*$')
	[[ -n $a && $a == "$b" ]]
}

@test "two viewers agree" {
	session_here
	unset MOOT_NOW
	timer start
	terminal
	type_line timer
	sees '^Arriving'
	terminal
	type_line timer
	sees '^Arriving'
	becomes viewers_agree
	press Space
	WINDOW=0 sees paused
	becomes viewers_agree
}

# How long after `agenda next` here the terminal shows it, in milliseconds.
moves_after() {
	local start=${EPOCHREALTIME/./}
	agenda next -q -f
	sees "$1"
	took=$(((${EPOCHREALTIME/./} - start) / 1000))
}

other_moves() { # MOST [NAME=VALUE]: in one of three tries within MOST ms
	local least=999999 item most=$1
	without_valgrind
	[[ -z ${2-} ]] || export "${2?}"
	unset MOOT_NOW
	session_here
	items a:10m:'Item A' b:10m:'Item B' c:10m:'Item C' d:10m:'Item D' \
	    >agenda.tsv
	timer start --at -1m
	terminal
	type_line timer
	sees '^Item A'
	for item in B C D; do
		# Paused, it is woken by nothing but the change.
		press Space
		sees paused
		moves_after "^Item $item"
		((took >= least)) || least=$took
	done
	echo "least: $least ms"
	((least < most))
}

@test "agenda next moves the clock on a terminal at once" {
	other_moves 500
}

@test "agenda next moves the clock on a terminal, by polling" {
	other_moves 700 MOOT_WATCH=poll
}

@test "--auto on two terminals moves on once" {
	session_here
	items a:4s:A b:10m:B c:10m:C >agenda.tsv
	unset MOOT_NOW
	terminal
	type_line 'timer --auto'
	sees '^nothing runs'
	terminal
	type_line 'timer --auto'
	sees '^nothing runs'
	timer start
	sees '^B  '
	WINDOW=0 sees '^B  '
	[[ $(cut -f 2,3 times.tsv | tail -n +2) == $'a\tstart\nb\tstart' ]]
}

@test "live: with MOOT_READONLY the keys change nothing" {
	session_here
	timer start 50m Tea
	keep_bytes . ../before
	terminal
	type_line 'MOOT_READONLY=1 timer'
	sees '^Tea  '
	press Space
	sees '^nothing may be written: MOOT_READONLY is set'
	press q
	sees '^\$ ?$'
	same_bytes . ../before
}

@test "--now: the display runs on from there" {
	session_here
	timer start 10m Tea
	terminal
	type_line 'timer --now 2026-11-20T18:08:00Z'
	sees '^Tea  (━)+(─)+  (2:00|1:5[5-9])$'
	sees '^Tea  (━)+(─)+  1:[0-5][0-8]$'
	press q
}

@test "data/status: a title says nothing to tmux" {
	session_here
	unset MOOT_NOW
	timer start 10m 'Tea #{pid} ##[#[fg=red]#(date)'
	sed "s|/usr/local/bin/|$MOOT_BIN/|; s|/home/ana/course/week-8|$PWD|" \
	    "$ROOT/data/status/tmux.conf" >tmux.conf
	terminal
	type_line "TMUX= tmux -L inner-$BATS_TEST_NUMBER -f tmux.conf new 'sleep 60'"
	sees 'Tea #\{pid\} ##\[#\[fg=red\]#\(date\) (10:00|9:[0-9]+)'
	tmux -L "inner-$BATS_TEST_NUMBER" kill-server
}

@test "the manual: every verb, its examples, lint" {
	for verb in count start pause resume extend stop status list wait; do
		grep -q "^\.It Cm $verb" "$ROOT/man/timer.1"
	done
	session_here
	timer start 5m Tea --at -6m
	[[ $(timer status -F '%c %t #%l' |
	    sed 's/#/##/g;s/^over/#[fg=red]/;s/^[a-z]* //') == \
	    '#[fg=red] Tea ##-1:00' ]]
	[[ $(timer -q extend +2m && timer status) == 'Tea 1:00' ]]
	timer -q extend -2m
	[[ $(timer list -c label,left | awk -F '\t' '$2 < 0') == $'Tea\t-60' ]]
	grep -qF "sed 's/#/##/g;s/^over/#[fg=red]/;s/^[a-z]* //'" \
	    "$ROOT/man/timer.1"
	grep -qF 'timer -q extend +2m && timer status' "$ROOT/man/timer.1"
	grep -qF "timer list -c label,left | awk -F '\et' '\$2 < 0'" \
	    "$ROOT/man/timer.1"
	mandoc -T lint -W warning "$ROOT/man/timer.1"
}
