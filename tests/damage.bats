#!/usr/bin/env bats
# Bad input: what is said, with which exit status, and that the tables are
# byte for byte as they were.
load helper

setup() {
	fresh
	session_here
	before=$BATS_TEST_TMPDIR/before
}

# told STATUS MESSAGE COMMAND...: it ends with that status, says just that,
# and changes no file.
told() {
	local status_wanted=$1 message=$2
	shift 2
	keep_bytes . "$before"
	run "-$status_wanted" --separate-stderr "$@"
	[[ $stderr == "$message" ]] || {
		echo "said:   $stderr"
		echo "wanted: $message"
		return 1
	}
	same_bytes . "$before"
}

# bad MESSAGE: agenda.tsv is damaged just so; the good rows are printed.
bad() {
	told 3 "agenda: $1" agenda list -o tsv -c id
	[[ $output == $'id\narrive'* ]]
}

# ---- tables

@test "damage: a table that is missing has no rows" {
	rm agenda.tsv
	told 0 '' agenda list -o tsv -c id
	[[ $output == id ]]
	told 2 'agenda: no item "arrive"' agenda show arrive
}

@test "damage: an empty file has no rows" {
	: >agenda.tsv
	told 0 '' agenda list -o tsv -c id
	[[ $output == id ]]
}

@test "damage: a table that is a directory" {
	rm agenda.tsv
	mkdir agenda.tsv
	told 4 'agenda: agenda.tsv: not a regular file' agenda list
}

@test "damage: a table that is a FIFO is not waited for" {
	rm agenda.tsv
	mkfifo agenda.tsv
	run -4 --separate-stderr timeout 10 agenda list
	[[ $stderr == 'agenda: agenda.tsv: not a regular file' ]]
}

@test "damage: a table that may not be read" {
	chmod 000 agenda.tsv
	run -4 --separate-stderr unprivileged agenda list
	[[ $stderr == 'agenda: agenda.tsv: Permission denied' ]]
	[[ -z $output ]]
}

@test "damage: a header without its key" {
	tsv depth title time >agenda.tsv
	tsv 0 Arriving - >>agenda.tsv
	told 3 'agenda: agenda.tsv:1: no header: the line does not name time and id
agenda: agenda.tsv:2: no header before this line' agenda list -o tsv -c id
	[[ $output == id ]]
}

@test "damage: no header at all" {
	sed -i 1d agenda.tsv
	run -3 --separate-stderr agenda list
	[[ ${stderr_lines[0]} == "agenda: agenda.tsv:1: no header: "* ]]
	((${#stderr_lines[@]} == 4))
}

@test "damage: a second header with one more column is none" {
	tsv id depth length title time by mood >>agenda.tsv
	tsv more 0 5m More - - good >>agenda.tsv
	told 0 '' agenda list -o tsv -c id,length
	[[ ${lines[5]} == $'more\t5m' ]]
}

@test "damage: a column named twice" {
	sed -i '1s/carry/title/' agenda.tsv
	bad 'agenda.tsv:1: a column is named twice'
}

@test "damage: conflict markers" {
	sed -i '2i <<<<<<< HEAD' agenda.tsv
	tsv ======= >>agenda.tsv
	tsv '>>>>>>> 1a2b3c4' >>agenda.tsv
	bad 'agenda.tsv:2: a conflict marker of git
agenda: agenda.tsv:7: a conflict marker of git
agenda: agenda.tsv:8: a conflict marker of git'
	((${#lines[@]} == 5))
}

@test "damage: a NUL" {
	printf 'nul\t0\t\tN\0L\n' >>agenda.tsv
	bad 'agenda.tsv:6: a NUL byte'
}

@test "damage: a NUL in a time" {
	printf 'nul\t0\t\tN\t\t\t\t\t\t\t\t\t2026\0Z\tmod\n' >>agenda.tsv
	bad 'agenda.tsv:6: a NUL byte'
}

@test "damage: invalid UTF-8" {
	printf 'bytes\t0\t\tcaf\xe9\n' >>agenda.tsv
	bad 'agenda.tsv:6: not UTF-8'
}

@test "damage: a time in another form" {
	tsv late 0 - Late - - - - - - - - '20.11.2026 18:00' mod >>agenda.tsv
	bad 'agenda.tsv:6: not a time: "20.11.2026 18:00"'
}

@test "damage: what a message shows of a line is fit for a terminal" {
	tsv late 0 - Late - - - - - - - - $'\e[2Jnow' mod >>agenda.tsv
	bad 'agenda.tsv:6: not a time: "\x1b[2Jnow"'
}

@test "damage: more fields than the header" {
	tsv long 0 - Long - - - - - - - - - mod more >>agenda.tsv
	bad 'agenda.tsv:6: more fields than its header'
}

@test "damage: an unfinished last line" {
	printf 'half\t0\t5m\tHal\t\t\t\t\t\t\t\t\t2026-11-20T17:30:00.000Z\tm' \
	    >>agenda.tsv
	bad 'agenda.tsv:6: an unfinished last line'
	((${#lines[@]} == 5))
}

@test "damage: a last line typed by hand counts without its LF" {
	printf 'half\t0\t5m\tHalf' >>agenda.tsv
	told 0 '' agenda list -o tsv -c id
	[[ ${lines[5]} == half ]]
}

@test "damage: of very many bad lines ten thousand are named" {
	small() { # in 64 MiB of addresses; a sanitizer takes more by itself
		[[ -n ${ASAN_OPTIONS-} ]] || ulimit -v 65536
		exec "$@"
	}
	without_valgrind
	tsv time id text >questions.tsv
	yes x | head -n 3000000 >>questions.tsv
	run -3 --separate-stderr small qboard list
	((${#stderr_lines[@]} == 10001))
	[[ ${stderr_lines[9999]} == 'qboard: questions.tsv:10001: not a time: "x"' ]]
	[[ ${stderr_lines[10000]} == \
	    'qboard: questions.tsv:10002: 2990000 more bad lines from here on' ]]
	run -1 session check -o tsv
	[[ ${lines[-1]} == \
	    $'questions.tsv\t10002\terror\t2990000 more bad lines from here on' ]]
}

@test "damage: with -q the exit status answers alone" {
	echo ======= >>agenda.tsv
	told 3 '' agenda list -q
}

@test "damage: the file is named as the session was given" {
	cd ..
	echo ======= >>work/agenda.tsv
	run -3 --separate-stderr agenda -d work list
	[[ $stderr == "agenda: work/agenda.tsv:6: a conflict marker of git" ]]
	SESSION_DIR=$OLDPWD run -3 --separate-stderr agenda list
	[[ $stderr == "agenda: $OLDPWD/agenda.tsv:6: "* ]]
	mkdir -p work/deep/er
	cd work/deep/er
	run -3 --separate-stderr agenda list
	[[ $stderr == "agenda: ../../agenda.tsv:6: "* ]]
}

@test "damage: a change to a damaged table keeps every line" {
	echo ======= >>agenda.tsv
	cp agenda.tsv "$before"
	run -0 --separate-stderr agenda edit bread title=Toast
	[[ $stderr == 'agenda: agenda.tsv:6: a conflict marker of git' ]]
	head -n 6 agenda.tsv | cmp - "$before"
	(($(wc -l <agenda.tsv) == 7))
}

# ---- what is typed

@test "input: a duration like 1x" {
	told 2 'agenda: not a duration: "1x": give 10 (minutes), 90s, 1h30m or 3:00' \
	    agenda add Tea -l 1x
	[[ -z $output ]]
}

@test "input: an ambiguous prefix lists the candidates" {
	tsv arrange 0 5m Chairs >>agenda.tsv
	told 2 'agenda: item "arr" is ambiguous: arrive arrange' agenda drop arr
}

@test "input: an unknown id suggests the near one" {
	told 2 'agenda: no item "arive": did you mean "arrive"?' \
	    agenda drop arive
	told 2 'agenda: no item "qqqqqq"' agenda drop qqqqqq
	told 2 'agenda: no item "9": there are 4' agenda drop 9
}

@test "input: one wrong id of several, and nothing is written" {
	told 2 'agenda: no item "qqqqqq"' agenda drop arrive qqqqqq
}

@test "input: a directory that is no session" {
	mkdir empty
	told 2 'agenda: not a session: empty has no session.tsv' \
	    agenda -d empty list
	told 2 'agenda: no such directory: nowhere' agenda -d nowhere list
	SESSION_DIR=empty told 2 'agenda: not a session: empty has no session.tsv' \
	    agenda list
	told 2 'agenda: no such directory: agenda.tsv' agenda -d agenda.tsv list
	cd /
	run -2 --separate-stderr agenda list
	[[ $stderr == "agenda: no session here: "* ]]
}

@test "input: what is not UTF-8, or has a NUL, or has no end" {
	told 2 'agenda: title is not UTF-8' agenda add $'caf\xe9'
	printf 'N\0L\n' >"$BATS_TEST_TMPDIR/nul"
	told 2 'agenda: standard input:1: title has a NUL byte' \
	    bash -c 'agenda add <"$1"' . "$BATS_TEST_TMPDIR/nul"
	head -c 1048577 /dev/zero | tr '\0' x >"$BATS_TEST_TMPDIR/long"
	told 2 'agenda: standard input:1: title is too long: 1048577 bytes, at most 1048576' \
	    bash -c 'agenda add <"$1"' . "$BATS_TEST_TMPDIR/long"
}

# ---- the system

@test "system: a directory that may not be written" {
	chmod 555 .
	keep_bytes . "$before"
	run -4 --separate-stderr unprivileged agenda move close --first
	[[ $stderr == "agenda: agenda.tsv: Permission denied" ]]
	run -4 --separate-stderr unprivileged agenda start
	[[ $stderr == "agenda: times.tsv: Permission denied" ]]
	[[ -z $output ]]
	same_bytes . "$before"
	chmod 755 . "$before"
}

@test "system: a table that may not be written" {
	chmod 444 agenda.tsv
	keep_bytes . "$before"
	run -4 --separate-stderr unprivileged agenda edit arrive title=Here
	[[ $stderr == "agenda: agenda.tsv: Permission denied" ]]
	run -4 --separate-stderr unprivileged agenda move close --first
	[[ $stderr == "agenda: agenda.tsv: Permission denied" ]]
	same_bytes . "$before"
	chmod 444 people.tsv
	keep_bytes . "$before"
	run -4 --separate-stderr unprivileged roster out ana
	[[ $stderr == "roster: people.tsv: Permission denied" ]]
	same_bytes . "$before"
}

@test "system: a file system that is read only" {
	on_tmpfs ro
	told 4 'agenda: agenda.tsv: Read-only file system' \
	    agenda edit arrive title=Here
	told 0 '' agenda list -q
}

@test "system: a full disk, one row" {
	on_tmpfs full
	told 4 'agenda: agenda.tsv: No space left on device' \
	    agenda edit arrive "title=$(printf 'x%.0s' {1..5000})"
	told 4 'agenda: times.tsv: No space left on device' agenda start
}

@test "system: a full disk, a table written anew" {
	on_tmpfs full
	told 4 'agenda: agenda.tsv: No space left on device' \
	    agenda move close --first
}

@test "system: a file size limit takes back half a row" {
	while (($(stat -c %s agenda.tsv) < 1000)); do
		tsv arrive - - Arriving >>agenda.tsv
	done
	keep_bytes . "$before"
	run -4 --separate-stderr bash -c 'ulimit -f 1
	    agenda edit arrive "title=A title that is longer than what is left"'
	[[ $stderr == 'agenda: agenda.tsv: File too large' ]]
	same_bytes . "$before"
}

@test "system: stdout on a full device" {
	run -4 bash -c 'agenda list >/dev/full'
	[[ $output == 'agenda: stdout: No space left on device' ]]
	run -4 bash -c 'agenda list -o json >/dev/full'
	run -4 bash -c 'agenda --help >/dev/full'
}

@test "system: stdout closed" {
	without_valgrind
	run -4 bash -c 'agenda list >&-'
	[[ $output == 'agenda: stdout: '* ]]
}
