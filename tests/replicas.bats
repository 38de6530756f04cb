#!/usr/bin/env bats
# Several clones of one session, changed at random and synced, by
# tests/git/replicas: at length where $REPLICAS is `long`, as in `make
# check-long`.
load helper

# replicas ARGUMENT...: it is content.
replicas() {
	run -0 env TMPDIR="$BATS_TEST_TMPDIR" "$ROOT/tests/git/replicas" "$@"
	[[ $output == *' clones, '*' operations each'* ]]
	echo "$output"
}

@test "replicas: clones that take turns end with the same, nothing lost" {
	if [[ ${REPLICAS-} == long ]]; then
		replicas 8 200 1
	else
		replicas 3 20 1
	fi
}

@test "replicas: so do clones at work at once, each beside two syncs" {
	if [[ ${REPLICAS-} == long ]]; then
		replicas -p 8 60 4
	else
		replicas -p 3 8 2
	fi
}

@test "replicas: what a sync loses, or brings twice, is told" {
	local bin=$BATS_TEST_TMPDIR/bin
	mkdir "$bin"
	ln -s "$MOOT_BIN"/* "$bin"
	rm "$bin/session"
	cat >"$bin/session" <<-'END'
		#!/bin/bash
		"$REAL/session" "$@" || exit
		[[ $1 == sync ]] || exit 0
		case $SPOIL in
		lost) sed -i '$d' notes.tsv ;;
		twice) tail -n 1 notes.tsv >>notes.tsv ;;
		esac
		git commit -qam spoiled
	END
	chmod +x "$bin/session"
	for spoil in lost twice; do
		run -1 env TMPDIR="$BATS_TEST_TMPDIR" REAL="$MOOT_BIN" \
		    MOOT_BIN="$bin" SPOIL=$spoil "$ROOT/tests/git/replicas" 1 4 3
		[[ $output == *'replicas: kept in '* ]]
		echo "$output"
	done
}
