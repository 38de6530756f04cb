# timer: the speaker's clock, beside the item's.

load helper
load terminal

setup() {
	fresh
	session_here
}

teardown() {
	terminal_end
}

at() { # MM:SS: it is that long after 18:00
	frozen "2026-11-20T18:$1Z"
}

row() { # the last row of times.tsv
	tail -n 1 times.tsv
}

speakers() { # ARGUMENT...: the list without its header
	timer list --speakers -H "$@"
}

# ---- speak, hush

@test "speak: starts a clock, and ends the speech before" {
	run -0 --separate-stderr timer speak ana
	[[ -z $output && $stderr == 'timer: ana speaks' ]]
	printf 'time\tid\tevent\tvalue\tlabel\tby\n%s\tana\tspeak\t\t\tmod\n' \
	    2026-11-20T18:00:00.000Z | diff -u - times.tsv
	at 00:34
	run -0 --separate-stderr timer speak ben 45s -b ana
	[[ $stderr == $'timer: ana spoke 0:34\ntimer: ben speaks' ]]
	[[ $(row) == $'2026-11-20T18:00:34.000Z\tben\tspeak\t45s\t\tana' ]]
	run -0 --separate-stderr timer -q speak ana
	[[ -z $output$stderr ]]
}

@test "speak: who is meant as everywhere" {
	timer -q speak 'CHLOÉ'
	[[ $(row) == *$'\tchloe\tspeak\t'* ]]
	timer -q speak 'ben oh'
	[[ $(row) == *$'\tben\tspeak\t'* ]]
	keep_bytes . ../before
	run -2 --separate-stderr timer speak bne
	[[ $stderr == 'timer: nobody known as "bne": did you mean "ben"?' ]]
	same_bytes . ../before
}

@test "speak: without a roster any handle goes" {
	rm people.tsv
	timer -q speak zoe
	[[ $(row) == *$'\tzoe\tspeak\t'* ]]
	at 00:10
	[[ $(speakers) == "$(tsv zoe - 1 10 1.00 - speaks)" ]]
}

@test "speak: refused where nothing would change, or is wrong" {
	timer -q speak ana
	keep_bytes . ../before
	at 00:10
	run -1 --separate-stderr timer speak 'Ana Paz'
	[[ $stderr == 'timer: ana speaks already' ]]
	run -2 --separate-stderr timer speak ben 0
	[[ $stderr == 'timer: not a DURATION: "0": give 10m, 90s, 1h30m or 3:00' ]]
	run -2 --separate-stderr timer speak ben soon
	[[ $stderr == 'timer: not a DURATION: "soon": give'* ]]
	run -2 --separate-stderr timer speak
	[[ $stderr == 'timer: speak needs WHO [DURATION]: see timer speak --help' ]]
	run -2 --separate-stderr timer speak ben --at 17:59
	[[ $stderr == 'timer: --at is before the last event'* ]]
	same_bytes . ../before
}

@test "speak, hush: -n prints the row and writes nothing" {
	timer -q speak ana
	keep_bytes . ../before
	run -0 --separate-stderr timer speak ben 1m -n
	[[ $output == *$'\tben\tspeak\t1m\t\tmod' && -z $stderr ]]
	run -0 --separate-stderr timer hush -n
	[[ $output == *$'\t\thush\t\t\tmod' && -z $stderr ]]
	same_bytes . ../before
}

@test "hush: stops it, once" {
	timer -q speak ana
	at 01:05
	run -0 --separate-stderr timer hush --at -5s
	[[ -z $output && $stderr == 'timer: ana spoke 1:00' ]]
	[[ $(row) == $'2026-11-20T18:01:00.000Z\t\thush\t\t\tmod' ]]
	keep_bytes . ../before
	run -1 --separate-stderr timer hush
	[[ $stderr == 'timer: nobody speaks' ]]
	same_bytes . ../before
	run -2 --separate-stderr timer hush ana
	[[ $stderr == 'timer: hush: more arguments than it takes: ana' ]]
}

@test "the end of the meeting hushes; undo takes a speech back" {
	timer start
	timer -q speak ana
	session undo
	run -1 --separate-stderr timer hush
	[[ $stderr == 'timer: nobody speaks' ]]
	at 00:10
	timer -q speak ben
	at 00:30
	agenda end
	at 05:00
	[[ $(speakers | head -n 1) == "$(tsv ben 'Ben Oh' 1 20 1.00 - spoke)" ]]
}

@test "the speaker's clock leaves the item's alone" {
	timer start
	timer -q speak ana 30s
	at 02:00
	[[ $(timer status -F '%t %l') == 'Arriving 8:00' ]]
	timer -q hush
	[[ $(timer list -H -c id,elapsed,state) == "$(tsv arrive 120 running)" ]]
}

# ---- list --speakers

@test "list --speakers: the longest first, then who is silent" {
	timer -q speak ana
	at 00:20
	timer -q speak ben
	at 00:50
	timer -q speak ana 1m
	at 01:00
	{
		tsv who name turns spoken share left state
		tsv ana 'Ana Paz' 2 30 0.50 50 speaks
		tsv ben 'Ben Oh' 1 30 0.50 - spoke
		tsv chloe 'Chloé' 0 0 0.00 - silent
	} >../want
	timer list --speakers | diff -u ../want -
	at 02:00
	[[ $(speakers -c who,spoken,left | head -n 1) == $'ana\t90\t-10' ]]
	[[ $(timer list) == $'id\tlabel\tlength\telapsed\tleft\tstate\tstarted' ]]
}

@test "list --speakers: in every format" {
	timer -q speak chloe
	at 00:03
	run -0 timer list --speakers -o table
	[[ ${lines[1]} == 'chloe  Chloé        1       3   1.00        speaks' ]]
	timer list --speakers -o json >../speakers.json
	jq -e '.[0] == {who: "chloe", name: "Chloé", turns: 1, spoken: 3,
	    share: 1, left: "", state: "speaks"}' ../speakers.json
	[[ $(timer list --speakers -o csv | head -n 2 | tail -n 1 | tr -d '\r') == \
	    'chloe,Chloé,1,3,1.00,,speaks' ]]
	run -0 timer list --speakers -o md
	[[ ${lines[2]} == *chloe*speaks* ]]
}

@test "list --speakers: nobody spoke, nobody is here" {
	[[ $(speakers) == "$(tsv ana 'Ana Paz' 0 0 - - silent
	    tsv ben 'Ben Oh' 0 0 - - silent
	    tsv chloe Chloé 0 0 - - silent)" ]]
	rm people.tsv
	run -0 --separate-stderr timer list --speakers
	[[ $output == $'who\tname\tturns\tspoken\tshare\tleft\tstate' ]]
	[[ -z $stderr ]]
}

@test "list --speakers: a damaged table is said, and answered from" {
	timer -q speak ana
	printf 'x\ty\n' >>times.tsv
	at 00:07
	run -3 --separate-stderr timer list --speakers -H -c who,spoken
	[[ ${lines[0]} == $'ana\t7' && $stderr == *'times.tsv:3: '* ]]
}

@test "roster round --each and roster stats: the same clock" {
	roster -q round --each 45s
	roster round next
	at 00:30
	[[ $(speakers -c who,left,state | head -n 1) == $'ana\t15\tspeaks' ]]
	roster round next
	at 00:50
	timer -q hush
	join <(speakers -c who,spoken | sort) \
	    <(roster stats -H -c id,spoke | sort) >../both
	printf 'ana 30 30\nben 20 20\nchloe 0 0\n' | diff -u - ../both
}

# ---- the display

@test "display: the speaker beside the item, from another terminal" {
	timer start
	terminal 80 24
	type_line 'timer; stty -a | grep -o " echo "'
	sees '^Arriving  .*  (10:00|9:5[0-9])$'
	timer -q speak ana
	sees '^Arriving  .*  Ana Paz 0:0[1-9]  9:5[0-9]$'
	timer -q speak chloe 2m
	sees '^Arriving  .*  Chloé 1:5[0-9]  9:[45][0-9]$'
	at 00:40
	timer -q hush
	sees '^Arriving  .*  9:[45][0-9]$'
	press q
	sees '^ echo'
}

@test "display: the speaker's zero rings once and is red" {
	timer start
	timer -q speak ben 2s
	terminal 80 24
	recorded "$BATS_TEST_TMPDIR/bytes"
	export TERM=screen
	mux send-keys 'TERM=screen-256color timer' Enter
	sees 'Ben Oh -0:0[1-9]  9:5[0-9]$'
	coded_screen | grep -q $'\e\\[1m\e\\[31mBen Oh -0:0'
	press q
	sees '^\$ ?$'
	[[ $(tr -cd '\a' <"$BATS_TEST_TMPDIR/bytes" | wc -c) -eq 1 ]]
}

@test "display: who speaks while no clock runs" {
	timer -q speak ana
	terminal 80 24
	type_line timer
	sees '^nothing runs; .* leaves +Ana Paz 0:0[0-9]$'
	press q
}

@test "display: on a narrow terminal the clock comes first" {
	timer start
	timer -q speak ana
	terminal 24 10
	type_line timer
	sees '^Arriving .*(10:00|9:5[0-9])$'
	run -1 grep Ana <<<"$(screen)"
	press q
}

@test "display: the whole screen has the speaker under the title" {
	timer start
	timer -q speak chloe
	terminal 80 24
	type_line 'TERM=screen-256color timer -f'
	sees '^ +Arriving$'
	sees '^ +Chloé 0:0[0-9]$'
	press q
	sees '^\$ ?'
}
