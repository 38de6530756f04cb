load helper

# a_session DIR DAY: a session of that day of November, without people.
a_session() {
	mkdir -p "$1"
	{
		tsv time key value by
		tsv 2026-11-01T00:00:00.000Z start \
		    "2026-11-${2}T18:00:00.000Z" mod
	} >"$1/session.tsv"
}

# here DIR WHO...: they are there, and nobody else.
here() {
	local dir=$1 who
	shift
	tsv time id presence by >"$dir/people.tsv"
	for who; do
		tsv 2026-11-01T00:00:00.000Z "$who" in mod
	done >>"$dir/people.tsv"
}

setup() {
	fresh
	a_session term/week-7 20
	cd term/week-7 || return
}

# refused WORDS...: the command says so, exits 2 and changes nothing.
refused() {
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -2 --separate-stderr "$@"
	[ -z "$output" ]
	same_bytes . "$BATS_TEST_TMPDIR/before"
}

# sizes [ROUND]: the sizes of the groups, the larger first.
sizes() {
	breakout list -H -c who "${@:+-r$1}" | awk -F, '{ print NF }' |
	    sort -nr | paste -sd,
}

# weeks SIZE FIRST LAST WHO...: a session a week, in which they are in groups.
weeks() {
	local size=$1 w first=$2 last=$3
	shift 3
	for ((w = first; w <= last; w++)); do
		a_session "../w$w" "$(printf %02d "$w")"
		here "../w$w" "$@"
		breakout make -q -d "../w$w" -s "$size" --seed "$w" >/dev/null
	done
}

@test "list: no round yet, and a round in every format" {
	[ "$(breakout)" = "$(tsv round group topic who)" ]
	here . ana ben chloe
	breakout set ana,ben chloe -t trees,roofs
	[ "$(breakout list -H)" = "$(tsv 1 1 trees ana,ben &&
	    tsv 1 2 roofs chloe)" ]
	[ "$(breakout -o json | jq -c '.[0]')" = \
	    '{"round":1,"group":"1","topic":"trees","who":"ana,ben"}' ]
	breakout -o md | grep -q '^| *1 | 1 *| trees | ana,ben |$'
	[ "$(breakout -o csv -H -c who | head -n 1)" = $'"ana,ben"\r' ]
}

@test "make: prints what list prints; the repeats and the seed on stderr" {
	here . ana ben chloe dan
	run -0 --separate-stderr breakout make -s 2 --seed 7
	[ "$output" = "$(breakout list)" ]
	[ "$stderr" = "breakout: 0 repeats, lower bound 0, seed 7" ]
	[ "$(tail -n +2 groups.tsv | cut -f 6 | sort -u)" = 7 ]
	breakout make -q -s 2
	breakout make -q -s 2
	run -0 --separate-stderr breakout make -s 2 --seed 8
	[ "$stderr" = "breakout: 2 repeats, lower bound 2, seed 8" ]
	run -0 --separate-stderr breakout make -q -s 2
	[ -z "$stderr" ]
	[ "$(breakout list -H -c round | uniq | paste -sd,)" = 1,2,3,4,5 ]
}

@test "make: the same seed and input give the same groups" {
	here . a{a..i}
	breakout make -q -s 3 --seed 42 >one
	cp groups.tsv "$BATS_TEST_TMPDIR/first"
	breakout make -q -s 3 --seed 5 >two
	rm groups.tsv
	# the order of lines does not matter
	{
		head -n 1 people.tsv
		tail -n +2 people.tsv | sort -r
	} >turned
	mv turned people.tsv
	breakout make -q -s 3 --seed 42 | diff - one
	{
		head -n 1 groups.tsv
		tail -n +2 groups.tsv | sort -r
	} >turned
	mv turned groups.tsv
	breakout make -q -s 3 --seed 5 | diff - two
	MOOT_SEED=x breakout make -q -n >one
	MOOT_SEED=x breakout make -q -n | diff - one
}

@test "make: sizes" {
	local n want
	while read -r n want; do
		here . $(seq -f 'p%g' "$n")
		rm -f groups.tsv
		breakout make -q -s 2-3 --seed 1 >/dev/null
		[ "$(sizes)" = "${want%/*}" ]
		rm -f groups.tsv
		breakout make -q -s 3 --seed 1 >/dev/null
		[ "$(sizes)" = "${want#*/}" ]
	done <<-'END'
		1 1/1
		2 2/2
		3 3/3
		4 2,2/4
		5 3,2/3,2
		7 3,2,2/4,3
		8 2,2,2,2/3,3,2
		9 3,2,2,2/3,3,3
		10 2,2,2,2,2/4,3,3
		11 3,2,2,2,2/3,3,3,2
	END
}

@test "make -g: so many groups; wrong sizes are refused" {
	here . a{a..g}
	breakout make -q -g 3 --seed 1
	[ "$(sizes)" = 3,2,2 ]
	run -0 --separate-stderr breakout make -g 9 -n
	[[ $stderr == 'breakout: 3 groups, not 9: nobody is left alone'* ]]
	run -0 --separate-stderr breakout plan -g 9 -r 1 4
	[[ $stderr == 'breakout: 2 groups, not 9: nobody is left alone'* ]]
	refused breakout make -s 3-2
	[ "$stderr" = 'breakout: not a size of groups: -s "3-2": give 3, or 2-3' ]
	refused breakout make -s 1
	refused breakout make -g none
	[ "$stderr" = 'breakout: not a number of groups: -g "none"' ]
	refused breakout make -g 2 -s 3
	[ "$stderr" = "breakout: give -s or -g, not both" ]
	refused breakout make --seed soon
	[ "$stderr" = 'breakout: not a seed: "soon": give a number of at most 18 digits' ]
}

@test "make: only those here; facilitators and guests by --with" {
	{
		tsv time id role presence by
		tsv 2026-11-01T00:00:00.000Z ana facilitator in mod
		tsv 2026-11-01T00:00:00.001Z ben - in mod
		tsv 2026-11-01T00:00:00.002Z chloe participant in mod
		tsv 2026-11-01T00:00:00.003Z dan - out mod
		tsv 2026-11-01T00:00:00.004Z eva guest in mod
		tsv 2026-11-01T00:00:00.005Z fay - late mod
	} >people.tsv
	[ "$(breakout make -q -H -c who)" = ben,chloe ]
	[ "$(breakout make -q -H -c who -g 1 --with eva,ana)" = \
	    ana,ben,chloe,eva ]
	refused breakout make --with zoe
	[ "$stderr" = 'breakout: nobody known as "zoe"' ]
}

@test "make: nobody here" {
	run -1 --separate-stderr breakout make
	[ "$stderr" = "breakout: nobody is here: say who is with 'roster in', or --with" ]
	[ ! -e groups.tsv ]
	[ "$(breakout make -q -H -c who --with ana,ben)" = ana,ben ]
}

@test "make -n: the rows, and none written" {
	here . ana ben
	run -0 --separate-stderr breakout make -n --seed 3
	[ "${lines[0]}" = "$(tsv time round who group topic seed by)" ]
	[[ ${lines[1]} == *"	1	ana	1		3	mod" ]]
	[ ! -e groups.tsv ]
	refused breakout make -o xml
	[[ $stderr == 'breakout: no format "xml"'* ]]
}

@test "make: pairs of 6 in five weeks, nobody meets again" {
	weeks 2 1 5 ana ben chloe dan eva fay
	[ "$(breakout score -d ../w5 -H)" = "$(tsv 5 6 15 15 0 1)" ]
	a_session ../w6 06
	here ../w6 ana ben chloe dan eva fay
	run -0 --separate-stderr breakout make -d ../w6 -s 2 --seed 1
	[ "$stderr" = "breakout: 3 repeats, lower bound 3, seed 1" ]
}

@test "make: trios of 9 in four weeks, nobody meets again" {
	weeks 3 1 4 a{a..i}
	[ "$(breakout score -d ../w4 -H)" = "$(tsv 4 9 36 36 0 1)" ]
}

@test "make: people miss a week, join late and leave" {
	weeks 2 1 1 ana ben chloe dan eva fay
	weeks 2 2 2 ana ben chloe dan # eva and fay miss a week
	weeks 2 3 3 ana ben chloe dan eva fay gus hal # two join
	weeks 2 4 5 ana ben chloe eva gus hal # dan and fay leave
	run -0 breakout score -d ../w5 -H -c rounds,people,repeats
	[ "$output" = "$(tsv 5 8 0)" ]
	[ "$(breakout list -d ../w2 -H -c who | tr '\n,' '  ' | wc -w)" -eq 4 ]
	[ "$(breakout list -d ../w4 -H -c who | tr '\n,' '  ' | wc -w)" -eq 6 ]
}

@test "make: an odd one makes a trio, and so does a late comer" {
	weeks 2 1 3 ana ben chloe dan eva
	run -0 breakout list -d ../w3 -H -c who
	[ "${#lines[@]}" -eq 2 ]
	a_session ../w4 04
	here ../w4 ana ben chloe dan
	breakout make -q -d ../w4 -s 2 --seed 1
	here ../w4 ana ben chloe dan eva
	run -0 breakout add -d ../w4 eva -H -c who
	[ "$(grep -c eva <<<"$output")" -eq 1 ]
	[ "$(tr ',\n' '  ' <<<"$output" | wc -w)" -eq 5 ]
}

@test "make: what was long ago weighs less" {
	for w in 1 2 3; do
		a_session "../w$w" "0$w"
		here "../w$w" ana ben chloe dan
	done
	breakout set -q -d ../w1 ana,ben chloe,dan
	breakout set -q -d ../w2 ana,chloe ben,dan
	breakout set -q -d ../w3 ana,dan ben,chloe
	here . ana ben chloe dan
	run -0 breakout make -q -s 2 -H -c who --seed 9
	[ "$output" = $'ana,ben\nchloe,dan' ]
}

@test "make -t: topics go to those who had them least" {
	here . ana ben chloe dan
	breakout make -q -s 2 -t trees,roofs --seed 1 >one
	breakout make -q --keep -t trees,roofs >two
	[ "$(tail -n +2 one | cut -f 3 | sort | paste -sd,)" = roofs,trees ]
	# the same groups have the other topic
	[ "$(tail -n +2 one | cut -f 3,4 | sort -k 2)" != \
	    "$(tail -n +2 two | cut -f 3,4 | sort -k 2)" ]
	[ "$(tail -n +2 one | cut -f 4 | sort)" = \
	    "$(tail -n +2 two | cut -f 4 | sort)" ]
	here . a{a..l}
	breakout make -q -s 2 -t x,y --seed 1 >three
	[ "$(tail -n +2 three | cut -f 3 | sort | uniq -c | tr -s ' ' |
	    paste -sd,)" = " 3 x, 3 y" ]
}

@test "make --keep: less who left, with who came; nothing to choose" {
	refused breakout make --keep --with ana
	[ "$stderr" = "breakout: no round before this to keep" ]
	here . ana ben chloe dan eva
	breakout set -q ana,ben chloe,dan,eva -t x,y
	here . ana chloe dan eva fay
	run -0 --separate-stderr breakout make --keep -H -c topic,who
	[ "$stderr" = "breakout: groups kept from round 1" ]
	# ana, left alone, and fay, who is new, are placed
	grep -q 'chloe,dan,eva' <<<"$(tr -d '\n' <<<"$output")" ||
	    grep -q 'chloe' <<<"$output"
	[ "$(cut -f 2 <<<"$output" | tr ',\n' '  ' | wc -w)" -eq 5 ]
	! grep -qx '[xy]	ana' <<<"$output" || false
	refused breakout make --keep -s 3
	[ "$stderr" = "breakout: --keep leaves nothing to choose: not with --size" ]
	here . gus hal
	refused breakout make --keep
	[ "$stderr" = "breakout: nobody who is here was in the last round" ]
}

@test "make --keep: of the week before" {
	weeks 2 1 1 ana ben chloe dan
	here . ana ben chloe dan
	breakout make -q --keep -H -c who | diff - <(breakout list -d ../w1 \
	    -H -c who)
}

@test "make --lead: one in each group" {
	here . a{a..i}
	breakout make -q -s 3 --lead aa,ab,ac --seed 4
	[ "$(breakout -H -c who | grep -c 'a[abc],a[d-i],a[d-i]')" -eq 3 ]
	refused breakout make --lead zoe
	[ "$stderr" = 'breakout: nobody known as "zoe"' ]
}

@test "make --together, --apart: pairs from a file or -" {
	local others=(chloe dan eva fay)
	here . ana ben "${others[@]}"
	printf 'a\tb\tboth\tsame\tagreement\nana\tfay\t9\t9\t1.00\n' >pairs.tsv
	breakout make -q -s 2 --together - --seed 1 <pairs.tsv
	breakout list -H -c who | grep -qx ana,fay
	rm groups.tsv
	# all but one of the others are to be kept from ana
	printf 'b,a,weight\nana,ben,5\nana,chloe,5\ndan,ana,5\nana,eva,5\n' \
	    >pairs.csv
	breakout make -q -s 2 --apart pairs.csv --seed 1
	breakout list -H -c who | grep -qx ana,fay
	# however often they are named
	rm groups.tsv
	{
		printf 'a\tb\tweight\n'
		yes $'ana\tben\t1000' | head -n 2200
	} >pairs.tsv
	breakout make -q -g 3 --apart pairs.tsv --seed 1
	run ! grep -q ana,ben <(breakout list -H -c who)
	# who is not here does not matter
	printf 'a\tb\nana\tben\n' >pairs.tsv
	here . ana ben chloe
	tsv 2026-11-01T00:00:00.000Z dan out mod >>people.tsv
	printf 'ana\tdan\n' >>pairs.tsv
	breakout make -q --apart pairs.tsv
}

@test "make --apart: what is wrong is said with its line" {
	here . ana ben
	printf 'a\tb\nana\tbem\n' >pairs.tsv
	refused breakout make --apart pairs.tsv
	[ "$stderr" = 'breakout: pairs.tsv:2: nobody known as "bem": did you mean "ben"?' ]
	printf 'who\twhom\nana\tben\n' >pairs.tsv
	refused breakout make --apart pairs.tsv
	[ "$stderr" = "breakout: pairs.tsv has no columns a and b" ]
	printf 'a\tb\tweight\nana\tben\tmuch\n' >pairs.tsv
	refused breakout make --together pairs.tsv
	[ "$stderr" = 'breakout: pairs.tsv:2: not a weight of at most 1000: "much"' ]
	refused breakout make --apart none.tsv
	[ "$stderr" = "breakout: no such file: none.tsv" ]
	refused breakout make --apart - --together - <<<$'a\tb'
	[ "$stderr" = "breakout: only one file of pairs can be the standard input" ]
}

@test "set: groups as people made them, any handle where nobody is known" {
	run -0 --separate-stderr breakout set ana,ben chloe,dan -t trees,roofs
	[ "$output" = "$(tsv round group topic who &&
	    tsv 1 1 trees ana,ben && tsv 1 2 roofs chloe,dan)" ]
	[ -z "$stderr" ]
	here . ana ben chloe dan
	refused breakout set ana,ben ben,chloe
	[ "$stderr" = "breakout: ben is in two groups" ]
	refused breakout set ana,ben chloe -t x
	[ "$stderr" = "breakout: 2 groups and 1 topics" ]
	refused breakout set ana,bem
	[ "$stderr" = 'breakout: nobody known as "bem": did you mean "ben"?' ]
	refused breakout set ""
	[ "$stderr" = "breakout: a group of nobody" ]
}

@test "swap: two people, with their topics, in the last round or -r" {
	here . ana ben chloe dan
	breakout set -q ana,ben chloe,dan -t x,y
	breakout set -q ana,chloe ben,dan
	run -0 breakout swap ana dan -H
	[ "$output" = "$(printf '2\t1\t\tchloe,dan\n2\t2\t\tana,ben')" ]
	breakout swap -r 1 ana dan
	[ "$(breakout list -r 1 -H)" = "$(tsv 1 1 x ben,dan &&
	    tsv 1 2 y ana,chloe)" ]
	refused breakout swap ana ben
	[ "$stderr" = "breakout: both are in group 2 already" ]
	refused breakout swap ana ana
	[ "$stderr" = "breakout: swap needs two people" ]
	refused breakout swap -r 9 ana ben
	[ "$stderr" = 'breakout: no round "9"' ]
	tsv 2026-11-01T00:00:00.000Z eva in mod >>people.tsv
	refused breakout swap ana eva
	[ "$stderr" = "breakout: eva is not in round 2" ]
}

@test "add, drop: who comes late, and who leaves" {
	here . ana ben chloe dan eva
	refused breakout add eva
	[ "$stderr" = "breakout: no round yet: 'breakout make' makes one" ]
	breakout set -q ana,eva ben,chloe,dan
	breakout set -q ana,ben chloe,dan -t x,y
	run -0 breakout add eva -H
	[ "$output" = "$(tsv 2 1 x ana,ben && tsv 2 2 y chloe,dan,eva)" ]
	keep_bytes . "$BATS_TEST_TMPDIR/before"
	run -0 --separate-stderr breakout add eva
	[ "$stderr" = "breakout: eva is in group 2 already" ]
	same_bytes . "$BATS_TEST_TMPDIR/before"
	[ "$(breakout drop chloe dan -H)" = "$(tsv 2 1 x ana,ben &&
	    tsv 2 2 y eva)" ]
	refused breakout drop dan
	[ "$stderr" = "breakout: dan is not in round 2" ]
	breakout drop -q -r 1 eva
	[ "$(sizes 1)" = 3,1 ]
	breakout add -r 2 dan
	[ "$(sizes 2)" = 2,2 ]
}

@test "add -: what list prints makes the same rounds elsewhere, twice" {
	here . ana ben chloe dan
	breakout set -q ana,ben chloe,dan -t 'x y,z'
	breakout set -q ana,chloe ben,dan
	breakout list >"$BATS_TEST_TMPDIR/list"
	mkdir ../other
	cp session.tsv people.tsv ../other
	run -0 breakout add - -d ../other <"$BATS_TEST_TMPDIR/list"
	[ "$output" = "$(<"$BATS_TEST_TMPDIR/list")" ]
	breakout list -d ../other | diff - "$BATS_TEST_TMPDIR/list"
	keep_bytes ../other "$BATS_TEST_TMPDIR/before"
	breakout add -q - -d ../other <"$BATS_TEST_TMPDIR/list"
	breakout add -q - -d ../other < <(tsv who group && tsv ana 1) -n
	same_bytes ../other "$BATS_TEST_TMPDIR/before"
	breakout add -q - < <(tsv round group who && tsv 2 2 ana,chloe)
	[ "$(breakout list -H -r 2 -c who)" = 'ana,ben,chloe,dan' ]
}

@test "add -: a week of a plan is a new round" {
	here . ana ben chloe dan eva fay
	breakout plan -q -r 5 -s 2 --seed 1 -o tsv >../term
	breakout set -q ana,ben,chloe dan,eva,fay
	awk -F '\t' 'NR == 1 || $1 == 3' ../term | cut -f 2- | breakout add -q -
	breakout list -H -r 2 | cut -f 2- |
	    diff - <(grep ^3 ../term | cut -f 2-)
}

@test "add -: a long topic of many people is refused" {
	session_here
	rm people.tsv
	tsv round group who topic >rows
	tsv 1 1 "$(printf 'p%d,' {1..20000})q" "$(printf '%020000d' 0)" >>rows
	run -2 --separate-stderr breakout add - <rows
	[ "$stderr" = 'breakout: standard input:2: more than 64 MiB of rows, one for each person' ]
	[ ! -e groups.tsv ]
}

@test "add -: what is wrong is said with its line, and nothing taken" {
	here . ana ben
	refused breakout add - < <(tsv round group who && tsv 1 1 ana,ben &&
	    tsv 1 2 ben)
	[ "$stderr" = 'breakout: standard input:3: ben is in two groups of round 1' ]
	refused breakout add - < <(tsv round group who && tsv 1 1 ana,bem)
	[[ $stderr == 'breakout: standard input:2: nobody known as "bem"'* ]]
	refused breakout add - < <(tsv round group who && tsv 0 1 ana)
	[ "$stderr" = 'breakout: standard input:2: not a round: "0"' ]
	refused breakout add - < <(tsv round group who && tsv 1 1 -)
	[ "$stderr" = 'breakout: standard input:2: a group of nobody' ]
	refused breakout add - < <(tsv round group who topic && tsv 1 1 '' ana)
	[ "$stderr" = 'breakout: standard input:2: a group of nobody' ]
	refused breakout add - < <(tsv round who && tsv 1 ana)
	[ "$stderr" = 'breakout: standard input:2: no group' ]
	refused breakout add - < <(echo && tsv round whom && tsv 1 ana)
	[ "$stderr" = 'breakout: standard input:2: no column "who"' ]
	refused breakout add - < <(tsv round group who topic && tsv 1 1 \
	    "ana$(printf ',ana%.0s' {1..20000})" "$(printf '%020000d' 0)")
	[ "$stderr" = 'breakout: standard input:2: ana is in two groups of round 1' ]
	refused breakout add -r 2 - </dev/null
	[ "$stderr" = 'breakout: add - takes the round from its rows' ]
	[ ! -e groups.tsv ]
}

@test "clear: drops a round, its number is free again, nothing is lost" {
	here . ana ben chloe dan
	breakout set -q ana,ben chloe,dan -t x,y
	breakout set -q ana,chloe ben,dan
	breakout clear
	[ "$(breakout list -H -c round | uniq)" = 1 ]
	breakout set -q ana,dan ben,chloe
	[ "$(breakout list -H -r 2 -c who)" = $'ana,dan\nben,chloe' ]
	breakout clear 1
	[ "$(breakout list -H -c round | uniq)" = 2 ]
	[ "$(breakout score -H -c repeats)" = 0 ]
	[ "$(breakout log -H -c id | grep -c '^1/ana$')" -eq 2 ]
	refused breakout clear 1
	[ "$stderr" = 'breakout: no round "1"' ]
	refused breakout clear last
	[ "$stderr" = 'breakout: no round "last"' ]
	breakout clear
	breakout set -q ana,ben chloe,dan
	[ "$(breakout list -H)" = "$(printf '1\t1\t\tana,ben\n1\t2\t\tchloe,dan')" ]
}

@test "list -r: that round, or none" {
	breakout set -q ana,ben
	breakout set -q ben,ana
	[ "$(breakout list -r 2 -H)" = "$(printf '2\t1\t\tana,ben')" ]
	run -2 --separate-stderr breakout list -r 3 -H
	[ "$stderr" = 'breakout: no round "3"' ]
}

@test "score: the series, and who met again" {
	here . ana ben chloe dan
	breakout set -q ana,ben chloe,dan
	[ "$(breakout score -H)" = "$(tsv 1 4 6 2 0 1)" ]
	a_session ../week-8 27
	here ../week-8 ana ben chloe dan
	breakout set -q -d ../week-8 ana,ben,chloe dan
	run -1 breakout score
	[ "$output" = "$(tsv rounds people pairs met repeats most &&
	    tsv 2 4 6 4 1 2)" ]
	run -1 breakout score --pairs -H
	[ "$output" = "$(tsv ana ben 2)" ]
}

@test "score FILE: known solutions have no repeats" {
	cases golfers
	run -0 breakout score -H "$CASES/golfers/kirkman-15x7.txt"
	[ "$output" = "$(tsv 7 15 105 105 0 1)" ]
	run -0 breakout score -H "$CASES/golfers/csplib-8x4-9weeks.txt"
	[ "$output" = "$(tsv 9 32 496 432 0 1)" ]
}

@test "score FILE: commas, repeats, and what is no round" {
	run -1 breakout score -H - <<<$'ana, ben | chloe,dan\n\nben,ana | dan'
	[ "$output" = "$(tsv 2 4 6 2 1 2)" ]
	run -2 --separate-stderr breakout score - <<<$'a,b | c\na | a'
	[ "$stderr" = 'breakout: standard input:2: twice in one round: "a"' ]
	run -2 --separate-stderr breakout score - </dev/null
	[ "$stderr" = "breakout: standard input has no groups" ]
	run -2 --separate-stderr breakout score none.txt
	[ "$stderr" = "breakout: no such file: none.txt" ]
	run -2 --separate-stderr breakout score - <<<'[{1, 2}, {3'
	[ "$stderr" = 'breakout: standard input:1: a group that has no end: "{3"' ]
}

@test "plan: all rounds in advance, as score reads them" {
	run -0 --separate-stderr breakout plan -r 7 -s 3 --seed 1 15
	[ "$stderr" = "breakout: 0 repeats, lower bound 0, seed 1" ]
	[ "${lines[0]}" = "$(tsv round group topic who)" ]
	[ "$(breakout score -H - <<<"$output")" = "$(tsv 7 15 105 105 0 1)" ]
	breakout plan -q -r 7 -s 3 --seed 1 15 | diff - <(echo "$output")
	breakout plan -q -r 7 -s 2 8 -o csv | breakout score -
	run -0 --separate-stderr breakout plan -r 4 -s 2 --seed 1 4
	[ "$stderr" = "breakout: 2 repeats, lower bound 2, seed 1" ]
	[ ! -e groups.tsv ]
}

@test "plan: of the roster's people; wrong numbers" {
	run -1 --separate-stderr breakout plan -r 3
	[ "$stderr" = "breakout: nobody is on the roster: give how many people there are" ]
	here . ana ben chloe dan
	run -0 breakout plan -q -r 1 -s 2 --seed 1 -H
	[ "$(cut -f 4 <<<"$output" | tr , '\n' | sort | paste -sd' ')" = \
	    "ana ben chloe dan" ]
	run -2 --separate-stderr breakout plan 8
	[ "$stderr" = 'breakout: not a number of rounds: -r ""' ]
	run -2 --separate-stderr breakout plan -r 3 many
	[ "$stderr" = 'breakout: not a number of people: "many"' ]
	run -2 --separate-stderr breakout plan -r 9999 9999
	[ "$stderr" = "breakout: 9999 people in 9999 rounds are too many to plan" ]
}

@test "groups.tsv of two clones, merged, has the places of both" {
	here . ana ben chloe dan
	breakout set -q ana,ben chloe,dan
	cp groups.tsv theirs
	breakout swap -q ana chloe --now 2026-11-20T18:01:00Z
	tail -n +2 theirs >>groups.tsv
	[ "$(breakout list -H -c who)" = $'ben,chloe\nana,dan' ]
}

@test "damaged groups: of this week and of another" {
	here . ana ben
	weeks 2 1 1 ana ben
	printf 'yesterday\t1\tana\t1\n' >>../w1/groups.tsv
	run -0 --separate-stderr breakout make --seed 1
	[[ $stderr == *"w1/groups.tsv:4: "* ]]
	run -3 --separate-stderr breakout score -q
	run -4 bash -c 'breakout list >/dev/full'
	[[ $output == "breakout: stdout: "* ]]
}
