#!/usr/bin/env bats
# Every program: that it does what a Unix user checks first, and that its
# manual says what it does.
#
# Examples are run as they stand: the displays (.Bd -literal) of a page's
# sections PIPELINES and EXAMPLES, in order, each as a bash script that must
# end with 0, in the session week-8 of the series that `series` makes.  It is
# 18:10, and 20 seconds later with every display; the meeting began at 18:08,
# but for agenda(1), which begins it.  Where a display has lines that begin
# with `$ `, only these are run, and the rest is what is typed or printed.
# Programs that are not of the kit do nothing here, a live display is left
# alone after a few seconds, and what needs a program that does not stand yet
# is passed over.
load helper

programs=()
for program in "$MOOT_BIN"/*; do
	programs+=("${program##*/}")
done

# The verbs that PROGRAM --help lists.
verbs_of() {
	"$1" --help | sed -n 's/^  \([a-z][a-z-]*\)  *.*/\1/p'
}

# each FUNCTION: runs it with every program and every verb of it.
each() {
	local program verb verbs
	for program in "${programs[@]}"; do
		verbs=$(verbs_of "$program")
		[[ -n $verbs ]]
		for verb in $verbs; do
			"$1" "$program" "$verb" || {
				echo "failed: $1 $program $verb"
				return 1
			}
		done
	done
}

# A series of two sessions in git, the later of which is where we are: ana
# and ben are here, the others are expected.
series() {
	local week
	for week in 7 8; do
		session init -t weekly-90 --title "Week $week" --zone UTC \
		    --length 2h --start "2026-11-$((week * 7 - 36))T18:00" \
		    "week-$week"
		{
			tsv time id name role email rsvp presence by
			tsv - ana 'Ana Paz' facilitator - yes in mod
			tsv - ben 'Ben Oh' - - yes in mod
			tsv - chloe 'Chloé' - chloe@example.org yes - mod
			tsv - eva Eva - - yes - mod
			tsv - fred Fred - fred@example.org yes - mod
		} >"week-$week/people.tsv"
		agenda -d "week-$week" edit arrive owner=ana
	done
	git init -q
	git add .
	git -c user.name=ana -c user.email=ana@example.org commit -qm 'Week 8'
	cd week-8 || return
	printf 'ana: ? Who pays for the trees?\nben: +1\n' >meeting.txt
}

# Whether the fault tests have the verb: one that writes among those.
broken() {
	local lists=("$ROOT"/tests/fault/{verbs,reads})
	if "$1" "$2" --help | grep -q -e '--dry-run'; then
		lists=("${lists[0]}")
	fi
	cut -f 2 "${lists[@]}" | grep -Eq "^$1 $2( |\$)"
}

@test "each promise of moot(7) names tests, and they are there" {
	local test tests
	tests=$(sed -n '/^\.Sh PROMISES/,/^\.Sh ZONES/s/^\.Bq Pa //p' \
	    "$ROOT/man/moot.7" | tr -d ' ' | tr , '\n')
	[[ $(grep -c . <<<"$tests") -ge 7 ]]
	for test in $tests; do
		case $test in
		fault:*) grep -qx "part_${test#*:}() {" "$ROOT/tests/fault/run" &&
		    grep -q "^FAULT_PARTS = .*\b${test#*:}\b" "$ROOT/Makefile" ;;
		*) [[ -f $ROOT/tests/$test ]] ;;
		esac || {
			echo "no such test: $test"
			return 1
		}
	done
}

@test "every verb is tried by tests/fault" {
	each broken
}

@test "program: --help and -h, of the program and of every verb" {
	helps() {
		run -0 --separate-stderr "$1" "$2" --help
		[[ -z $stderr && ${lines[0]} == "usage: $1 $2"* ]] || return
		run -0 --separate-stderr "$1" "$2" -h
		[[ -z $stderr && ${lines[0]} == "usage: $1 $2"* ]] || return
		awk 'length > 79 { print; bad = 1 } END { exit bad }' <<<"$output"
	}
	for program in "${programs[@]}"; do
		run -0 --separate-stderr "$program" --help
		[[ -z $stderr && ${lines[0]} == "usage: $program "* ]]
		((${#lines[@]} > 3))
	done
	each helps
}

@test "program: --version and -V" {
	for program in "${programs[@]}"; do
		run -0 --separate-stderr "$program" --version
		[[ -z $stderr && $output == "$program (moot) "[0-9]* ]]
		[[ $("$program" -V) == "$output" ]]
	done
}

@test "program: an unknown option is told, and the near one" {
	refuses() {
		run -2 --separate-stderr "$1" "$2" --xyzzy
		[[ -z $output && $stderr == \
		    "$1: unknown option: --xyzzy: see $1 $2 --help" ]] || return
		run -2 --separate-stderr "$1" "$2" --hepl
		[[ $stderr == \
		    "$1: unknown option: --hepl: did you mean \"--help\"?" ]]
	}
	each refuses
}

@test "program: an unknown verb is told, and the near one" {
	local program
	for program in "${programs[@]}"; do
		run -2 --separate-stderr "$program" xyzzy
		[[ -z $output && $stderr == "$program: no "*" \"xyzzy\": "* ]]
	done
	run -2 --separate-stderr agenda lsit
	[[ $stderr == 'agenda: no verb "lsit": did you mean "list"?' ]]
}

@test "program: a full device is told, a closed pipe is not" {
	series
	agenda start
	full() {
		run -4 --separate-stderr bash -c '"$@" --help >/dev/full' . "$@"
		[[ $stderr == "$1: stdout: No space left on device" ]] || return
		[[ $2 == list || $2 == templates ]] || return 0
		run -4 --separate-stderr bash -c '"$@" >/dev/full' . "$@"
		[[ $stderr == "$1: stdout: No space left on device" ]]
	}
	each full
	for program in "${programs[@]}"; do
		[[ $program != chat ]] || continue # it lists what it reads
		run --separate-stderr bash -o pipefail -c \
		    'exec 3>&1; { sleep 0.1; "$0" list -o json; } | true' \
		    "$program"
		[[ -z $stderr ]]
	done
}

@test "program: an empty environment, and from /" {
	series
	local session=$PWD program verb
	for program in "${programs[@]}"; do
		cd "$session"
		case $program in
		moot | chat) continue ;;
		session) verb=show ;;
		*) verb=list ;;
		esac
		run -0 "$program" "$verb"
		local here=$output
		cd /
		run -0 --separate-stderr env -i "$MOOT_BIN/$program" --help
		[[ -z $stderr ]]
		run -0 --separate-stderr env -i "$MOOT_BIN/$program" "$verb" \
		    --now=2026-11-20T18:00:00Z -d "$session"
		[[ -z $stderr && $output == "$here" ]]
	done
}

@test "program: colour on a terminal only, and not with NO_COLOR" {
	series
	agenda start
	run -0 env TERM=xterm-256color script -qec 'agenda list' /dev/null
	[[ $output == *$'\e['* ]]
	run -0 env TERM=xterm-256color NO_COLOR=1 \
	    script -qec 'agenda list' /dev/null
	[[ $output != *$'\e['* && $output == *Arriving* ]]
	run -0 env TERM=dumb script -qec 'agenda list' /dev/null
	[[ $output != *$'\e['* && $output == *Arriving* ]]
	run -0 env TERM=xterm-256color agenda list -o table
	[[ $output != *$'\e['* && $output == *Arriving* ]]
}

@test "program: it holds its libraries, so that it starts fast" {
	local program
	! grep -q __asan_init "$MOOT_BIN/agenda" || skip 'sanitizers are shared'
	for program in "${programs[@]}"; do
		run ldd "$MOOT_BIN/$program"
		[[ $output != *'=>'* ]]
	done
}

@test "program: who types is, where nothing says it, who logged in" {
	unset MOOT_USER
	session init -q week-7
	cd week-7
	agenda add Arriving
	run -0 agenda log 1
	[[ $output == *$'\t'"$(id -run)"$'\t'agenda$'\t'* ]]
	mkdir bin
	printf '#!/bin/sh\necho zoe; exit ${unknown:-0}\n' >bin/id
	chmod +x bin/id
	PATH=$PWD/bin:$PATH
	run -0 agenda edit 1 length=5m
	run -0 agenda log 1
	[[ ${lines[-1]} == *$'\t'zoe$'\t'* ]]
	run -0 env unknown=1 agenda edit 1 length=6m
	run -0 agenda log 1
	[[ ${lines[-1]} == *$'\t'unknown$'\t'* ]]
	run -0 env MOOT_USER=ana agenda edit 1 length=7m
	run -0 agenda log 1
	[[ ${lines[-1]} == *$'\t'ana$'\t'* ]]
}

# ---- manuals

# The words of a page as they are read, without blanks, in lower case.
squeezed() { # PAGE [SECTION]
	mandoc -T ascii -O width=70 "$1" | sed $'s/.\b//g' |
	    awk -v section="${2-}" '/^[A-Z]/ { on = section == "" || $0 == section }
		on' | tr -d ' \n' | tr '[:upper:]' '[:lower:]'
}

@test "manual: every program has one, and it is sound" {
	local program
	for program in "${programs[@]}"; do
		[[ -e $ROOT/man/$program.1 ]]
		run -0 mandoc -T lint -W warning "$ROOT/man/$program.1"
		for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES \
		    'SEE ALSO'; do
			grep -qx "\.Sh $section" "$ROOT/man/$program.1"
		done
	done
}

@test "manual: moot(7) has every program and every table" {
	local program table
	for program in "${programs[@]}"; do
		grep -qx "\.It Xr $program 1" "$ROOT/man/moot.7"
		[[ $program == moot ]] ||
		    grep -qE "^\.Xr $program 1 ,$" "$ROOT/man/moot.7"
	done
	while read -r table; do
		grep -qx "\.It Pa $table" "$ROOT/man/moot.7"
	done < <(sed -n 's/^\.It Pa \([a-z]*\.tsv\)$/\1/p' \
	    "$ROOT/man/moot-table.5")
}

@test "manual: the usage of every verb stands in the SYNOPSIS" {
	local program verb usage synopsis failed=0
	for program in "${programs[@]}"; do
		synopsis=$(squeezed "$ROOT/man/$program.1" SYNOPSIS)
		for verb in $(verbs_of "$program"); do
			usage=$("$program" "$verb" --help |
			    sed -n '/^$/q; s/^usage: //; p' | tr -d ' \n' |
			    tr '[:upper:]' '[:lower:]')
			# The default verb's name may be left out.
			[[ ${synopsis/"${program}[$verb]"/$program$verb} == \
			    *"$usage"* ]] || {
				echo "not in $program(1): $usage"
				failed=1
			}
		done
	done
	((failed == 0))
}

@test "manual: every option is told there, or in moot(7)" {
	local program verb letter name
	for program in "${programs[@]}"; do
		for verb in $(verbs_of "$program"); do
			while read -r letter name; do
				grep -qE "Fl (${letter#-}|-${name#--})( |$)" \
				    "$ROOT/man/$program.1" "$ROOT/man/moot.7" || {
					echo "not told: $program $verb $name"
					return 1
				}
			done < <("$program" "$verb" --help | sed -nE \
			    's/^  (-.), (--[a-z-]+).*/\1 \2/p
			    s/^  (--[a-z-]+).*/\1 \1/p')
		done
	done
}

# The displays of PIPELINES and EXAMPLES, each ended by a NUL.
displays() { # PAGE
	awk '
	/^\.Sh / { on = $2 == "EXAMPLES" || $2 == "PIPELINES" }
	on && /^\.Bd / { text = prompted = ""; inside = 1; next }
	inside && /^\.Ed/ {
		inside = 0
		printf "%s%c", prompted != "" ? prompted : text, 0
		next
	}
	inside {
		gsub(/\\\(aq/, "\047"); gsub(/\\&/, ""); gsub(/\\-/, "-")
		gsub(/\\e/, "\\")
		text = text $0 "\n"
		if (more || sub(/^\$ /, "")) {
			prompted = prompted $0 "\n"
			more = /(\\|\||&&)$/
		}
	}' "$1"
}

@test "manual: the examples run" {
	local page display stub absent status seconds failed=0
	mkdir ../stubs
	for stub in mpv mail sendmail notify-send logger; do
		printf '#!/bin/sh\n' >"../stubs/$stub"
		chmod +x "../stubs/$stub"
	done
	PATH=$PATH:$BATS_TEST_TMPDIR/stubs
	yes '' | head -n 100 >../enter
	absent='^$'
	for stub in actions chat feedback qboard vote; do
		[[ -x $MOOT_BIN/$stub ]] || absent+="|\\b$stub "
	done
	for page in "$ROOT"/man/*.[17]; do
		mkdir "../${page##*/}"
		cd "../${page##*/}"
		series
		frozen 2026-11-20T18:10:00Z
		seconds=0
		[[ $page == */agenda.1 ]] || agenda start --at -2m
		while IFS= read -r -d '' display; do
			[[ ! $display =~ $absent ]] || continue
			((seconds += 20))
			frozen "2026-11-20T18:$((10 + seconds / 60)):$((
			    10 + seconds % 60 / 20 * 20))Z"
			status=0
			timeout $((${PATIENCE:-20} / 4)) bash -euo pipefail -c "$display" <../../enter \
			    >../../out 2>&1 || status=$?
			[[ $status == 124 && $page == */@(timer|moot).[17] ]] ||
			    ((status == 0)) || {
				echo "status $status of ${page##*/}: $display"
				cat ../../out
				failed=1
			}
		done < <(displays "$page")
		cd ../../work
	done
	((failed == 0))
}
