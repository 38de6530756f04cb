#!/usr/bin/env bats
# data/examples: what the programs make of data/flows/course, to the byte.
load helper

@test "examples: the course makes the example series, to the byte" {
	run -0 "$ROOT/data/flows/course" goals
	[[ -z $output ]]
	diff -r "$ROOT/data/examples/goals" goals
}

@test "examples: where the programs have other names" {
	printf '#!/bin/sh\nexec "%s/$@"\n' "$MOOT_BIN" >moot
	chmod +x moot
	run -0 env MOOT="$PWD/moot" PATH=/usr/bin:/bin \
	    "$ROOT/data/flows/course" goals
	diff -r "$ROOT/data/examples/goals" goals
}

@test "examples: every week passes the check" {
	local week n=0
	for week in "$ROOT"/data/examples/goals/*; do
		run -0 session check -H -d "$week"
		[[ -z $output ]]
		n=$((n + 1))
	done
	((n == 5))
}

@test "examples: a course goes on from week to week" {
	cp -r "$ROOT/data/examples/goals" .
	chmod -R u+w goals
	cd goals/week-5
	run -0 session list -H -c present,rating,actions_open
	[[ $output == $'8\t7\t4\n7\t8\t5\n8\t8\t4\n7\t8\t3\n8\t9\t4' ]]
	run -0 feedback trend -H -c session,answers,rating,verdict
	diff -u - <(echo "$output") <<-'END'
		week-1	5	7	
		week-2	4	8	better
		week-3	5	8	better
		week-4	4	8	same
		week-5	5	9	better
	END
	run -0 actions list -H -c who,carried
	[[ $output == $'chloe\t4\ngil,hana\t1\neva\t\nfay\t' ]]
}
