#!/usr/bin/env bats
# The benchmarks themselves: that they run, and that every tool gives the
# same answer.  How fast is `make bench`'s to say.
load helper

@test "bench: all of it runs on little data, and the answers agree" {
	run -0 env BENCH="${MOOT_PROGRAMS%/*}/bench" "$ROOT/tests/bench/run" smoke
	[[ $output == *"fold, 1 column"* ]]
	[[ $output != *"another answer"* && $output != *"not measured"* ]]
}
