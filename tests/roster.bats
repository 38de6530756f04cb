load helper

# a_session DIR [START]: a session without people.
a_session() {
	mkdir -p "$1"
	{
		tsv time key value by
		tsv 2026-11-01T00:00:00.000Z start \
		    "${2:-2026-11-20T18:00:00.000Z}" mod
	} >"$1/session.tsv"
}

setup() {
	fresh
	a_session term/week-7
	cd term/week-7 || return
}

# cell ID COLUMN: one cell of the list.
cell() {
	roster list -a -o json -c "id,$2" |
	    jq -r --arg id "$1" --arg c "$2" '.[] | select(.id == $id) | .[$c]'
}

# refused WORDS...: the command says so, exits 2 and changes nothing.
refused() {
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -2 --separate-stderr "$@"
	[ -z "$output" ]
	same_bytes . "$BATS_TEST_TMPDIR/before"
}

@test "list: nobody yet, in every format" {
	run -0 roster list -o tsv
	[ "$output" = "$(tsv no id name role rsvp presence since mood goal \
	    learned email state)" ]
	[ "$(roster -o json)" = "[]" ]
}

@test "list: all columns, dropped ones with -a, all formats hold them" {
	roster add "Ana Paz" --role facilitator --email ana@example.org
	roster add "Ben Oh"
	roster in ana
	roster drop ben
	run -0 roster list -H
	[ "$output" = "$(tsv 1 ana 'Ana Paz' facilitator - in 18:00 - - - \
	    ana@example.org -)" ]
	[ "$(roster list -H -a | wc -l)" -eq 2 ]
	[ "$(cell ana email)" = ana@example.org ]
	[ "$(roster list -o json | jq -c '.[0] | [.no, .since]')" = \
	    '[1,"18:00"]' ]
	roster list -o md | grep -q '^| *1 | ana | Ana Paz '
	roster list -o csv | grep -q '^1,ana,Ana Paz,facilitator,,in,18:00,,,'
	# Addresses are for programs.
	[[ $(roster list -o table) != *@* && $(roster list -o md) != *email* ]]
}

@test "list, add -: nothing that is printed is lost elsewhere" {
	roster add "Ana Paz" --role facilitator --email ana@example.org
	roster add $'Béa\tO\\\'Neil' --id bea
	roster add Chloe
	roster in ana bea
	roster checkin ana "a bit, tired" --goal "ask; once"
	roster checkout bea "that \"trees\" cool"
	roster expect chloe maybe "a train"
	roster drop chloe
	sed -i '1s/$/\tdiet/; 2s/$/\tvegan/' people.tsv
	mkdir other
	cp session.tsv other
	roster list -a -o tsv | roster add -d other - >ids
	[ "$(tr '\n' ' ' <ids)" = "ana bea chloe " ]
	diff <(roster list -a) <(roster list -a -d other)
	diff <(roster list -a -o json) <(roster list -a -o json -d other)
	[[ $(roster list -c id,diet -d other -H) == *vegan* ]]
	keep_bytes other before
	roster list -a -o tsv | roster add -d other -
	same_bytes other before
}

@test "add: the handle is the first name's slug, the next one numbered" {
	run -0 roster add "Ana Paz"
	[ "$output" = ana ]
	run -0 roster add "Ana Silva"
	[ "$output" = ana-2 ]
	run -0 roster add "Ána"
	[ "$output" = ana-3 ]
	run -0 roster add "All of us"
	[ "$output" = all-2 ]
	run -0 roster add "李雷"
	[[ $output =~ ^[a-z][0-9a-z]{5}$ ]]
	[ "$(cell "$output" name)" = "李雷" ]
}

@test "add: one name said twice is told" {
	roster add "Ana Paz"
	run -0 --separate-stderr roster add "Ana Paz"
	[ "$output" = ana-2 ]
	[ "$stderr" = 'roster: there is another "Ana Paz": ana' ]
}

@test "add: --id, --role, --email; a handle that is taken or none" {
	run -0 roster add --id paz --role guest --email p@example.org "Ana Paz"
	[ "$output" = paz ]
	[ "$(cell paz role)" = guest ]
	refused roster add --id paz "Ana Silva"
	[ "$stderr" = 'roster: there is somebody called "paz" already' ]
	refused roster add --id Paz "Ana Silva"
	[[ $stderr == 'roster: not a handle: "Paz": '* ]]
	refused roster add ""
	[ "$stderr" = "roster: a person needs a name" ]
}

@test "add: names on standard input, and -n writes none" {
	run -0 roster add <<<$'Ana Paz\n\nBen Oh\nChloé'
	[ "$output" = $'ana\nben\nchloe' ]
	[ "$(roster list -H -c name)" = $'Ana Paz\nBen Oh\nChloé' ]
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -0 roster add -n "Dan Ray"
	[[ ${lines[1]} == *"dan	Dan Ray"* ]]
	same_bytes . "$BATS_TEST_TMPDIR/before"
}

@test "add -: takes back what list prints, twice without change" {
	roster add <<<$'Ana Paz\nBen Oh'
	roster in ana
	printf 'ana: tired; ask one question\n' | roster checkin
	roster list -o tsv >"$BATS_TEST_TMPDIR/list"
	a_session ../week-8
	roster add - -d ../week-8 <"$BATS_TEST_TMPDIR/list" \
	    >"$BATS_TEST_TMPDIR/ids"
	[ "$(cat "$BATS_TEST_TMPDIR/ids")" = $'ana\nben' ]
	roster list -d ../week-8 -o tsv | diff - "$BATS_TEST_TMPDIR/list"
	keep_bytes ../week-8 "$BATS_TEST_TMPDIR/before"
	run -0 roster add - -d ../week-8 <"$BATS_TEST_TMPDIR/list"
	[ -z "$output" ]
	same_bytes ../week-8 "$BATS_TEST_TMPDIR/before"
}

@test "add -: rows without id get handles; a wrong presence is refused" {
	run -0 roster add - < <(tsv name rsvp && tsv 'Ana Paz' maybe)
	[ "$output" = ana ]
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -2 --separate-stderr roster add - \
	    < <(tsv id presence && tsv ben here)
	[ "$stderr" = 'roster: standard input:2: not a presence: "here": give in, out or late' ]
	same_bytes . "$BATS_TEST_TMPDIR/before"
}

@test "import: columns by name, in any case, and twice changes nothing" {
	cat >form.csv <<-'END'
		Timestamp,E-mail,First Name,Surname,Coming,Role
		1,ana@example.org,Ana,"Paz, Lda.",Yes,
		2,ben@example.org,Ben,Oh,no,guest

		3,,Chloé,,,
	END
	run -0 --separate-stderr roster import form.csv
	[ "$output" = $'ana\nben\nchloe' ]
	[ "$stderr" = "roster: 3 new, 0 changed, 0 as before" ]
	[ "$(cell ana name)" = "Ana Paz, Lda." ]
	[ "$(cell ben rsvp)/$(cell ben role)" = no/guest ]
	cp people.tsv "$BATS_TEST_TMPDIR/people"
	sed -i s/,no,/,maybe,/ form.csv
	run -0 --separate-stderr roster import form.csv
	[ -z "$output" ]
	[ "$stderr" = "roster: 0 new, 1 changed, 2 as before" ]
	[ "$(cell ben rsvp)" = maybe ]
	cp people.tsv "$BATS_TEST_TMPDIR/people"
	roster import -q form.csv
	cmp people.tsv "$BATS_TEST_TMPDIR/people"
}

@test "import: somebody known in another case and normal form" {
	roster import -q - <<<$'Name\nChlo\xc3\xa9 Roy' >/dev/null
	run -0 --separate-stderr roster import - <<<$'Name,Role\nCHLOE\xcc\x81 ROY,guest'
	[ "$stderr" = "roster: 0 new, 1 changed, 0 as before" ]
	[ "$(cell chloe role)/$(cell chloe name)" = "guest/Chloé Roy" ]
}

@test "import: who fills in a form twice is meant as said last, once" {
	cat >form.csv <<-'END'
		Name,E-mail,Coming,Role
		Ana,ana@example.org,no,guest
		Ben,,yes,
		Ana Paz,ANA@example.org,yes,
		ben,,maybe,
		Ben,ben@example.org,,
	END
	run -0 --separate-stderr roster import form.csv
	[ "$output" = $'ana\nben' ]
	[ "$stderr" = "roster: 2 new, 0 changed, 3 as before" ]
	[ "$(cell ana name)/$(cell ana rsvp)/$(cell ana role)" = "Ana Paz/yes/guest" ]
	[ "$(cell ben rsvp)/$(cell ben email)" = maybe/ben@example.org ]
	cp people.tsv "$BATS_TEST_TMPDIR/people"
	roster import -q form.csv
	cmp people.tsv "$BATS_TEST_TMPDIR/people"
}

@test "import: who was dropped is named, and stays so" {
	roster import -q - <<<$'Name\nAna\nBen' >/dev/null
	roster drop -q ana
	keep_bytes . ../before
	run -0 --separate-stderr roster import - <<<$'Name\nAna\nBen'
	[ "$stderr" = "roster: 0 new, 0 changed, 2 as before
roster: dropped: ana: see 'roster restore'" ]
	same_bytes . ../before
	# Somebody of that name who is there is meant.
	roster add --id anna Ana >/dev/null
	run -0 --separate-stderr roster import - <<<$'Name,Role\nAna,guest'
	[ "$stderr" = "roster: 0 new, 1 changed, 0 as before" ]
	[ "$(cell anna role)" = guest ]
}

@test "import: two of one name are two where both have an address" {
	local people=$'Name,Email,Role\nBen Oh,b@a.example,\nben oh,,guest\nBen Oh,b@b.example,'
	run -0 --separate-stderr roster import - <<<"$people"
	[[ $output == $'ben\nben-2' ]]
	run -0 roster list -H -c id,email,role
	[[ $output == *$'ben\tb@a.example\tguest\nben-2\tb@b.example\tguest'* ]]
	keep_bytes . ../before
	run -0 --separate-stderr roster import - <<<"$people"
	[[ $stderr == 'roster: 0 new, 0 changed, 3 as before' ]]
	same_bytes . ../before
	# One of them has another address now; nobody else does.
	roster import -q - <<<$'Name,Email\nBen Oh,b@c.example\nBen Oh,b@b.example'
	run -0 roster list -H -c id,email
	[[ $output == *$'ben\tb@c.example\nben-2\tb@b.example'* ]]
}

@test "import: --map, semicolons, standard input" {
	run -0 --separate-stderr roster import - --map name=Quem --map rsvp= \
	    <<<$'\xef\xbb\xbfQuem;rsvp\r\nAna Paz;talvez\r\n'
	[[ $output == ana* ]]
	[ "$(cell ana name)/$(cell ana rsvp)" = "Ana Paz/" ]
}

@test "import: what is wrong is said with its line, and nothing taken" {
	printf 'name,rsvp\nAna,yes\nBen,perhaps\n' >form.csv
	refused roster import form.csv
	[ "$stderr" = 'roster: form.csv:3: not an answer: "perhaps": give yes, no or maybe' ]
	printf 'who,what\na,b\n' >form.csv
	refused roster import form.csv
	[ "$stderr" = 'roster: form.csv has no column of names: say which with --map name=HEADING' ]
	refused roster import form.csv --map name=hwo
	[ "$stderr" = 'roster: no column "hwo": did you mean "who"?' ]
	refused roster import form.csv --map nam=who
	[ "$stderr" = 'roster: no field "nam": did you mean "name"?' ]
	printf 'name\n"Ana\nPaz"\n\n"Ben\nDan\n' >form.csv
	refused roster import form.csv
	[ "$stderr" = "roster: form.csv:5: a quote is opened and never closed" ]
	refused roster import none.csv
	[ "$stderr" = "roster: no such file: none.csv" ]
	printf 'name,email\n,x@example.org\n' >form.csv
	refused roster import form.csv
	[ "$stderr" = "roster: form.csv:2: no name" ]
}

@test "who is meant: handle, beginning, number, name in any case and form" {
	roster add <<<$'Chloé Martin\nAna Paz\nAna Silva'
	roster in $'CHLOE\xcc\x81 MARTIN'
	[ "$(cell chloe presence)" = in ]
	[ "$(cell chloe name)" = "Chloé Martin" ]
	roster out chl
	[ "$(cell chloe presence)" = out ]
	roster in 2 "ana silva"
	[ "$(roster list -H -c id,presence | grep -c in$)" -eq 2 ]
	roster in 'chloé'
	[ "$(cell chloe presence)" = in ]
}

@test "who is meant: nobody, or several" {
	roster add <<<$'Ana Paz\nAnton Ray'
	refused roster in anna
	[ "$stderr" = 'roster: nobody known as "anna": did you mean "ana"?' ]
	refused roster in Zoe
	[ "$stderr" = 'roster: nobody known as "Zoe": --new NAME for somebody new' ]
	refused roster in an
	[ "$stderr" = 'roster: "an" may be several people: ana anton' ]
	refused roster out ana zoe
	[ "$stderr" = 'roster: nobody known as "zoe"' ]
}

@test "in: where nobody is known any handle goes" {
	roster in chloe ana
	[ "$(roster list -H -c id,presence)" = "$(tsv chloe in && tsv ana in)" ]
	rm people.tsv
	refused roster in "Ana Paz"
	[[ $stderr == 'roster: not a handle: "Ana Paz"'* ]]
}

@test "in, out, late: since when, also with --at" {
	roster add <<<$'Ana Paz\nBen Oh\nChloé' --now 2026-11-20T17:00:00Z
	roster in ana,ben
	roster late chloe -q
	[ "$(roster list -H -c id,presence,since)" = "$(tsv ana in 18:00 &&
	    tsv ben in 18:00 && tsv chloe late 18:00)" ]
	roster in chloe --now 2026-11-20T18:20:00Z --at -5m
	roster out ben --now 2026-11-20T18:20:00Z --at 18:10
	[ "$(roster list -H -c id,presence,since)" = "$(tsv ana in 18:00 &&
	    tsv ben out 18:10 && tsv chloe in 18:15)" ]
	grep -q '^2026-11-20T18:10:00.000Z	ben' people.tsv
}

@test "in: again says nothing new; earlier than typed mends it" {
	roster in ana
	cp people.tsv "$BATS_TEST_TMPDIR/people"
	roster in ana --now 2026-11-20T18:20:00Z
	cmp people.tsv "$BATS_TEST_TMPDIR/people"
	roster in ana --at 17:50
	[ "$(cell ana since)" = 17:50 ]
	roster out ana --now 2026-11-20T18:20:00Z
	[ "$(cell ana since)" = 18:20 ]
	refused roster in ana --now 2026-11-20T18:30:00Z --at 18:10
	[ "$stderr" = 'roster: --at is before "out" was said of ana, at 2026-11-20T18:20' ]
	refused roster in ana --at noon
	[ "$stderr" = 'roster: not a time that has passed: --at "noon"' ]
}

@test "in: a mood typed meanwhile does not move when somebody came" {
	roster in ana --new Ben
	roster late ben -q
	roster checkin ana tired --now 2026-11-20T18:08:00Z
	roster edit ben goal=listen --now 2026-11-20T18:08:00Z
	roster in ben --now 2026-11-20T18:10:00Z --at 18:05
	[ "$(cell ben since)" = 18:05 ]
	[ "$(cell ana since)" = 18:00 ]
}

@test "in --new: adds somebody who is here; several at once" {
	roster add "Ana Paz"
	run -0 roster in ana --new "Dan Ray" --new "Eva Lima"
	[ "$output" = $'dan\neva' ]
	[ "$(roster count -s present)" -eq 3 ]
	refused roster in
	[ "$stderr" = "roster: in needs ID...: or --new NAME for somebody new" ]
}

@test "late: not counted as here, expected even after a no" {
	roster add <<<$'Ana Paz\nDan Ray'
	roster in ana
	roster expect dan no
	run -0 --separate-stderr roster late dan
	[ "$stderr" = "roster: not counted as here before 'roster in': dan" ]
	[ "$(roster count -s present)" -eq 1 ]
	[ "$(roster count -s expected)" -eq 2 ]
	roster out all
	[ "$(cell ana presence)/$(cell dan presence)" = out/late ]
}

@test "in: somebody dropped is refused" {
	roster add "Ana Paz"
	roster drop ana
	refused roster in ana
	[ "$stderr" = "roster: ana was dropped: see 'roster restore'" ]
	roster restore ana
	roster in ana
	[ "$(roster count -s present)" -eq 1 ]
}

@test "expect: yes, no, maybe, blank is yes, a reason is a note" {
	roster add <<<$'Ana Paz\nBen Oh\nChloé'
	roster expect ana no "ill, sorry"
	roster expect ben may
	roster expect chloe ""
	[ "$(roster list -H -c rsvp | paste -sd,)" = no,maybe,yes ]
	roster show ana -H | grep -q '^reason	ana: ill, sorry$'
	roster expect ana
	[ "$(cell ana rsvp)" = yes ]
	refused roster expect ana perhaps
	[ "$stderr" = 'roster: not an answer: "perhaps": give yes, no or maybe' ]
}

@test "count, missing: who is expected, here, and neither" {
	roster add <<<$'Ana Paz\nBen Oh\nChloé\nDan Ray'
	roster expect ben no
	roster expect dan maybe
	roster in ana ben
	[ "$(roster count)" -eq 4 ]
	[ "$(roster count -s expected)" -eq 3 ]
	[ "$(roster count -s pres)" -eq 2 ]
	[ "$(roster missing -H -c id,rsvp)" = "$(printf 'chloe\t\ndan\tmaybe')" ]
	roster out ana
	[ "$(roster missing -H -c id,presence | head -1)" = "$(tsv ana out)" ]
	refused roster count -s gone
	[ "$stderr" = 'roster: not a state to count: "gone": give expected or present' ]
	roster drop chloe dan
	roster in ana
	[ "$(roster missing)" = "$(tsv id name rsvp presence email)" ]
}

@test "checkin: a line a person, mood and goal; who is here is here" {
	roster add <<<$'Ana Paz\nBen Oh\nChloé'
	roster late chloe -q
	roster checkin <<<$'ana: tired; ask one question\nben: fine\nChloé: ; it'"'"'s to listen'
	[ "$(roster list -H -c id,presence,mood,goal)" = \
	    "$(tsv ana in tired 'ask one question' &&
	    printf 'ben\tin\tfine\t\n' && tsv chloe in - "it's to listen")" ]
	roster out ben
	roster checkin ben sorry
	[ "$(cell ben presence)/$(cell ben mood)" = out/sorry ]
}

@test "checkin: one person, -w, --goal, and whose it is without" {
	roster add <<<$'Ana Paz\nBen Oh'
	roster checkin ana tired --goal "ask; twice"
	[ "$(cell ana mood)/$(cell ana goal)" = "tired/ask; twice" ]
	roster checkin -w ben rested
	[ "$(cell ben mood)" = rested ]
	roster checkin -b ben --goal listen
	[ "$(cell ben goal)" = listen ]
	refused roster checkin --goal listen
	[ "$stderr" = "roster: whose is it: give ID, or -w" ]
	refused roster checkin all tired
	[ "$stderr" = 'roster: one person at a time: "all"' ]
	refused roster checkin -w ben rested twice
	[ "$stderr" = 'roster: more arguments than -w leaves room for: "twice"' ]
}

@test "checkin: a line of nobody, all or nothing" {
	roster add <<<$'Ana Paz\nBen Oh'
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -2 --separate-stderr roster checkin <<<$'ana: tired\nbem: fine'
	[ "$stderr" = 'roster: standard input:2: nobody known as "bem": did you mean "ben"?' ]
	run -2 --separate-stderr roster checkin <<<'tired'
	[ "$stderr" = 'roster: standard input:1: whose is it: begin the line with `ana: `, or give -w' ]
	run -2 --separate-stderr roster checkin -b ana <<<'bem: fine'
	[[ $stderr == *'did you mean "ben"?' ]]
	same_bytes . "$BATS_TEST_TMPDIR/before"
	roster checkin -b ana <<<'fine; a: b'
	[ "$(cell ana mood)/$(cell ana goal)" = "fine/a: b" ]
}

@test "checkout: what was learned, a line a person or one" {
	roster add <<<$'Ana Paz\nBen Oh'
	roster checkout <<<$'ana: goals can generalise wrongly; even small ones\nben: to ask'
	[ "$(cell ana learned)" = "goals can generalise wrongly; even small ones" ]
	roster checkout ben "to listen"
	[ "$(cell ben learned)" = "to listen" ]
	[ "$(cell ben presence)" = "" ]
}

@test "seat: clockwise as said, then by arrival" {
	roster add <<<$'Ana\nBen\nChloe\nDan'
	roster in dan ana
	roster in ben chloe
	[ "$(roster seat -H -c who | paste -sd' ')" = "dan ana ben chloe" ]
	roster seat ben,ana
	[ "$(roster seat -H -c who | paste -sd' ')" = "ben ana dan chloe" ]
	roster out ana
	[ "$(roster seat -H -c who | paste -sd' ')" = "ben dan chloe" ]
	refused roster seat eva
	[ "$stderr" = 'roster: nobody known as "eva"' ]
}

@test "round: where the clock was set back a new one goes on all the same" {
	roster in dan ana
	roster round -q
	roster round next
	roster round next
	frozen 2026-11-20T17:00:00Z
	roster round -q --from ana
	[ "$(roster round next)" = ana ]
	[ "$(roster round next)" = dan ]
	roster round -q
	session undo -q
	run -1 roster round next
}

@test "round: once around, who passed, then 1" {
	roster in dan ana ben
	run -0 --separate-stderr roster round
	[ -z "$output" ]
	[ "$stderr" = "roster: dan,ana,ben" ]
	[ "$(roster round next)" = dan ]
	roster round pass
	roster round pass
	[ "$(roster round next)" = ana ]
	[ "$(roster round list -H)" = "$(tsv dan passed && tsv ana now &&
	    tsv ben waits)" ]
	[ "$(roster round next)" = ben ]
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -1 --separate-stderr roster round next
	[ -z "$output" ]
	[ "$stderr" = "roster: everybody had a turn; passed: dan" ]
	[ "$(roster round list -H -c state | paste -sd,)" = passed,spoke,spoke ]
	run -1 --separate-stderr roster round next -q
	[ -z "$stderr" ]
	same_bytes . "$BATS_TEST_TMPDIR/before"
}

@test "round: a loop, as a script has it" {
	roster in ana ben chloe
	roster round -q --from chloe
	while who=$(roster round next -q); do echo "$who"; done >order
	[ "$(paste -sd' ' order)" = "chloe ana ben" ]
}

@test "round: who leaves is passed over, who comes stands at the end" {
	roster in ana ben chloe
	roster round -q
	roster round next
	roster out ben
	roster in --new "Dan Ray"
	[ "$(roster round next)" = chloe ]
	[ "$(roster round list -H)" = "$(tsv ana spoke && tsv ben left &&
	    tsv chloe now && tsv dan waits)" ]
	[ "$(roster round next)" = dan ]
	run -1 --separate-stderr roster round next
	[ "$stderr" = "roster: everybody had a turn" ]
}

@test "round --each: the speaker's clock runs, and stops at the end" {
	roster in ana ben
	roster round -q --each 45s
	roster round next
	roster round next --now 2026-11-20T18:00:40Z
	run -1 --separate-stderr roster round next --now 2026-11-20T18:01:10Z
	[ "$(cut -f 2-4 times.tsv)" = "$(tsv id event value &&
	    tsv ana speak 45s && tsv ben speak 45s && printf '\thush\t')" ]
	[ "$(roster stats -H -c id,spoke)" = "$(tsv ana 40 && tsv ben 30)" ]
}

@test "round: passing stops the clock; wrong uses" {
	refused roster round next
	[ "$stderr" = "roster: no round yet: 'roster round' begins one" ]
	run -1 --separate-stderr roster round
	[ "$stderr" = "roster: nobody is here: say who is with 'roster in'" ]
	roster in ana ben
	roster round -q --each 1m
	refused roster round pass
	[ "$stderr" = "roster: nobody had a turn yet: see 'roster round next'" ]
	roster round next
	roster round pass
	[ "$(tail -n 1 times.tsv | cut -f 3)" = hush ]
	refused roster round --each soon
	[ "$stderr" = 'roster: not a length of time: --each "soon"' ]
	refused roster round --from zoe
	[ "$stderr" = 'roster: nobody known as "zoe"' ]
	roster out ben
	refused roster round --from ben
	[ "$stderr" = "roster: ben is not here, so cannot begin" ]
	refused roster round back
	[ "$stderr" = 'roster: round "back": give next, pass or list, or nothing' ]
	refused roster round next --from ana
	[ "$stderr" = "roster: --from and --each are for the beginning of a round" ]
}

# term_of_three: three weeks; ben misses the second, dan joins in the third.
term_of_three() {
	local w
	for w in 1 2 3; do
		a_session "../w$w" "2026-11-0${w}T18:00:00.000Z"
	done
	roster in -d ../w1 ana ben chloe --now 2026-11-01T18:00:00Z
	roster in -d ../w2 ana --now 2026-11-02T18:00:00Z
	roster add -d ../w2 <<<$'Ben\nChloe' --now 2026-11-02T18:00:00Z
	roster expect -d ../w2 ben no --now 2026-11-02T17:00:00Z
	roster late -q -d ../w2 chloe --now 2026-11-02T18:00:00Z
	roster in -d ../w2 chloe --now 2026-11-02T18:20:00Z
	roster in -d ../w3 ana ben chloe --now 2026-11-03T18:00:00Z
	roster in -d ../w3 --new "Dan Ray" --now 2026-11-03T18:30:00Z
	a_session ../w4 2026-11-04T18:00:00.000Z
	roster add -d ../w4 <<<$'Ana\nBen'
}

@test "pick: who had the role least recently in the series" {
	term_of_three
	[ "$(roster pick -d ../w1 scribe --now 2026-11-01T18:05:00Z)" = ana ]
	[ "$(roster pick -d ../w2 scribe --now 2026-11-02T18:25:00Z)" = chloe ]
	[ "$(roster pick -d ../w3 scribe --now 2026-11-03T18:35:00Z)" = ben ]
	[ "$(roster pick -d ../w3 Scribe --now 2026-11-03T18:36:00Z)" = dan ]
	[ "$(roster pick -d ../w3 scribe --now 2026-11-03T18:37:00Z)" = ana ]
	[ "$(roster pick -d ../w3 scribe --except chloe,ben \
	    --now 2026-11-03T18:38:00Z)" = dan ]
	# a role nobody had: whoever served least recently at all
	[ "$(roster pick -d ../w3 reader --now 2026-11-03T18:39:00Z)" = chloe ]
}

@test "pick: a setting and the roster count; facilitators come last" {
	a_session ../week-6 2026-11-13T18:00:00.000Z
	roster in -d ../week-6 ana ben chloe
	tsv 2026-11-13T18:00:00.000Z scribe ben mod >>../week-6/session.tsv
	roster add --role facilitator --id ana Ana
	roster add <<<$'Ben\nChloe'
	roster in ana ben chloe
	[ "$(roster pick scribe -n | tail -n 1 | cut -f 4)" = chloe ]
	[ "$(roster pick scribe)" = chloe ]
	[ "$(roster pick scribe)" = ana ]
	[ "$(roster pick scribe)" = ben ]
	[ "$(roster pick facilitator)" != ana ]
}

@test "pick: nobody to pick from" {
	run -1 --separate-stderr roster pick scribe
	[ "$stderr" = "roster: nobody is here to be picked: say who is with 'roster in'" ]
	roster in ana
	run -1 --separate-stderr roster pick scribe --except ana
	refused roster pick ""
	[ "$stderr" = "roster: a role needs a name" ]
}

@test "presence: the same whatever order the lines of one time have" {
	session_here
	rows() {
		tsv time id name presence by
		tsv 2026-11-20T17:10:00.000Z ana Ana out mod
		tsv 2026-11-20T17:30:00.000Z ana - "$1" mod
		tsv 2026-11-20T17:30:00.000Z ana - "$2" mod
	}
	for order in 'in out' 'out in'; do
		# shellcheck disable=SC2086
		rows $order >people.tsv
		[ "$(roster list -H -c id,presence,since)" = "$(tsv ana out 17:10)" ]
		session close -n -q >closing
		run -1 grep present closing
	done
	tsv 2026-11-20T17:40:00.000Z ana - in mod >>people.tsv
	[ "$(roster list -H -c id,presence,since)" = "$(tsv ana in 17:40)" ]
}

@test "presence: what was taken back never was" {
	session_here w
	cd w
	frozen 2026-11-20T18:10:00Z
	roster out ben
	frozen 2026-11-20T18:11:00Z
	roster late chloe
	session undo 2
	frozen 2026-11-20T18:20:00Z
	[ "$(roster list -H -c id,presence,since)" = "$(
		tsv ana in 17:00
		tsv ben in 17:00
		tsv chloe in 17:00
	)" ]
	[ "$(roster stats -H -c id,present,late)" = "$(
		tsv ana 1 0
		tsv ben 1 0
		tsv chloe 1 0
	)" ]
}

@test "stats: attendance, roles and speaking time over the series" {
	term_of_three
	roster pick -d ../w1 scribe --now 2026-11-01T18:05:00Z
	roster round -q -d ../w3 --each 1m --now 2026-11-03T19:00:00Z
	roster round next -d ../w3 --now 2026-11-03T19:00:00Z
	roster round next -d ../w3 --now 2026-11-03T19:00:42Z
	local all=id,of,present,late,excused,missed,share,spoke,last,roles
	run -0 roster stats .. -o json -c "$all"
	[ "$(jq -c '.[] | [.id,.of,.present,.late,.excused,.missed,.share * 100,.spoke,.last,.roles]' \
	    <<<"$output")" = '["ana",3,3,0,0,0,100,42,"w3","scribe 1"]
["ben",3,2,0,1,0,67,60,"w3",""]
["chloe",3,3,1,0,0,100,0,"w3",""]
["dan",1,1,0,0,0,100,0,"w3",""]' ]
	[ "$(cd ../w2 && roster stats -o json -c "$all")" = "$output" ]
	local shown='id name present of late excused missed share spoke roles'
	# shellcheck disable=SC2086
	[ "$(roster stats | head -n 1)" = "$(tsv $shown)" ]
	grep -qx "\.Cm ${shown// / , } ;" "$ROOT/man/roster.1"
	run -2 --separate-stderr roster stats ../none
	[ "$stderr" = "roster: no such directory: ../none" ]
}

@test "show, edit, note, drop, restore, log" {
	roster add "Ana Paz"
	roster edit ana role=guest rsvp=y goal=
	[ "$(cell ana role)/$(cell ana rsvp)" = guest/yes ]
	refused roster edit ana presence=here
	[ "$stderr" = 'roster: not a presence: "here": give in, out or late' ]
	refused roster edit ana rol=guest
	[ "$stderr" = 'roster: no field "rol": did you mean "role"?' ]
	run -0 roster note "Ana Paz" "needs a chair"
	roster show 1 -H | grep -q '^note	needs a chair$'
	[ "$(roster log ana -H | cut -f 5)" = $'name=Ana Paz\nrole=guest, rsvp=yes, goal=' ]
	roster drop ana
	[ -z "$(roster list -H)" ]
	roster restore ana
	[ "$(roster list -H -c id)" = ana ]
	refused roster show zoe
	[ "$stderr" = 'roster: nobody known as "zoe"' ]
}

@test "a full disk and a closed pipe" {
	roster in ana
	run -4 bash -c 'roster list >/dev/full'
	[[ $output == "roster: stdout: "* ]]
	seq -f 'P%g' 3000 | roster add >/dev/null
	run bash -c 'roster list | head -n 1'
	[ "$output" = "$(tsv no id name role rsvp presence since mood goal \
	    learned email state)" ]
}

@test "a damaged people.tsv is answered from its good rows" {
	roster in ana
	tsv yesterday ben >>people.tsv
	run -3 --separate-stderr roster list -H -c id
	[ "$output" = ana ]
	[[ $stderr == "roster: people.tsv:3: "* ]]
}

@test "no line of a list of ten is wider than 80 columns" {
	roster add <<<$'Ana Paz\nBen Oh\nChloé Martin\nDan Ray'
	roster in all ana ben
	COLUMNS=80 script -qc 'roster list' /dev/null </dev/null |
	    tr -d '\r' | awk 'length > 80 { exit 1 }'
}

@test "names are kept byte for byte, and come back through add -" {
	cases unicode/blns/blns.json
	local name
	while IFS= read -r -d '' name; do
		roster add -q -- "$name" >>ids </dev/null
	done < <(jq -j '.[] | select(length > 0 and . != "-") + "\u0000"' \
	    "$CASES/unicode/blns/blns.json")
	# the order in which they came, since they were typed one by one
	jq '[.[] | select(length > 0 and . != "-")]' \
	    "$CASES/unicode/blns/blns.json" >want
	roster list -o json -c name | jq '[.[].name]' | diff - want
	a_session ../week-8
	roster list -o tsv | roster add -q -d ../week-8 - | diff - ids
	roster list -d ../week-8 -o json -c name | jq '[.[].name]' | diff - want
	for format in table csv md; do
		roster list -o "$format" -c id,name >shown
		! LC_ALL=C grep -q $'[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]' shown ||
		    [ "$format" != table ]
	done
}

@test "import: an address is somebody's, dropped or not, before any name" {
	printf 'Name,Email\nAna,a@x.org\nAna,a2@x.org\n' | roster import -q -
	roster drop -q ana
	run -0 --separate-stderr roster import - \
	    <<<$'Name,Email,Role\nAna,a@x.org,guest'
	[[ $stderr == *"dropped: ana: see 'roster restore'"* ]]
	[[ $(roster list -H -c id,email,role) == $'ana-2\ta2@x.org\t' ]]
}
