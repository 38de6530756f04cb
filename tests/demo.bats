#!/usr/bin/env bats
# `make demo`: a whole session, and what it leaves behind.
load helper

demo() {
	"$ROOT/data/flows/demo"
}

@test "demo: plays to the end, and says what it does" {
	mkdir ../tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	run -0 --separate-stderr demo
	diff -u - <(printf '%s\n' "${stderr_lines[@]/%seed */seed N}") <<-'END'
		timer: ida speaks
		timer: ida spoke 1:30
		timer: gil speaks
		timer: gil spoke 0:40
		breakout: 0 repeats, lower bound 0, seed N
		breakout: 0 repeats, lower bound 0, seed N
		breakout: 0 repeats, lower bound 0, seed N
		breakout: 0 repeats, lower bound 0, seed N
		session: took back: times: end
		session: carried over from week-5: 23 items, 9 people, 6 questions, 4 actions, 1 supporter, 28 texts and notes
		session: closed 1 statement, ended the clock; 7 were present
		session: carried over from week-6: 23 items, 9 people, 6 questions, 3 actions, 1 supporter, 28 texts and notes
	END
	[[ $output == *'$ session init '*'$ agenda start'*'$ agenda end'* ]]
	[[ -z $(ls -A ../tmp) ]]
}

@test "demo: what it did passes the check, and ends where it says" {
	run -0 demo
	[[ $output == *$'$ session check\nfile\tline\tseverity\tproblem\n'*'$ wc'* ]]
	[[ $output == *$'\tdone\t11m20s\tArriving and check-in'* ]]
}

# printed COMMAND: what that command printed.
printed() {
	awk -v want=" \$ $1" '/^# / || index($0, " $ ") { on = 0 }
	    substr($0, length($0) - length(want) + 1) == want { on = 1; next }
	    on && NF' <<<"$output"
}

@test "demo: the questions, the vote that moves, the groups of four weeks" {
	run -0 demo
	[[ $(printed 'qboard list' | cut -f 3,6 | sed -n 2p) == $'4\teva' ]]
	[[ $(printed 'vote shift 1' | cut -f 3-) == \
	    $'from\tto\tcount\twho\nagree\tdisagree\t3\tana,ben,dan
disagree\tagree\t1\teva' ]]
	[[ $(printed 'breakout score' | sed -n 2p) == $'4\t9\t36\t36\t0\t1' ]]
}

@test "demo: from week to week" {
	run -0 demo
	[[ $(printed 'actions list -c no,who,when,carried,what' | head -n 2) == \
	    $'no\twho\twhen\tcarried\twhat\n1\tchloe\t2026-10-21\t5\twrite'* ]]
	[[ $(printed 'feedback trend -c session,answers,rating,verdict | tail -n 3') == \
	    $'week-4\t4\t8\tsame\nweek-5\t5\t9\tbetter\nweek-6\t1\t9\tbetter' ]]
	[[ $(printed 'actions due --within 3d' | wc -l) -eq 4 ]]
}

@test "demo: where the programs have other names" {
	printf '#!/bin/sh\nexec "%s/$@"\n' "$MOOT_BIN" >moot
	chmod +x moot
	run -0 env MOOT="$PWD/moot" PATH=/usr/bin:/bin "$ROOT/data/flows/demo"
	[[ $output == *'$ agenda end'* ]]
}
