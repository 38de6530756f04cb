# moot: lists, runs and watches the programs of the kit.

load helper
load terminal

teardown() {
	terminal_end
}

@test "moot lists what is installed, a line each" {
	run -0 --separate-stderr moot
	[[ ${lines[0]} == $'program\tpurpose' && -z $stderr ]]
	[[ $output == *$'\ntimer\tthe clock of a meeting'* ]]
	[[ $(moot list) == "$output" ]]
	moot list -o json | jq -e 'map(select(.program == "timer")) | length == 1'
	run -4 --separate-stderr bash -c 'moot >/dev/full'
	[[ $stderr == "moot: stdout: "* ]]
}

@test "moot has a line for every program" {
	for program in "$MOOT_BIN"/*; do
		program=${program##*/}
		[[ $program == moot ]] || moot list -H -c program | grep -qx "$program"
	done
}

@test "moot demo plays the whole session" {
	run -0 --separate-stderr moot demo
	[[ $output == *'$ agenda start'* && $output == *'$ agenda end'* ]]
}

@test "moot PROGRAM is PROGRAM, arguments, input, status and all" {
	session_here
	run -0 moot timer start 5m 'A  B' --at -2m
	[[ $(moot timer status) == 'A  B 3:00' ]]
	run -1 --separate-stderr moot timer resume
	[[ $stderr == "timer: it does not pause: A  B" ]]
	[[ $(moot run timer list -H -c label) == 'A  B' ]]
	[[ $(moot timer --help) == "$(timer --help)" ]]
}

@test "moot finds a program beside itself, else in PATH" {
	mkdir here path
	cp "$MOOT_PROGRAMS/moot" here
	printf '#!/bin/sh\necho path "$@"\n' >path/timer
	chmod +x path/timer
	[[ $(PATH=path here/moot timer -x y) == "path -x y" ]]
	[[ $(PATH=path here/moot list -H -c program) == timer ]]
	printf '#!/bin/sh\necho beside\n' >here/timer
	chmod +x here/timer
	[[ $(PATH=path here/moot timer) == beside ]]
	run -2 --separate-stderr env PATH=nowhere here/moot agenda
	[[ $stderr == "moot: not installed: agenda" ]]
}

@test "no such program" {
	run -2 --separate-stderr moot timr list
	[[ $stderr == 'moot: no program "timr": did you mean "timer"?' ]]
	run -2 --separate-stderr moot ls
	[[ $stderr == 'moot: no program "ls": see moot list' ]]
	run -2 --separate-stderr moot run
	[[ $stderr == "moot: run needs PROGRAM"* ]]
	run -2 --separate-stderr moot watch timer
	[[ $stderr == "moot: watch needs PROGRAM VERB"* ]]
	run -2 --separate-stderr moot -x
	[[ $stderr == "moot: unknown option: -x"* ]]
}

@test "every verb has its help" {
	for verb in list run watch; do
		run -0 --separate-stderr moot "$verb" --help
		[[ ${lines[0]} == "usage: moot $verb"* && -z $stderr ]]
	done
}

@test "watch: what is wrong is said at once" {
	run -2 --separate-stderr moot watch timer list
	[[ $stderr == "moot: no session here"* ]]
	session_here
	run -2 --separate-stderr moot watch timer lst
	[[ $stderr == 'timer: no verb "lst": did you mean "list"?' ]]
	run -2 --separate-stderr moot watch --every soon timer list
	[[ $stderr == 'moot: not a DURATION: "soon": give 30s or 1m' ]]
	run -2 --separate-stderr moot watch -d nowhere timer list
	[[ $stderr == "moot: no such directory: nowhere" ]]
}

@test "watch refuses a verb that writes" {
	session_here
	keep_bytes . ../before
	run -2 --separate-stderr moot watch timer start 5m
	[[ $stderr == "timer: nothing may be written: MOOT_READONLY is set" ]]
	same_bytes . ../before
}

has_line() { # FILE LINE
	grep -qxF -e "$2" "$1"
}

prints_again() { # [NAME=VALUE]: off a terminal, at each change
	session_here s
	timer -d s start 5m Tea
	env "$@" moot watch -d s timer list -H -c label,state >out 3>&- &
	pid=$!
	becomes has_line out $'Tea\trunning'
	timer -d s pause -q
	becomes has_line out $'Tea\tpaused'
	[[ $(wc -l <out) == 2 ]]
	timer -d s stop -q
	becomes has_line out $'Tea\tstopped'
	kill $pid
	[[ $(wc -l <out) == 3 ]]
}

@test "watch: off a terminal it prints again at each change" {
	prints_again MOOT_WATCH=
}

@test "watch: and by polling" {
	prints_again MOOT_WATCH=poll
}

@test "watch: the program's own -d is the session that is watched" {
	session_here s
	session_here .
	timer -d s start 5m Tea
	moot watch timer list -d s -H -c label,state >out 3>&- &
	pid=$!
	becomes has_line out $'Tea\trunning'
	timer -d s pause -q
	becomes has_line out $'Tea\tpaused'
	kill $pid
}

@test "watch: --now is the verb's" {
	session_here s
	agenda -d s start -q
	moot watch -d s --now 2026-11-20T18:07 agenda now -H -c elapsed \
	    >out 3>&- &
	pid=$!
	becomes has_line out 420
	kill $pid
}

@test "watch: --every, without any change" {
	session_here
	moot watch --every 1s timer list >out 3>&- &
	pid=$!
	becomes eval '(($(wc -l <out) >= 3))'
	kill $pid
}

@test "watch: on a terminal it redraws in place, and gives it back" {
	without_valgrind
	session_here
	timer start 5m Tea
	terminal 60 8
	type_line 'stty -g >before; moot watch timer list -c label,state'
	sees '^Tea +running$'
	sees '^timer list -c label,state   q leaves$'
	[[ $(pane alternate_on) == 1 && $(pane cursor_flag) == 0 ]]
	timer pause -q
	sees '^Tea +paused$'
	for i in 1 2 3 4 5 6 7; do
		timer start 5m "Tea $i"
	done
	sees '^2 more lines   timer list'
	mux resize-window -t main -x 60 -y 12
	sees '^Tea 7 +running$'
	sees '^timer list -c label,state   q leaves$'
	press C-z
	sees Stopped
	type_line 'stty -g >stopped; clear; fg'
	sees '^Tea 7 +running$'
	press q
	sees '\$ ?$'
	type_line 'stty -g >after; echo done'
	sees '^done$'
	diff before stopped
	diff before after
	[[ $(pane alternate_on) == 0 && $(pane cursor_flag) == 1 ]]
}

@test "watch: on a terminal, a program that fails is heard" {
	session_here
	terminal 60 8
	type_line 'moot watch timer list -c nope; echo left $?'
	sees '^timer: no column "nope"'
	sees '^left 2$'
}

@test "watch: q leaves a program that does not end" {
	session_here
	timer start 5m Tea
	terminal 60 8
	type_line 'moot watch timer wait; echo left $?'
	becomes eval '[[ $(pane alternate_on) == 1 ]]'
	press q
	sees '^left 0$'
	run ! eval 'ps -o comm= -t "$(pane pane_tty)" | grep -q "^timer"'
}

@test "the manual: every verb, and lint" {
	for verb in list run watch; do
		grep -q "^\.It Cm $verb" "$ROOT/man/moot.1"
	done
	mandoc -T lint -W warning "$ROOT/man/moot.1"
}
