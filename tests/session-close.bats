#!/usr/bin/env bats
# session close: what it ends and freezes, and who reads that.

load helper

# evening: a session whose clock runs, with three statements open and one
# countdown, at 18:25.
evening() {
	session_here week-7
	cd week-7 || return
	frozen 2026-11-20T18:00:00Z
	agenda start -q
	frozen 2026-11-20T18:20:00Z
	vote add -q --title One 'The first' >/dev/null
	vote add -q --title Two 'The second' >/dev/null
	vote add -q --title Three 'The third' >/dev/null
	frozen 2026-11-20T18:25:00Z
	vote cast 1 agree -w ben,chloe
}

# states: the statements' states, on one line.
states() {
	vote list -H -c state | paste -sd ' '
}

# setting KEY: its value.
setting() {
	session show -H | awk -F'\t' -v key="$1" '$1 == key { print $2 }'
}

# ---- who was there

@test "present: who was there at any time, of a closed session as was frozen" {
	session_here
	frozen 2026-11-20T18:40:00Z
	roster out ben
	session set present=ana,ben
	[ "$(session list -H -c present,closed ..)" = "$(tsv 2 '')" ]
	session set present=
	[ "$(session list -H -c present ..)" = 3 ]
	roster drop chloe
	[ "$(session list -H -c present ..)" = 2 ]
	session set present='ana, chloe,ana'
	[ "$(session list -H -c present ..)" = 2 ]
	[ "$(roster stats -H -c id,present)" = "$(tsv ana 1; tsv ben 0; tsv chloe 1)" ]
	[ "$(session list -o json .. | jq -c '.[0].present')" = 2 ]
}
