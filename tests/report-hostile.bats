#!/usr/bin/env bats
# session report: texts that try to be something else, in every place, and
# what a public report must not say.

load helper

strings=$CASES/unicode/blns/blns.json

# hostile.py's places: those that each paper shows.
minutes='it ow no goal announce check qu qw qt an aw pr pt pa st se so po co
	de sn aa ac ae ar af fw fc fd fi fo tb td tv ty gr gt'
handout='it ow li tx goal announce read check pr pt tb td'
runsheet='it ow li tx sc re no goal announce read prep check qu qw qt pr pt st
	se so aa ac ae ar af tb td gr gt'

setup_file() {
	[[ -e $strings ]] || return 0
	/usr/bin/python3 "$ROOT/tests/hostile.py" make "$strings" \
	    "$BATS_FILE_TMPDIR/s"
}

# shows KIND PLACES [FORMAT...]: whether that paper does, of a text those of
# the first, as in its columns nothing is in one piece.
shows() {
	local kind=$1 places=$2 form
	shift 2
	cases unicode/blns
	frozen 2026-11-20T20:00:00Z
	for form in "${@:-json html md}"; do
		session report --as "$kind" -o "$form" >"$kind.$form"
		# shellcheck disable=SC2086
		/usr/bin/python3 "$ROOT/tests/hostile.py" check "$form" \
		    "$kind.$form" "$kind" "$strings" $places
	done
}

@test "hostile: every string shows as itself in the minutes" {
	cd "$BATS_FILE_TMPDIR/s" || skip 'no strings'
	shows minutes "$minutes" json html md
	shows minutes 'qu fw' txt
}

@test "hostile: and in the handout, the run sheet and the ballot" {
	cd "$BATS_FILE_TMPDIR/s" || skip 'no strings'
	shows handout "$handout" json html md
	shows runsheet "$runsheet" json html md
	shows runsheet 'it tx sc re st' txt
	shows ballot 'st se so' json html md txt
}

@test "hostile: and as what people are called and say" {
	cd "$BATS_FILE_TMPDIR/s/people" || skip 'no strings'
	shows minutes 'na ro go le' json html md
	shows runsheet 'na ro mo go' json html md
	shows ballot na html md
}

@test "hostile: no control character reaches a terminal, in no format" {
	session_here
	session set title=$'a\e[31mb\xc2\x9b31mc\xc2\x85\xe2\x80\x8b\xe2\x80\xaed' \
	    place=$'\e]0;x\a'
	roster add -q $'Eve\xc2\x90\e[2J' --id eve
	roster in eve
	local form kind
	for kind in minutes handout runsheet ballot; do
		for form in txt md html json; do
			session report --as "$kind" -o "$form" >out
			run -1 grep -nP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' out
		done
	done
	run -0 session report --as minutes -o txt
	[ "${lines[0]}" = "a\\x1b[31mb\\x9b31mc\\x85"$'\xe2\x80\x8b'"\\u202ed" ]
	[ "$(session report -o json | jq -r .title)" = \
	    $'a\e[31mb\xc2\x9b31mc\xc2\x85\xe2\x80\x8b\xe2\x80\xaed' ]
}

# Verbs that print what others wrote.
printing='agenda list
agenda check
agenda show 3
timer list
qboard list -a
qboard show 3
qboard sheet
vote list
vote matrix
vote tally
vote rank
vote pairs
vote show 3
actions list -a
actions show 2
feedback list
feedback summary
feedback opening -a
feedback tries
feedback trend ..
roster list
roster stats ..
breakout list
breakout score
session show
session log
session list ..
session check'

# What Markdown makes of a page, but for tables, lists and the like.
acting() { # FILE
	cmark-gfm --unsafe -e table -e strikethrough -e tasklist "$1" |
	    grep -oE '<[a-zA-Z!/?][^ >]*' | grep -vxE '</?(a|br|code|em|h[12]|input|li|p|strong|table|tbody|td|th|thead|tr|ul)|<!--'
}

@test "hostile: what any verb prints for a terminal or a page does nothing" {
	cd "$BATS_FILE_TMPDIR/s" || skip 'no strings'
	frozen 2026-11-20T20:00:00Z
	local verb form said
	while read -r verb; do
		for form in table md; do
			said="$verb -o $form"
			# shellcheck disable=SC2086
			LC_ALL=C.UTF-8 $verb -o $form >out 2>err ||
			    (($? == 1)) || { echo "$said fails"; false; }
			LC_ALL=C run -1 grep -nP \
			    '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' out err
		done
		run -1 acting out
	done <<<"$printing"
}

@test "hostile: every string in a worksheet comes back" {
	cd "$BATS_FILE_TMPDIR/s" || skip 'no strings'
	frozen 2026-11-20T20:00:00Z
	qboard sheet -o md >page.md
	cp -R . ../back
	run -0 --separate-stderr qboard -d ../back sheet import page.md
	[[ $stderr == "qboard: 0 new, "[1-9]*" as before" ]]
}

@test "hostile: a title that ends the head of the page" {
	session_here
	session set title='</title><script>alert(1)</script>&amp;"' \
	    readings='javascript:alert(1) https://a.example/?b=1&c="d"' \
	    form='data:text/html,<b>'
	session report --as handout -o html >page
	grep -qF '<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&quot;' page
	run -1 grep -F '<script' page
	grep -qF 'href="https://a.example/?b=1&amp;c=">' page
	run -1 grep -F 'href="javascript' page
	run -1 grep -F 'href="data' page
}

# ---- public

# told: a session with people in every field that may hold a name.
told() {
	session_here ../week-6
	roster -d ../week-6 add -q 'Zoë Before'
	session_here
	roster add -q 'Wu Ming' --email wu@secret.example
	roster edit ana name='Ana Paz-Iglesias'
	session set scribe=ben place="at Chloé's" title='Week of ana'
	agenda edit arrive title='Ben opens' owner=ben
	agenda note -q arrive -k text 'Ask @someone_new or CHLOE, write to x.y+z@mail.example'
	agenda note -q arrive -k script 'Say: welcome, Ana!'
	agenda add -q 'Pack' -k prep --owner chloe
	qboard add -q 'Does Paz agree with Zoe? No: zoë.' -w ben -t ben
	qboard answer -q 1 'As Iglesias said (see https://x.example/~ana/p)' -w chloe
	vote add -q 'Wu is right' --source 'Ben Oh, 2025'
	vote cast 1 agree 'ben told me' -w chloe,wu
	actions add -q 'Call Ben' -w ana --where "Ana's" --first 'ask Wu Ming'
	session note -q -k decision -w ben 'ben-oh pays'
	feedback add -q -r 8 --worked 'Chloe was great' -w ben
	feedback try 'Let Wu speak' --about 'ana' >/dev/null
	breakout set -q ana,ben chloe,wu -t 'ben,other'
	roster checkout chloe 'Ana knows'
	roster expect wu maybe 'ben drives'
}

@test "public: no name, handle or address, in no format of any paper" {
	mkdir week-7
	cd week-7 || return
	told
	local form kind
	for kind in minutes handout runsheet ballot; do
		for form in txt md html json; do
			session report --as "$kind" -o "$form" >named
			grep -qiE 'chlo|ben|paz' named
			session report --public --as "$kind" -o "$form" >out
			run -1 grep -niE '\b(ana|paz|iglesias|ben|oh|chlo[eé]|wu|ming|zo[eë])\b|someone_new|secret|mail\.example|x\.example' out
		done
	done
	session report --public -o txt >out
	grep -qF 'Does [name] agree with [name]? No: [name].' out
	grep -qF 'As [name] said (see [link])' out
	grep -qF 'Week of [name]' out
	run -0 session report --public --as handout -o txt
	[[ $(tr -s ' \n' ' ' <<<"$output") == *'Ask [name] or [name], write to [address]'* ]]
}

@test "public: words that are no names stay, and markup stays whole" {
	session_here
	roster add -q 'Jan van Eyck' --id jan
	session note -q 'Banana and Benedict: the van is here at 5 @ 6'
	session note -q '<b>Ben</b>&Jan van Eyck'
	run -0 session report --public
	[[ $output == *'Banana and Benedict: the van is here at 5 @ 6'* ]]
	[[ $output == *'&lt;b&gt;\[name\]&lt;/b&gt;&\[name\]'* ]]
}
