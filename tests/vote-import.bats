#!/usr/bin/env bats
# vote: files that come in.
load helper

setup() {
	fresh
	session_here
}

# The last vote of each person on each comment, by Polis itself:
# `c12 agree 3`, and the same as we count.
last_by_polis() { # DIR
	awk -F, 'NR == 1 { for (i = 8; i <= NF; i++) id[i] = $i; next }
		{ for (i = 8; i <= NF; i++) n[id[i] " " $i]++ }
		END {
			for (i in id) {
				print "c" id[i] " agree " n[id[i] " 1"] + 0
				print "c" id[i] " disagree " n[id[i] " -1"] + 0
				print "c" id[i] " pass " n[id[i] " 0"] + 0
			}
		}' <(tr -d '\r' <"$1/participants-votes.csv") | sort
}

last_by_us() {
	vote tally -H -c id,position,count | tr '\t' ' ' | sort
}

# Every row, re-votes too: `12,agrees,disagrees`.  A comment's text is its last
# column, so lines that go on with it are passed over.
all_by_polis() { # DIR
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$1 ~ /^[0-9]+$/ && length($1) == 13 {
			print $at["comment-id"] "," $at["agrees"] "," \
			    $at["disagrees"]
		}' "$1/comments.csv"
}

all_by_us() {
	vote tally --all-rows -H -c id,position,count |
	    awk -F '\t' '{ id = substr($1, 2); n[id FS $2] = $3; seen[id] }
		END { for (id in seen) print id "," n[id FS "agree"] "," \
		    n[id FS "disagree"] }' | sort
}

@test "vote import: a comment without a position comes in and goes out" {
	vote add -q 'S one'
	printf 'who,S one,S one / comment\nben,,my reason\nana,agree,because\n' >a.csv
	vote import -q a.csv
	[[ $(vote matrix -o csv) == *'ben,,my reason'* ]]
	keep_bytes . ../before
	vote import -q a.csv
	same_bytes . ../before
	printf 'who,S one,S one / comment\nana,,on reflection\n' >a.csv
	rm -f ../before/a.csv
	vote import -q a.csv
	[[ $(vote matrix -o csv) == *'ana,agree,on reflection'* ]]
	printf 'who,S one / comment\nana,alone\n' >a.csv
	vote import -q a.csv
	[[ $(vote matrix -o csv) == *'ana,agree,alone'* ]]
	vote close -q 1
	printf 'who,S one,S one / comment\nana,,too late\n' >a.csv
	run -2 --separate-stderr vote import a.csv
	[[ $stderr == *closed* ]]
}

@test "vote import: undo takes all of it back, also where a line said nothing" {
	vote add -q 'S one'
	vote add -q 'S two'
	vote cast -q 1 agree -w chloe
	frozen 2026-11-20T18:10:00Z
	printf 'who,S one,S two\n' >a.csv
	printf '%s\n' ana,agree,agree chloe,disagree,disagree ben,agree,pass \
	    chloe,agree,disagree >>a.csv
	vote import -q a.csv
	[[ $(vote list -H -c cast | tr '\n' ' ') == '3 3 ' ]]
	run -0 --separate-stderr session undo
	((${#stderr_lines[@]} == 5))
	[[ $(vote list -H -c cast | tr '\n' ' ') == '1 0 ' ]]
}

@test "vote import --polis: the last votes, and all of them" {
	local conversation dir
	for conversation in london.youth.policing bg2050-volunteers; do
		cases polis/$conversation
		dir=$CASES/polis/$conversation
		rm -f statements.tsv votes.tsv
		run -0 --separate-stderr vote import --polis "$dir"
		# Comments nobody could vote on are no column there.
		comm -23 <(last_by_polis "$dir") <(last_by_us) >../missing
		[[ ! -s ../missing ]]
		comm -13 <(last_by_polis "$dir") <(last_by_us) |
		    grep -v ' 0$' >../extra || true
		[[ ! -s ../extra ]]
		diff <(all_by_polis "$dir" | sort) <(all_by_us)
		keep_bytes . ../before
		run -0 --separate-stderr vote import --polis "$dir"
		[[ $stderr == 'vote: rows added: 0 to statements.tsv, 0 to votes.tsv' ]]
		same_bytes . ../before
	done
	(($(wc -l <votes.tsv) == 14342))
}

@test "vote import --polis: what is no export" {
	mkdir ../polis
	keep_bytes . ../before
	run -2 --separate-stderr vote import --polis ../polis
	[[ $stderr == 'vote: no such file: ../polis/comments.csv' ]]
	echo 'timestamp,comment-id,author-id,comment-body
1726860676783,2,0,"Trees, cool"' >../polis/comments.csv
	echo 'timestamp,comment-id,voter,vote' >../polis/votes.csv
	run -2 --separate-stderr vote import --polis ../polis
	[[ $stderr == 'vote: ../polis/votes.csv: no column voter-id' ]]
	echo 'timestamp,comment-id,voter-id,vote
1726860676783,2,0,1
1726860676784,2,0,2' >../polis/votes.csv
	run -2 --separate-stderr vote import --polis ../polis
	[[ $stderr == 'vote: ../polis/votes.csv:3: not a vote (1, 0, -1): "2"' ]]
	echo 'timestamp,comment-id,voter-id,vote
1726860676783,3,0,1' >../polis/votes.csv
	run -2 --separate-stderr vote import --polis ../polis
	[[ $stderr == 'vote: ../polis/votes.csv:2: no statement "c3"'* ]]
	same_bytes . ../before
	echo 'timestamp,comment-id,voter-id,vote
1726860676783,2,0,1
1726860676783,2,0,-1' >../polis/votes.csv
	vote import --polis ../polis
	run -0 vote tally -H -c id,position,count
	[[ ${lines[1]} == $'c2\tdisagree\t1' ]]
}

@test "vote import --long: a row a vote, as others name the columns" {
	cases polis/below-100-ptpts
	local dir=$CASES/polis/below-100-ptpts
	rm people.tsv
	run -0 --separate-stderr vote import --long "$dir/votes.tsv" --new
	vote import --long "$dir/votes.tsv" --new
	join -t $'\t' <(vote list -H -c id,title | sort) \
	    <(vote tally -H -c id,position,count |
		awk -F '\t' '{ n[$1, $2] = $3; seen[$1] } END { OFS = FS
		    for (id in seen) print id, n[id, "agree"], \
			n[id, "disagree"], n[id, "pass"] }' | sort) |
	    cut -f 2- | sort >../got
	tail -n +2 "$dir/expected-comment-counts.tsv" | cut -f 1-4 |
	    awk -F '\t' '$2 + $3 + $4 > 0' | sort >../want
	diff ../want ../got
	(($(wc -l <../got) == 44))
}

@test "vote import --long: --map, our own export, and its errors" {
	vote add 'Trees cool' >/dev/null
	vote cast 1 agree 'so, "they" say' -w ana,ben
	vote export -o csv >../votes.csv
	keep_bytes . ../before
	vote import --long ../votes.csv
	same_bytes . ../before
	vote uncast 1 -w ana,ben
	vote import --long ../votes.csv
	run -0 vote export -o csv
	[[ $output == "$(<../votes.csv)" ]]
	printf 'P,S,V\nana,1,-1\nBen Oh,Trees cool,0\n' >../other.csv
	run -2 --separate-stderr vote import --long ../other.csv
	[[ $stderr == 'vote: ../other.csv: no column is the who: say which by --map who=HEADING' ]]
	run -0 --separate-stderr vote import --long ../other.csv --map who=P \
	    --map ref=S --map position=V
	[[ $stderr == 'vote: rows added: 0 to statements.tsv, 2 to votes.tsv' ]]
	run -0 vote tally -H -c position,who
	[[ $output == $'agree\t\ndisagree\tana\npass\tben' ]]
	keep_bytes . ../before
	run -2 --separate-stderr vote import --long ../other.csv --map what=P
	[[ $stderr == 'vote: no field "what"'* ]]
	printf 'who,ref,vote\nana,1,1\n\nben,7,1\n' >../other.csv
	run -2 --separate-stderr vote import --long ../other.csv
	[[ $stderr == 'vote: ../other.csv:4: no statement "7": --new makes it' ]]
	printf 'who,ref,vote\nana,1,1\ndan,1,1\n' >../other.csv
	run -2 --separate-stderr vote import --long ../other.csv
	[[ $stderr == 'vote: ../other.csv:3: nobody known as "dan"'* ]]
	same_bytes . ../before
}

@test "vote import: matrix -o csv and import are inverses" {
	vote add 'Trees cool' -t Trees >/dev/null
	vote add 'Roofs, they "glare"' --options 'yes,no,only new ones' >/dev/null
	vote add 'Why?' --options none >/dev/null
	vote add 'Trees cool' >/dev/null
	vote add 'A question' -t who >/dev/null
	vote add 'No answer yet' >/dev/null
	vote cast 1 agree $'so they say\nin "lines", too' -w ana
	vote cast 1 disagree -w ben,chloe
	vote cast 2 'only new ones' 'x' -w ana,chloe
	vote cast 3 'Not sure, but why not?' -w ben
	vote cast 4 pass -w ana
	vote cast 5 agree hm -w chloe
	vote matrix -o csv >../matrix.csv
	cp -r . ../there
	rm ../there/votes.tsv
	run -0 --separate-stderr vote import -d ../there ../matrix.csv
	[[ $stderr == 'vote: rows added: 0 to statements.tsv, 8 to votes.tsv' ]]
	vote matrix -d ../there -o csv >../again.csv
	cmp ../matrix.csv ../again.csv
	diff <(vote export | sort) <(vote export -d ../there | sort)
	keep_bytes . ../before
	vote import ../matrix.csv
	same_bytes . ../before
	vote matrix -o csv | vote import -
	same_bytes . ../before
}

@test "vote import: random tables there and back, from a recorded seed" {
	local seed
	for seed in 11 12 13 14 15; do
		rm -rf ../one ../two
		session_here ../one
		awk -v seed=$seed -v dir=../one 'BEGIN { srand(seed); OFS = "\t"
			print "id", "time", "title", "text" >(dir "/statements.tsv")
			print "who", "ref", "position", "comment" >(dir "/rows")
			split("Trees|Trees|a,b|\"q\"|x / comment|x|s3|7", t, "|")
			split("agree disagree pass", v, " ")
			split("|why|a, b|\"so\"|l1\\nl2| blanks ", c, "|")
			split("ana ben chloe", w, " ")
			for (s = 1; s <= 8; s++) {
				print "s" s, "2026-11-20T17:00:00.00" s "Z", \
				    t[1 + int(rand() * 8)], "text " int(rand() * 6) \
				    >(dir "/statements.tsv")
				for (p = 1; p <= 3; p++)
					if (rand() < 0.7)
						print w[p], "s" s, v[1 + int(rand() * 3)], \
						    c[1 + int(rand() * 6)] >(dir "/rows")
			}
		}'
		vote cast - -d ../one <../one/rows
		cp -r ../one ../two
		rm ../two/votes.tsv
		vote matrix -d ../one -o csv >../one.csv
		vote import -d ../two ../one.csv
		vote matrix -d ../two -o csv >../two.csv
		cmp ../one.csv ../two.csv
		diff <(vote export -d ../one | sort) \
		    <(vote export -d ../two | sort)
	done
}

@test "vote import: a form's answers, as form tools write them" {
	{
		printf '\xef\xbb\xbf"Timestamp";"Name";"Trees cool";'
		printf '"Roofs glare";"Your mood"\r\n'
		printf '"2026/11/20";"Ana Paz";"Agree";"Not selected";"fine"\r\n'
		printf '"2026/11/20";"ben";"";"disagree" ;"so; so"\r\n'
		printf ';;;;\r\n'
	} >../form.csv
	vote add 'Trees cool' >/dev/null
	vote add 'Roofs glare' >/dev/null
	run -0 --separate-stderr vote import ../form.csv
	[[ $stderr == 'vote: left out: column "Timestamp", "Your mood"
vote: rows added: 0 to statements.tsv, 2 to votes.tsv' ]]
	run -0 vote export -H -c who,position
	[[ $output == $'ana\tagree\nben\tdisagree' ]]
}

@test "vote import: who answered twice is meant once, however often it is read" {
	vote add 'Trees cool' >/dev/null
	printf 'Name,Trees cool,Trees cool / comment\n' >../form.csv
	printf 'ana,agree,since\nben,agree,\nAna Paz,pass,\n' >>../form.csv
	vote import ../form.csv
	run -0 vote export -H -c who,position,comment
	[[ $output == $'ana\tpass\t\nben\tagree\t' ]]
	keep_bytes . ../before
	run -0 --separate-stderr vote import ../form.csv
	[[ $stderr == *' 0 to votes.tsv' ]]
	same_bytes . ../before
	printf 'who,ref,position\nben,1,pass\nben,1,disagree\n' >../long.csv
	vote import --long ../long.csv
	run -0 vote export -H -c who,position
	[[ $output == $'ana\tpass\nben\tdisagree' ]]
	keep_bytes . ../before
	vote import --long ../long.csv
	same_bytes . ../before
}

@test "vote import --new: a heading with blanks at its ends, twice" {
	roster add Ana >/dev/null
	printf 'Name,A new \nana,agree\n' >form.csv
	vote import -q --new form.csv
	cp statements.tsv "$BATS_TEST_TMPDIR/statements"
	vote import -q --new form.csv
	cmp statements.tsv "$BATS_TEST_TMPDIR/statements"
}

@test "vote import: two columns of one statement are refused" {
	printf 'who,Is it clear?,Is it clear?\nana,agree,disagree\n' >../form.csv
	keep_bytes . ../before
	run -2 --separate-stderr vote import --new ../form.csv
	[[ $stderr == 'vote: ../form.csv: columns 2 and 3 are of one statement: "Is it clear?" and "Is it clear?"' ]]
	same_bytes . ../before
	id=$(vote add 'Is it clear?')
	keep_bytes . ../before
	printf 'who,Is it clear?,other,%s\nana,agree,x,disagree\n' "$id" >../form.csv
	run -2 --separate-stderr vote import ../form.csv
	[[ $stderr == *"columns 2 and 4 are of one statement: \"Is it clear?\" and \"$id\"" ]]
	same_bytes . ../before
}

@test "vote import --new: what was edited or dropped since is not made again" {
	printf 'name,Goals are lernable,Cities warm\n' >../form.csv
	printf 'ana,agree,agree\nben,disagree,\n' >>../form.csv
	vote import -q --new ../form.csv
	vote edit -q --same 1 text='Goals are learnable'
	keep_bytes . ../before
	run -0 --separate-stderr vote import --new ../form.csv
	[[ $stderr == 'vote: taken, though called otherwise now: column "Goals are lernable"
vote: rows added: 0 to statements.tsv, 0 to votes.tsv' ]]
	vote matrix -o csv | sed 1d | cat <(head -n 1 ../form.csv) - >../same.csv
	run -0 --separate-stderr vote import --new ../same.csv
	same_bytes . ../before

	vote drop -q 2
	cp statements.tsv ../before
	run -0 --separate-stderr vote import --new ../form.csv
	[[ $stderr == "vote: left out, dropped (see 'vote restore'): column \"Cities warm\""* ]]
	same_bytes . ../before

	# Another text is another statement.
	vote edit -q 1 text='Goals are taught'
	cp statements.tsv ../before
	run -0 --separate-stderr vote import --new ../form.csv
	[[ $stderr == *'with another text now: column "Goals are lernable"'* ]]
	same_bytes . ../before
	printf 'who,ref,position\nana,Goals are lernable,agree\n' >../long.csv
	printf 'ana,Cities warm,agree\n' >>../long.csv
	run -0 --separate-stderr vote import --new --long ../long.csv
	[[ $stderr == *'ref "Cities warm"'*'ref "Goals are lernable"'* ]]
	same_bytes . ../before
}

@test "vote import --new: of a heading that several have none is made" {
	vote add <<<$'Trees cool\nTrees cool' >/dev/null
	printf 'name,Trees cool\nana,agree\n' >../form.csv
	keep_bytes . ../before
	run -0 --separate-stderr vote import --new ../form.csv
	[[ $stderr == *'as several statements are called so: column "Trees cool"'* ]]
	same_bytes . ../before
}

@test "vote import --new: statements and options that are not there" {
	rm people.tsv
	printf 'Timestamp,name,Trees cool,How hot?,Why?\n' >../form.csv
	printf 'now,Ana Paz,agree,low,it is hot\n' >>../form.csv
	printf 'now,Ben,pass,high,"it is, is it?"\n' >>../form.csv
	run -2 --separate-stderr vote import ../form.csv
	[[ $stderr == 'vote: ../form.csv: no column is a statement'"'"'s: --new makes them' ]]
	[[ ! -e statements.tsv ]]
	run -0 --separate-stderr vote import ../form.csv --new
	run -0 vote list -H -c title,options,cast
	[[ $output == $'Trees cool\t\t2\nHow hot?\tlow,high\t2\nWhy?\tnone\t2' ]]
	run -0 vote matrix 1 -H -o tsv
	[[ $output == $'ana-paz\tagree\nben\tpass' ]]
	sed -i 's/low/scorching/' ../form.csv
	run -2 --separate-stderr vote import ../form.csv
	[[ $stderr == *$'\n''vote: ../form.csv:2: no position "scorching": there are low, high, pass' ]]
	vote import ../form.csv --new
	run -0 vote list -H -c options
	[[ $output == *$'\nlow,high,scorching\n'* ]]
}

@test "vote import: what is wrong in a file" {
	vote add 'Trees cool' >/dev/null
	keep_bytes . ../before
	refused() { # MESSAGE CONTENT
		printf '%b' "$2" >../bad.csv
		run -2 --separate-stderr vote import ../bad.csv
		[[ $stderr == *"vote: ../bad.csv:$1" ]] || {
			echo "$stderr"
			return 1
		}
	}
	refused '2: a quote is opened and never closed' \
	    'who,Trees cool\nana,"agree\nben,agree\n'
	refused '3: 1 cells, and the first row has 2' \
	    'who,Trees cool\nana,agree\nben\n'
	refused '3: not UTF-8' 'who,Trees cool\nana,agree\nben,\0377\n'
	refused '2: a NUL byte' 'who,Trees cool\nana,\0000\n'
	refused '3: no position "agere": did you mean "agree"?' \
	    'who,Trees cool\nana,agree\nben,agere\n'
	refused '2: nobody known as "dan"' 'who,Trees cool\ndan,agree\n'
	refused '2: positions of nobody: the first cell is empty' \
	    'who,Trees cool\n,agree\n'
	printf '' >../bad.csv
	run -2 --separate-stderr vote import ../bad.csv
	[[ $stderr == 'vote: ../bad.csv has no headings' ]]
	run -2 --separate-stderr vote import ../none.csv
	[[ $stderr == 'vote: no such file: ../none.csv' ]]
	run -2 --separate-stderr vote import
	[[ $stderr == 'vote: import takes one of FILE.csv, --long FILE, --polis DIR, --doc FILE' ]]
	run -2 --separate-stderr vote import ../bad.csv --long ../bad.csv
	[[ $stderr == 'vote: import takes one of'* ]]
	run -2 --separate-stderr vote import --doc ../bad.csv --new
	[[ $stderr == 'vote: --new is not for --doc' ]]
	run -2 --separate-stderr vote import --polis .. --map who=x
	[[ $stderr == 'vote: --map is not for --polis' ]]
	same_bytes . ../before
}

@test "vote import: a closed statement takes what it has, and no more" {
	vote add 'Trees cool' >/dev/null
	vote cast 1 agree -w ana
	vote matrix -o csv >../matrix.csv
	vote close 1
	keep_bytes . ../before
	vote import ../matrix.csv
	same_bytes . ../before
	sed -i 's/agree/disagree/' ../matrix.csv
	run -2 --separate-stderr vote import ../matrix.csv
	[[ $stderr == 'vote: ../matrix.csv:2: statement 1 is closed: vote open 1 first' ]]
	same_bytes . ../before
}

@test "vote import --doc: statements, and not the placeholders" {
	cases agendas/discussion-75.md
	vote import --doc "$CASES/agendas/discussion-75.md"
	run -0 vote list -H -c title,text
	[[ $output == "Heat deaths by 2040	More people will die of heat than of traffic in our city (70%+ likely).
Trees, the answer?	Shade alone can bring the nights back under 20 degrees." ]]
	keep_bytes . ../before
	run -0 --separate-stderr vote import --doc "$CASES/agendas/discussion-75.md"
	[[ $stderr == *'3 stands already: Heat deaths by 2040'* ]]
	same_bytes . ../before
	run -2 --separate-stderr bash -c 'echo "no table" | vote import --doc -'
	[[ $stderr == 'vote: standard input: no table of statements' ]]
}

@test "vote import: what is taken by an earlier name is told" {
	vote add -q 'Trees are good'
	printf 'who,Trees are good\nben,agree\n' >v.csv
	vote edit 1 text='Trees are bad'
	run -0 --separate-stderr vote import v.csv
	[[ $stderr == *'taken, though called otherwise now: column "Trees are good"'* ]]
}
