#!/usr/bin/env bats
# vote: tally, rank, next, matrix, pairs, shift.
load helper

# Seven people who take part, all here, and a facilitator who is.
setup() {
	local n=0 who
	fresh
	session_here
	tsv time id name role presence by >people.tsv
	for who in ana ben chloe dan eva finn gus; do
		tsv 2026-11-20T17:00:0$((n++)).000Z $who $who participant in \
		    mod >>people.tsv
	done
	tsv 2026-11-20T17:00:09.000Z mia Mia facilitator in mod >>people.tsv
}

@test "vote tally: counts, shares, and of whom" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana,ben,chloe
	vote cast 1 disagree -w dan,eva
	vote cast 1 pass -w finn
	run -0 vote tally -H -c position,count,share,who
	[[ $output == "agree	3	0.500	ana,ben,chloe
disagree	2	0.333	dan,eva
pass	1	0.167	finn" ]]
	run -0 vote tally --of present -H -c share
	[[ $output == $'0.429\n0.286\n0.143' ]]
	run -0 vote tally --of people -H -c share
	[[ $output == $'0.375\n0.250\n0.125' ]]
	run -0 vote tally -o json
	[[ $(jq -c '.[1] | [.no, .round, .count, .share]' <<<"$output") == \
	    '[1,1,2,0.333]' ]]
	run -2 --separate-stderr vote tally --of all
	[[ $stderr == 'vote: no share of "all": give cast, present or people' ]]
}

@test "vote tally: statements that are named, and rounds" {
	vote add 'Trees cool'
	vote add 'Roofs glare'
	vote cast 1 agree -w ana
	vote cast 2 agree -w ana
	vote round 1
	vote cast 1 disagree -w ana
	run -0 vote tally 1 -H -c no,round,position,count
	[[ $output == $'1\t2\tagree\t0\n1\t2\tdisagree\t1\n1\t2\tpass\t0' ]]
	run -0 vote tally 1 --round all -H -c round,position,count
	[[ $output == "1	agree	1
1	disagree	0
1	pass	0
2	agree	0
2	disagree	1
2	pass	0" ]]
	run -0 vote tally 2 1 --round 1 -H -c no,count
	[[ $output == $'2\t1\n2\t0\n2\t0\n1\t1\n1\t0\n1\t0' ]]
	run -2 --separate-stderr vote tally --round last
	[[ $stderr == 'vote: not a round: "last": give a number from 1, or all' ]]
	run -2 --separate-stderr vote tally --round 0
	run -2 --separate-stderr vote tally 3
	[[ $stderr == 'vote: no statement "3": there are 2' ]]
}

@test "vote tally: round 01, typed by hand, is round 1" {
	vote add 'Trees cool' >/dev/null
	vote cast -q 1 agree -w ana,ben
	printf '%s\t%s\t%s\t%s\t%s\n' 2026-11-20T18:30:00.000Z chloe \
	    "$(vote list -H -c id)" 01 disagree >>votes.tsv
	run -0 vote tally -H -c round,position,who
	[[ $output == $'1\tagree\tana,ben\n1\tdisagree\tchloe\n1\tpass\t' ]]
	run -0 vote export -H -c who,round
	[[ $output == $'ana\t1\nben\t1\nchloe\t1' ]]
	# Of who is in both the newest row counts.
	frozen 2026-11-20T18:40:00Z
	vote cast -q 1 agree -w chloe
	printf '2026-11-20T18:50:00.000Z\tana\t%s\t001\tdisagree\n' \
	    "$(vote list -H -c id)" >>votes.tsv
	run -0 vote tally -H -c position,who
	[[ $output == $'agree\tben,chloe\ndisagree\tana\npass\t' ]]
	session check
}

@test "vote tally: rounds are those that somebody voted in, whatever their number" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana
	id=$(vote list -H -c id)
	printf 'time\tid\tround\n2026-11-20T18:01:00.000Z\t%s\t999999999\n' \
	    "$id" >>statements.tsv
	(
		ulimit -t 5
		run -0 vote tally 1 --round all -H -c round,position,count
		[[ $output == "1	agree	1
1	disagree	0
1	pass	0
999999999	agree	0
999999999	disagree	0
999999999	pass	0" ]]
		run -0 vote tally 1 --round 2 -H -c position,count
		[[ $output == $'agree\t0\ndisagree\t0\npass\t0' ]]
	)
}

@test "vote tally: an open question counts answers that are alike" {
	vote add 'Why?' --options none
	vote cast 1 'It is hot' -w ana,ben
	vote cast 1 'It is late' -w chloe
	run -0 vote tally -H -c position,count
	[[ $output == $'It is hot\t2\nIt is late\t1\npass\t0' ]]
}

@test "vote rank: the example of the manual" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana,ben,chloe
	vote cast 1 disagree -w dan,eva
	vote cast 1 pass -w finn
	vote up 1 -w gus
	run -0 vote rank
	[[ ${lines[0]} == $'no\tid\tdivisive\tconsensus\tcast\tpresent\twanted\tleading\ttext' ]]
	[[ ${lines[1]} == 1$'\t'*$'\t0.823\t0.034\t6\t7\t1\tagree\tTrees cool' ]]
	vote add 'How hot?' --options low,middle,high --scale ordinal
	sed -i -E 's/^(.*)\t(finn|gus)(\t.*)\tin/\1\t\2\3\tout/' people.tsv
	vote cast 2 low -w ana,ben
	vote cast 2 middle -w chloe
	vote cast 2 high -w dan,eva
	run -0 vote rank -H -c no,divisive,consensus,cast,present,leading
	[[ ${lines[0]} == $'1\t0.960\t0.040\t6\t5\tagree' ]]
	[[ ${lines[1]} == $'2\t0.800\t0.200\t5\t5\t' ]]
}

@test "vote rank: all against is as much consensus as all for" {
	vote add for
	vote add against
	vote add split
	vote cast 1 agree -w all
	vote cast 2 disagree -w all
	vote cast 3 agree -w ana,ben,chloe,mia
	vote cast 3 disagree -w rest
	run -0 vote rank -H -c text,divisive,consensus,leading
	[[ $output == "split	1.000	0.000	
for	0.000	1.000	agree
against	0.000	1.000	disagree" ]]
	run -0 vote rank --by consensus -H -c text
	[[ $output == $'for\nagainst\nsplit' ]]
}

@test "vote rank: ties by number, and the other keys" {
	vote add a
	vote add b
	vote add c
	vote cast 2 agree -w ana,ben
	vote cast 3 agree -w ana
	vote up 3 -w ana
	run -0 vote rank -H -c no
	[[ $output == $'1\n2\n3' ]]
	run -0 vote rank --by wanted -H -c no
	[[ $output == $'3\n1\n2' ]]
	run -0 vote rank --by turnout -H -c no
	[[ $output == $'2\n3\n1' ]]
	run -0 vote rank --by order -H -c no
	[[ $output == $'1\n2\n3' ]]
	run -2 --separate-stderr vote rank --by divise
	[[ $stderr == 'vote: nothing to rank by: "divise": did you mean "divisive"?' ]]
}

@test "vote rank: an open question, and where nobody took a side" {
	vote add 'Why?' --options none
	vote add 'Trees cool'
	vote cast 1 'It is hot' -w ana
	vote cast 2 pass -w all
	run -0 vote rank -H -c no,divisive,consensus,leading
	[[ $output == $'1\t\t\t\n2\t0.000\t0.000\t' ]]
	run -0 vote rank -o json
	[[ $(jq -c '.[0] | [.divisive, .cast]' <<<"$output") == '["",1]' ]]
}

@test "vote rank: an option that nobody took is one still" {
	vote add 'Where?' --options park,street,roof,river
	vote cast 1 park -w ana,ben
	vote cast 1 river -w chloe,dan
	vote cast 1 pass -w eva,finn,gus
	run -0 vote rank -H -c divisive
	[[ $output == 0.667 ]]
	vote cast 1 garden --new -w mia
	run -0 vote rank -H -c divisive,present
	[[ $output == $'0.800\t8' ]]
}

@test "vote rank: who is present where nobody is recorded" {
	rm people.tsv
	vote add one
	vote add two
	vote cast 1 agree -w ana,ben,chloe
	vote cast 2 agree -w ana
	vote cast 2 disagree -w dan
	run -0 vote rank -H -c no,divisive,cast,present
	[[ $output == $'2\t0.500\t2\t4\n1\t0.000\t3\t4' ]]
}

# Relabels nominal options, reverses ordinal ones, and reorders people: from
# recorded seeds, the ranking stays what it is.
@test "vote rank: other names, directions and people change nothing" {
	local seed
	for seed in 1 2 3 4 5 6 7 8; do
		rm -rf ../one ../two
		session_here ../one
		cp people.tsv ../one
		cp -r ../one ../two
		awk -v seed=$seed -v one=../one -v two=../two 'BEGIN {
			srand(seed); OFS = "\t"
			for (d = 1; d <= 2; d++) {
				dir = d == 1 ? one : two
				print "id", "time", "options", "scale", "text" \
				    >(dir "/statements.tsv")
				print "who", "ref", "position" >(dir "/rows")
			}
			for (s = 1; s <= 6; s++) {
				time = "2026-11-20T17:00:00.00" s "Z"
				scale = s % 2 ? "nominal" : "ordinal"
				print "s" s, time, "a,b,c,d", scale, s \
				    >(one "/statements.tsv")
				print "s" s, time, s % 2 ? "c,a,d,b" : "d,c,b,a", \
				    scale, s >(two "/statements.tsv")
				split("ana ben chloe dan eva finn gus", who, " ")
				for (p = 1; p <= 7; p++) {
					v = substr("abcd-pass", 1 + int(rand() * 5), 1)
					if (v == "-") continue
					row[++n] = who[p] OFS "s" s OFS v
					other[n] = who[8 - p] OFS "s" s OFS v
				}
			}
			for (i = 1; i <= n; i++) print row[i] >(one "/rows")
			for (i = n; i > 0; i--) print other[i] >(two "/rows")
		}'
		vote cast - -d ../one <../one/rows
		vote cast - -d ../two <../two/rows
		local key
		for key in divisive consensus turnout; do
			diff <(vote rank --by $key -d ../one) \
			    <(vote rank --by $key -d ../two)
		done
	done
}

@test "vote next: the most divisive, agreed ones last, and then none" {
	vote add agreed
	vote add split
	vote add wanted
	vote cast 1 agree -w all
	vote cast 2 agree -w ana,ben,chloe
	vote cast 2 disagree -w dan,eva
	vote up 3 -w gus
	run -0 vote next
	[[ ${lines[0]} == $'no\tid\ttitle\ttext\toptions' ]]
	[[ ${lines[1]} == 2$'\t'*$'\t\tsplit\tagree,disagree' ]]
	run -0 vote next -H -c no
	[[ $output == 3 ]]
	run -0 vote list -H -c state
	[[ $output == $'open\ndiscussed\nnow' ]]
	run -0 vote next -H -c no
	[[ $output == 1 ]]
	run -1 --separate-stderr vote next
	[[ -z $output && $stderr == 'vote: no statement is left that was not discussed' ]]
	run -0 vote list -H -c state
	[[ $output == $'discussed\ndiscussed\ndiscussed' ]]
}

@test "vote next: --rank, closed ones are opened, sealed and discussed passed by" {
	vote add one
	vote add two
	vote add three
	vote add four
	vote up 2 -w ana
	vote close 4
	vote seal 1
	run -0 vote next --rank wanted -H -c no
	[[ $output == 2 ]]
	vote close 2
	vote open 2
	run -0 vote next --rank order -H -c no
	[[ $output == 3 ]]
	run -0 vote next -H -c no
	[[ $output == 4 ]]
	run -0 vote list -H -c state
	[[ $output == $'sealed\nopen\ndiscussed\nnow' ]]
	run -1 vote next
	vote reveal 1
	run -0 vote next -H -c no
	[[ $output == 1 ]]
}

@test "vote matrix: a row a person for programs" {
	vote add 'Trees cool' -t Trees
	vote add 'Roofs glare'
	vote cast 1 agree 'they do' -w ana
	vote cast 2 disagree -w ana,mia
	local one two
	{ read -r one; read -r two; } < <(vote list -H -c id)
	run -0 vote matrix -o tsv
	[[ ${lines[0]} == "who	$one	$one / comment	$two" ]]
	[[ ${lines[1]} == $'ana\tagree\tthey do\tdisagree' ]]
	[[ ${lines[2]} == $'ben\t\t\t' ]]
	[[ ${lines[8]} == $'mia\t\t\tdisagree' ]]
	run -0 vote matrix -o json
	[[ $(jq -r ".[0][\"$two\"]" <<<"$output") == disagree ]]
	run -0 vote matrix -o csv
	[[ ${lines[0]} == $'who,Trees,Trees / comment,Roofs glare\r' ]]
	run -0 vote matrix 2 -H -o csv
	[[ ${lines[0]} == $'ana,disagree\r' ]]
}

@test "vote matrix: a row a statement for people" {
	vote add 'Trees cool' -t Trees
	vote cast 1 agree 'they do' -w ana
	vote cast 1 disagree -w ben
	run -0 vote matrix -o table
	[[ ${lines[0]} == 'no  title  ana    ben       chloe  dan  eva  finn  gus' ]]
	[[ ${lines[1]} == ' 1  Trees  agree  disagree' ]]
	run -0 vote matrix -o md
	[[ ${lines[2]} == *'| Trees | agree: they do | disagree |'* ]]
}

@test "vote matrix: 18 statements and 10 people on 80 columns" {
	local i long
	for i in hal ivy jo; do
		tsv 2026-11-20T17:01:00.000Z $i $i - in mod >>people.tsv
	done
	for i in {1..18}; do
		echo "Statement $i on what to do about the heat of the streets"
	done | vote add
	for i in {1..18}; do
		vote cast "$i" agree -w ana,ben,chloe
		vote cast "$i" disagree -w dan,eva,finn
		vote cast "$i" pass -w rest
	done
	run -0 env COLUMNS=80 script -qec 'vote matrix' /dev/null
	[[ ${#lines[@]} == 19 ]]
	for i in {0..18}; do
		long=${lines[i]%$'\r'}
		((${#long} <= 80 + 4)) # the ellipsis is three bytes
	done
	[[ ${lines[0]} == *'  ana  ben  chl  dan  eva  fin  gus  hal  ivy  jo'* ]]
	[[ ${lines[3]} == ' 3  Statement 3 on what to d'*'  agr  agr  agr  dis  dis  dis  pas  pas  pas  pas'* ]]
}

@test "vote matrix: handles and options that begin alike are told apart" {
	vote add 'Where?' --options 'option a,option b'
	tsv 2026-11-20T17:02:00.000Z chlodwig Chlodwig - in mod >>people.tsv
	vote cast 1 'option b' -w chloe
	vote cast 1 'option a' -w chlodwig
	run -0 env COLUMNS=60 script -qec 'vote matrix' /dev/null
	[[ ${lines[0]} == *'  che  '*'  chg'* ]]
	[[ ${lines[1]} == *'  #2  '*'  #1'* ]]
}

@test "vote pairs: who agrees with whom" {
	vote add one
	vote add two
	vote add three
	vote cast 1 agree -w ana,ben
	vote cast 1 disagree -w chloe
	vote cast 2 agree -w ana,chloe
	vote cast 2 disagree -w ben
	vote cast 3 pass -w ana,ben
	vote cast 3 agree -w dan
	run -0 vote pairs
	[[ $output == "a	b	both	same	agreement
ben	chloe	2	0	0.000
ana	ben	2	1	0.500
ana	chloe	2	1	0.500
ana	dan	0	0	
ben	dan	0	0	
chloe	dan	0	0	" ]]
}

@test "vote shift: who moved" {
	vote add 'Trees cool'
	vote cast 1 agree -w ana,ben,chloe
	vote cast 1 disagree -w dan,eva
	run -0 vote shift -H
	[[ -z $output ]]
	vote round 1
	vote cast 1 disagree -w ana,ben,dan
	vote cast 1 agree -w chloe,finn
	run -0 vote shift
	[[ ${lines[0]} == $'no\tid\tfrom\tto\tcount\twho' ]]
	[[ ${#lines[@]} == 2 ]]
	[[ ${lines[1]} == 1$'\t'*$'\tagree\tdisagree\t2\tana,ben' ]]
	run -0 vote shift -a 1 -H -c from,to,count,who
	[[ $output == "agree	disagree	2	ana,ben
agree	agree	1	chloe
disagree	disagree	1	dan
disagree		1	eva
	agree	1	finn" ]]
	vote round 1
	vote cast 1 agree -w ana,ben
	run -0 vote shift -H -c from,to,who
	[[ $output == $'disagree\tagree\tana,ben' ]]
	run -0 vote shift --from 1 -H
	[[ -z $output ]]
	run -2 --separate-stderr vote shift --from first
	[[ $stderr == 'vote: not a round: --from "first"' ]]
}
