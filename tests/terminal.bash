# A pseudo-terminal to try live displays in: tmux, one server a test.
#
#	load terminal
#	teardown() { terminal_end; }
#	@test "..." {
#		terminal 80 24
#		type_line "timer 5m Break"
#		sees 'Break .* 5:00'
#		press q
#	}
#
# What is awaited is looked for again and again, for at most $PATIENCE
# seconds, so that a slow machine is no failure.
# shellcheck shell=bash

PATIENCE=${PATIENCE:-20}

mux() {
	tmux -L "moot-$BATS_TEST_NUMBER" -f /dev/null "$@"
}

# terminal [COLUMNS ROWS]: a shell on a new terminal, here; the second one
# and so on are windows of their own, chosen by WINDOW=0, 1 ...
terminal() {
	local how=(new-session -s main)
	export TMUX_TMPDIR=$BATS_TEST_TMPDIR PS1='$ ' INPUTRC=$HOME/inputrc
	echo 'set enable-bracketed-paste off' >"$INPUTRC"
	unset TMUX
	if mux has-session 2>/dev/null; then
		how=(new-window -t main)
	fi
	[[ ${how[0]} == new-window ]] || how+=(-x "${1:-80}" -y "${2:-24}")
	mux -u "${how[@]}" -d bash --norc --noprofile
	WINDOW=$(mux list-windows -t main -F '#{window_index}' | tail -n 1)
	sees '^\$ ?$'
}

terminal_end() {
	mux kill-server 2>/dev/null || true
}

press() {
	mux send-keys -t "main:$WINDOW" "$@"
}

type_line() {
	mux send-keys -t "main:$WINDOW" -l "$1"
	press Enter
}

screen() {
	mux capture-pane -p -t "main:$WINDOW"
}

# The same with its colours and the like, as escape sequences.
coded_screen() {
	mux capture-pane -p -e -t "main:$WINDOW"
}

# sees REGEX: until a line of the screen matches.
sees() {
	local end=$((SECONDS + PATIENCE))
	until screen | grep -Eq -e "$1"; do
		if ((SECONDS >= end)); then
			echo "never seen: $1"
			screen
			return 1
		fi
		sleep 0.05
	done
}

# becomes COMMAND...: until it succeeds.
becomes() {
	local end=$((SECONDS + PATIENCE))
	until "$@"; do
		if ((SECONDS >= end)); then
			echo "never true: $*"
			return 1
		fi
		sleep 0.05
	done
}

# pane FORMAT: what tmux knows of the terminal.
pane() {
	mux display-message -p -t "main:$WINDOW" "#{$1}"
}

# recorded FILE: every byte that is written to the terminal from now on.
recorded() {
	mux pipe-pane -t "main:$WINDOW" "cat >$1"
}
