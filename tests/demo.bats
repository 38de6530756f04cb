#!/usr/bin/env bats
# `make demo`: a whole session, and what it leaves behind.
load helper

demo() {
	"$ROOT/data/flows/demo"
}

@test "demo: plays to the end, says nothing on stderr, is quick" {
	local started=$EPOCHREALTIME
	mkdir ../tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	run -0 --separate-stderr demo
	awk "BEGIN { exit !($EPOCHREALTIME - $started < 20) }"
	[[ $stderr == 'session: took back: '* ]]
	((${#stderr_lines[@]} == 1))
	[[ $output == *'$ session init '*'$ agenda start'*'$ agenda end'* ]]
	[[ -z $(ls -A ../tmp) ]]
}

@test "demo: what it did passes the check, and ends where it says" {
	run -0 demo
	[[ $output == *$'$ session check\nfile\tline\tseverity\tproblem\n'*'$ wc'* ]]
	[[ $output == *$'\tdone\t11m20s\tArriving and check-in'* ]]
}

@test "demo: where the programs have other names" {
	printf '#!/bin/sh\nexec "%s/$@"\n' "$MOOT_BIN" >moot
	chmod +x moot
	run -0 env MOOT="$PWD/moot" PATH=/usr/bin:/bin "$ROOT/data/flows/demo"
	[[ $output == *'$ agenda end'* ]]
}
