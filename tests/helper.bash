# What every bats file loads: one environment for all tests, and a few helpers.
#
# Each test runs in a fresh directory, at a frozen time, with the programs of
# $MOOT_BIN (build/bin) first in PATH and nothing of the caller's settings.  A
# file that needs a setup of its own defines setup and calls `fresh` in it.
# $MOOT_PROGRAMS is where they are when $MOOT_BIN has only what starts them
# (`make valgrind`).
#
#	load helper
#	@test "list: no session" {
#		run -2 --separate-stderr agenda list
#		[[ $stderr == "agenda: no session here"* ]]
#	}
# shellcheck shell=bash

bats_require_minimum_version 1.5.0

ROOT=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd)
MOOT_BIN=${MOOT_BIN:-$ROOT/build/bin}
MOOT_PROGRAMS=${MOOT_PROGRAMS:-$MOOT_BIN}
CASES=${CASES:-$ROOT/../shared/cases}
export ROOT MOOT_BIN MOOT_PROGRAMS CASES

# frozen TIME: it is TIME from now on.
frozen() {
	export MOOT_NOW=$1
}

# fresh: the environment of every test, and an empty directory to work in.
fresh() {
	unset SESSION_DIR MOOT_SEED MOOT_LOCK_WAIT MOOT_DATA MOOT_READONLY \
	    NO_COLOR COLUMNS LINES XDG_DATA_HOME GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
	export LC_ALL=C TZ=UTC TERM=dumb MOOT_USER=mod
	export HOME=$BATS_TEST_TMPDIR/home GIT_CONFIG_NOSYSTEM=1
	[[ $PATH == "$MOOT_BIN":* ]] || PATH=$MOOT_BIN:$PATH
	frozen 2026-11-20T18:00:00Z
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/work"
	cd "$BATS_TEST_TMPDIR/work" || return
}

# For what valgrind does not do as the system does: it opens a standard output
# that is closed, does not let the program be stopped, writes a file of its own,
# and takes more time and memory.
without_valgrind() {
	PATH=$MOOT_PROGRAMS:$PATH
}

setup() {
	fresh
}

# tsv FIELD...: one line of a table; `-` is an empty field.
tsv() {
	local f line=
	for f; do
		[[ $f == - ]] && f=
		line+=$'\t'$f
	done
	printf '%s\n' "${line#?}"
}

# session_here [DIR]: a small session, made without the programs: 60 minutes
# from 18:00, three items, a box, three people.
session_here() {
	local dir=${1:-.} t=2026-11-20T17:00:00
	mkdir -p "$dir"
	{
		tsv time key value by
		tsv $t.000Z title 'Week 7' mod
		tsv $t.001Z start 2026-11-20T18:00:00.000Z mod
		tsv $t.002Z length 60m mod
		tsv $t.003Z zone UTC mod
	} >"$dir/session.tsv"
	{
		tsv id depth length title kind start min when owner link \
		    carry state time by
		tsv arrive 0 10m Arriving - - - - ana - - - $t.010Z mod
		tsv bread 0 - Bread check - - - - - - - $t.011Z mod
		tsv understand 0 40m Understanding - - 20m - ben - - - \
		    $t.012Z mod
		tsv close 0 10m Closing - - - - ana - - - $t.013Z mod
	} >"$dir/agenda.tsv"
	{
		tsv time id name role presence by
		tsv $t.020Z ana 'Ana Paz' facilitator in mod
		tsv $t.021Z ben 'Ben Oh' participant in mod
		tsv $t.022Z chloe 'Chloé' participant in mod
	} >"$dir/people.tsv"
}

# keep_bytes DIR SNAPSHOT: what DIR holds now, for same_bytes.
keep_bytes() {
	rm -rf -- "$2"
	cp -a -- "$1" "$2"
}

# same_bytes DIR SNAPSHOT: whether DIR holds the same files, byte for byte.
same_bytes() {
	diff -r -- "$2" "$1"
}

# cases NAME: skips where that part of the shared cases is not here.
cases() {
	[[ -e $CASES/$1 ]] || skip "no $1 in the shared cases"
}

# unprivileged COMMAND...: runs it as somebody whom modes of files hold.  Root
# gives up what makes it an exception.
unprivileged() {
	if ((EUID == 0)); then
		setpriv --bounding-set=-all --inh-caps=-all "$@"
	else
		"$@"
	fi
}

# killed_at CALL N COMMAND...: runs it and kills it before its Nth system call
# of that name, if it comes to that; then it fails.
killed_at() {
	local call=$1 n=$2
	shift 2
	# No look for leaks, which the sanitizer cannot do while it is traced.
	ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0 strace -qq -o /dev/null \
	    -e trace="$call" -e inject="$call:signal=KILL:when=$n" "$@" 2>/dev/null
}

# on_tmpfs full|ro: the current directory's files are on a small file system
# of their own, which is full, or read only.  Skips where none can be mounted.
on_tmpfs() {
	local small=$BATS_TEST_TMPDIR/small
	mkdir "$small"
	mount -t tmpfs -o size=64k tmpfs "$small" 2>/dev/null ||
	    skip "no file system can be mounted here"
	mounted=$small
	cp -a . "$small"
	cd "$small" || return
	case $1 in
	full) dd if=/dev/zero of=filler bs=1k 2>/dev/null || : ;;
	ro) mount -o remount,ro "$small" ;;
	esac
}

# A file system that a test mounted goes when the test ends.
teardown() {
	[[ -z ${mounted-} ]] || { cd / && umount "$mounted"; }
}
