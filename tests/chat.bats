#!/usr/bin/env bats
# chat: a meeting's chat as rows for the other programs.
load helper

setup() {
	fresh
	session_here
	export MOOT_SEED=1
	{
		tsv time id title options state text
		tsv - s1 'Heat deaths' - - 'More will die of heat'
		tsv - s2 - yes,no,"not sure" - 'Trees are enough'
		tsv - s3 Old - closed 'A closed one'
		tsv - s4 'One word' none - 'How are you?'
	} >statements.tsv
}

# rows VERB: what it makes of standard input, without header.
rows() {
	local verb=$1
	shift
	chat "$verb" -H -o tsv "$@"
}

# asked: who and text of the questions on standard input.
asked() {
	rows questions -c who,text "$@"
}

three='ana	Why is it so?
ben	Who pays?\nReally.
chloe	What: now?'

# ---- forms

@test "form: NAME: text" {
	run -0 asked <<-'EOF'
		Ana Paz: ? Why is it so?
		ben: ?Who pays?
		Really.
		Chloé: ? What: now?
	EOF
	[[ $output == "$three" ]]
}

@test "form: Zoom, as it was saved in each of its ways" {
	run -0 asked <<-'EOF'
		18:05:33 From Ana Paz to Everyone : ? Why is it so?
		18:05:40 From  ben  to  Everyone : ? Who pays?
		Really.
		18:05:41 From Chloé : ? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked < <(printf '%s\r\n' \
	    $'18:05:33 From Ana Paz To Everyone:' $'\t? Why is it so?' '' \
	    $'18:05:40\t From ben to Everyone:' $'\t? Who pays?' \
	    $'\tReally.' $'18:05:41 From Chloé to Everyone:' \
	    $'\t? What: now?')
	[[ $output == "$three" ]]
	run -0 asked < <(printf '%s\n' $'00:05:33\tAna Paz:\t? Why is it so?' \
	    $'00:05:40\tben:\t? Who pays?' 'Really.' \
	    $'00:05:41\tChloé:\t? What: now?')
	[[ $output == "$three" ]]
}

@test "form: WhatsApp, Signal and others in brackets" {
	run -0 asked < <(printf '%s\n' \
	    $'[20/11/26, 18:05:33] Ana Paz: ? Why is it so?' \
	    $'\xe2\x80\x8e[20/11/26, 18:05:34] ~\xe2\x80\xaf'$'ben: ? Who pays?' 'Really.' \
	    $'[20.11.2026 klo 18.05.41] Chloé: ? What: now?')
	[[ $output == "$three" ]]
	run -0 asked < <(printf '%s\n' \
	    $'11/20/26, 6:05\xe2\x80\xafPM - Messages are encrypted.' \
	    $'11/20/26, 6:05\xe2\x80\xafPM - Ana Paz: ? Why is it so?' \
	    $'11/20/26, 6:05\xe2\x80\xafPM - ben: ? Who pays?' 'Really.' \
	    $'11/20/26, 6:06\xe2\x80\xafPM - Chloé: ? What: now?')
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		[2026-11-20 18:05] Ana Paz: ? Why is it so?
		[2026-11-20 18:05] ben: ? Who pays?
		Really.
		[18:06] Chloé : ? What: now?
	EOF
	[[ $output == "$three" ]]
}

@test "form: Webex, Google Meet's captions, Telegram" {
	run -0 asked <<-'EOF'
		from Ana Paz to everyone:    6:05 PM
		? Why is it so?
		from ben to everyone:    6:05 PM
		? Who pays?
		Really.
		from Chloé to everyone:    6:06 PM
		? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		00:05:33.906,00:05:36.906
		Ana Paz: ? Why is it so?

		00:05:40.000,00:05:43.000
		ben: ? Who pays?
		Really.

		00:05:41.000,00:05:44.000
		Chloé: ? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		Ana Paz, [20.11.2026 18:05]
		? Why is it so?

		ben, [20.11.2026 18:05]
		? Who pays?
		Really.

		Chloé, [20 Nov 2026 at 18:06:00]:
		? What: now?
	EOF
	[[ $output == "$three" ]]
}

@test "form: copied out of Teams, Slack, Discord, Meet, Jitsi" {
	run -0 asked <<-'EOF'
		[6:05 PM] Ana Paz
		? Why is it so?
		[6:05 PM] ben (Guest)
		? Who pays?
		Really.
		[Yesterday 6:06 PM] Chloé
		? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		Ana Paz  6:05 PM
		? Why is it so?
		ben — Today at 6:05 PM
		? Who pays?
		Really.
		Chloé 20/11/2026 18:06
		? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		Ana Paz
		18:05
		? Why is it so?
		ben
		18:05
		? Who pays?
		Really.
		Chloé
		18:06
		? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		Ana Paz
		? Why is it so?
		18:05
		ben
		? Who pays?
		Really.
		18:05
		Chloé
		? What: now?
		18:06
	EOF
	[[ $output == "$three" ]]
}

@test "form: with the date, of this year, of this week; IRC" {
	run -0 asked < <(printf '%s\n' \
	    '2026-11-20 18:05:33 From Ana Paz to Everyone:' \
	    $'\t? Why is it so?' \
	    '2026-11-20 18:05:40 From ben to Everyone:' \
	    $'\t? Who pays?' $'\tReally.' \
	    '2026-11-20 18:05:41 From Chloé to Everyone:' $'\t? What: now?')
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		[11/20 6:05 PM] Ana Paz
		? Why is it so?
		[20.11. 18:05] ben
		? Who pays?
		Really.
		[Tuesday 6:06 PM] Chloé
		? What: now?
	EOF
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		[18:05] <Ana Paz> ? Why is it so?
		[18:05] <@ben> ? Who pays?
		Really.
		18:06:10 <Chloé> ? What: now?
	EOF
	[[ $output == "$three" ]]
}

@test "form: Slack's time below the name, or in brackets behind it" {
	run -0 asked < <(printf '%s\n' 'Ana Paz' '  6:05 PM' \
	    '? Why is it so?' '' ben '  6:05 PM' '? Who pays?' 'Really.' \
	    'Chloé' '  6:06 PM' '? What: now?')
	[[ $output == "$three" ]]
	run -0 asked <<-'EOF'
		Ana Paz [6:05 PM]
		? Why is it so?
		ben [6:05 PM]
		? Who pays?
		Really.
		Chloé [6:06 PM]
		? What: now?
	EOF
	[[ $output == "$three" ]]
}

@test "form: a time or a colon in a message begins no other one" {
	run -0 asked <<-'EOF'
		18:05:33 From Ana Paz to Everyone: ? Shall we meet
		ben: he said so
		tomorrow at 18:05
		18:06:00 From ben to Everyone: ? I want to go: where?
	EOF
	[[ $output == 'ana	Shall we meet\nben: he said so\ntomorrow at 18:05
ben	I want to go: where?' ]]
	run -0 asked <<<'ana: ? Shall we meet at 18:05'
	[[ $output == 'ana	Shall we meet at 18:05' ]]
}

# ---- who

@test "who: emoji, commas, brackets, case; --alias; --new" {
	cat >c.txt <<-'EOF'
		18:05:33 From Ana Paz 🌲 to Everyone: ? One?
		18:05:34 From OH, BEN to Everyone: ? Two?
		18:05:35 From Chloé (she/her) to Everyone: ? Three?
		18:05:36 From A. Paz to Everyone: ? Four?
		18:05:37 From Zoe, Q. 🦊 to Everyone: ? Five?
	EOF
	run -0 --separate-stderr asked c.txt
	[[ $output == $'ana\tOne?\nben\tTwo?\nchloe\tThree?' ]]
	[[ ${stderr_lines[0]} == 'chat: nobody known as "A. Paz"'*'give --alias "A. Paz=HANDLE", or --new' ]]
	[[ ${stderr_lines[1]} == *'"Zoe, Q. 🦊"'* ]]
	run -0 --separate-stderr asked c.txt -q
	[[ -z $stderr ]]
	run -0 asked c.txt --alias 'a. paz=ana' --new
	[[ ${lines[3]} == $'ana\tFour?' && ${lines[4]} == $'zoe\tFive?' ]]
	run -0 rows people c.txt --alias 'A. Paz=ana'
	[[ $output == $'zoe\tZoe, Q. 🦊' ]]
	run -2 --separate-stderr asked c.txt --alias 'A. Paz'
	[[ $stderr == 'chat: not NAME=HANDLE: "A. Paz"' ]]
	run -2 --separate-stderr asked c.txt --alias 'A. Paz=zed'
	[[ $stderr == 'chat: nobody known as "zed"'* ]]
}

@test "who: pictures anywhere in a name" {
	run -0 --separate-stderr asked <<-'EOF'
		18:05:33 From ⭐ Ana 🌲 Paz to Everyone: ? One?
		18:05:34 From ⏰Ben 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Oh⬛ to Everyone: ? Two?
	EOF
	[[ $output == $'ana\tOne?\nben\tTwo?' && -z $stderr ]]
}

@test "who: where nobody is known, everybody is taken, each once" {
	rm people.tsv
	run -0 asked <<-'EOF'
		Ana Paz: ? One?
		Ana Moe: ? Two?
		Ana Paz: ? Three?
	EOF
	[[ $output == $'ana\tOne?\nana-2\tTwo?\nana\tThree?' ]]
}

@test "who: private messages only with --private" {
	line='18:05:33 From Ana Paz to Ben Oh(Direct Message): ? Secret?'
	run -0 asked <<<"$line"
	[[ -z $output ]]
	run -0 rows rest <<<"$line"
	[[ $output == $'1\tAna Paz\t? Secret?\tprivate' ]]
	run -0 asked --private <<<"$line"
	[[ $output == $'ana\tSecret?' ]]
}

# ---- questions

@test "questions: what was edited is known again in the next session" {
	printf 'ana: ? What is lern?\n' >c.txt
	chat questions c.txt | qboard add -q - >/dev/null
	qboard edit 1 text='What is learn?'
	session new -q ../next --from .
	run -0 rows questions -d ../next c.txt
	[[ -z $output ]]
}

@test "questions: taken in by qboard, twice adds nothing, more adds the new" {
	printf 'ana: ? One?\nben: hello\n' >c.txt
	chat questions c.txt | qboard add - >ids
	[[ $(wc -l <ids) == 1 ]]
	printf 'ben: ? Two?\nchloe: +#1\nchloe: +#1\n' >>c.txt
	run -0 asked c.txt
	[[ $output == $'ben\tTwo?\n\t' ]]
	chat questions c.txt | qboard add - >ids
	run -0 qboard list -H -o tsv --by-age -c who,text,supporters
	[[ $output == $'ana\tOne?\tana,chloe\nben\tTwo?\tben' ]]
	cp questions.tsv q && cp votes.tsv v
	run -0 bash -o pipefail -c 'chat questions c.txt | qboard add -'
	[[ -z $output ]]
	cmp questions.tsv q
	cmp votes.tsv v
	qboard edit 1 text="One, really?"
	qboard down 1 -w chloe
	run -0 rows questions c.txt
	[[ -z $output ]]
}

@test "questions: the rows are the same whenever they are printed" {
	printf 'ana: ? One?\n' >c.txt
	chat questions c.txt >a
	MOOT_SEED=7 chat questions c.txt >b
	cmp a b
}

@test "questions: several in a message; asked by two is support" {
	run -0 rows questions -c who,text,supporters <<-'EOF'
		ana: ? One?
		? Two?
		and more
		ben: ? One?
		ben: ? One?
	EOF
	[[ $output == $'ana\tOne?\t\nana\tTwo?\\nand more\t\n\t\tben' ]]
}

@test "questions: +3 supports question 3, and only a plain one" {
	printf 'ana: One?\nana: Two?\nana: Three?\n' | qboard add -q >ids
	mapfile -t id <ids
	run -0 rows questions -c id,supporters <<-EOF
		ben: +3
		chloe: +2, +3
		ben: + ${id[1]}
		ben: +9
		ben: +3 degrees is a lot
		ben: ++
	EOF
	[[ $output == "${id[2]}	ben
${id[1]}	chloe
${id[2]}	chloe" ]]
	run -0 rows rest -c text,why <<-'EOF'
		ben: +9
		ben: +3 degrees is a lot
	EOF
	[[ $output == $'+9\tno such question\n+3 degrees is a lot\t' ]]
}

@test "questions: +1 behind something else may mean that" {
	qboard add -w ana "One?" >/dev/null
	run -0 rows questions -c supporters <<<'ben: +1'
	[[ $output == ben ]]
	run -0 rows questions -c supporters <<-'EOF'
		ana: ? One?
		ben: +1
		chloe: +1
	EOF
	[[ $output == $'ben\nchloe' ]]
	printf 'ana: We need a break\nben: +1\n' >c.txt
	run -0 rows questions c.txt
	[[ -z $output ]]
	run -0 rows rest -c text,why c.txt
	[[ ${lines[1]} == $'+1\tit may mean what stands before' ]]
}

@test "questions: one that the board has already is that one" {
	qboard add -w ana "One?" >id
	run -0 rows questions <<<'ben: ? One?'
	[[ $output == "$(<id)"$'\t\t\tben' ]]
	run -0 rows questions <<<'ana: ? One?'
	[[ -z $output ]]
}

# ---- votes

@test "votes: by number, title, statement 7; comments; the options" {
	run -0 rows votes <<-'EOF'
		ana: 1 agree because it is hot
		and dry
		ben: heat deaths: DISAGREE
		chloe: statement 2: not sure, it depends
		ana: #2 yes
		ben: 2 y
		chloe: 1. pass
		ben: 4: tired
	EOF
	[[ $output == 'ana	s1	agree	because it is hot\nand dry
ben	s1	disagree	
chloe	s2	not sure	it depends
ana	s2	yes	
ben	s2	yes	
chloe	s1	pass	
ben	s4	tired	' ]]
}

@test "votes: what is ambiguous or cannot be goes to rest" {
	cat >c.txt <<-'EOF'
		ana: 1 days is too short
		ana: 1 agree or not?
		ana: 1 agree, 2 yes
		ana: 9 agree
		ana: 3 agree
		ana: statement 8
		ana: 2 n of them
		ana: 4 tired
		ana: 9 lives
	EOF
	run -0 rows votes c.txt
	[[ -z $output ]]
	run -0 rows rest -c line,why c.txt
	[[ $output == '1	no such position
2	which position?
3	several positions in one line
4	no such statement
5	that statement is closed
6	no such statement
7	no such position
8	a position of one'\''s own stands behind a colon
9	' ]]
}

@test "votes: a position and nothing but another one goes to rest" {
	run -0 rows votes <<-'EOF'
		ana: 1 agree, disagree
		ana: 1 agree and disagree.
		ana: 1 agree -> (DISAGREE)
		ana: 1 pass, agree
		ana: 2 no not sure
		ana: 2 yes, no doubt
		ana: 1 agree, agree!
		ana: 1 agree and disagreeable
	EOF
	[[ $output == $'ana\ts2\tyes\tno doubt
ana\ts1\tagree\tagree!
ana\ts1\tagree\tand disagreeable' ]]
}

@test "votes: read again, only what came since, whatever changed meanwhile" {
	printf 'ana: 1 agree\nben: 1 agree\nana: 1 disagree "no"\n' >c.txt
	{
		tsv time who ref round position comment
		tsv 2026-11-20T18:00:00.000Z ana s1 1 agree -
		tsv 2026-11-20T18:00:00.001Z ben s1 1 agree -
		tsv 2026-11-20T18:00:00.002Z ana s1 1 disagree '"no"'
		tsv 2026-11-20T18:00:00.003Z ben s1 1 pass -
	} >votes.tsv
	run -0 rows votes c.txt
	[[ -z $output ]]
	printf 'ana: 1 agree\n' >>c.txt
	run -0 rows votes c.txt
	[[ $output == $'ana\ts1\tagree\t' ]]
}

@test "votes: taken in by vote, twice adds nothing, more adds the new" {
	printf 'ana: 1 agree, it is hot\nben: 2 not sure\nana: 1 pass\n' >c.txt
	chat votes c.txt | vote cast -
	run -0 vote tally -H -o tsv -c no,position,who
	[[ $output == *$'1\tpass\tana'* && $output == *$'2\tnot sure\tben'* ]]
	cp votes.tsv v
	chat votes c.txt | vote cast -
	cmp votes.tsv v
	vote cast 1 disagree -w ana
	echo 'ben: 1 agree' >>c.txt
	run -0 rows votes c.txt
	[[ $output == $'ben\ts1\tagree\t' ]]
}

# ---- actions, feedback, rest

@test "actions: what; when; where; first step, and whose" {
	run -0 rows actions -c who,what,when,where,first <<-'EOF'
		ana: ! read the paper; fri; library; download it; today
		ben: !call
		chloe: ! @ben: ask; next
		ana: !!!
	EOF
	[[ $output == 'ana	read the paper	2026-11-27	library	download it; today
ben	call			
ben	ask	next		' ]]
	printf 'ana: ! read; fri\n' >c.txt
	chat actions c.txt >a
	MOOT_NOW=2026-12-24T10:00:00Z chat actions c.txt >b
	cmp a b
	aid=$(rows actions -c id c.txt)
	{
		tsv id time who what
		tsv "$aid" - ana read
	} >actions.tsv
	run -0 rows actions c.txt
	[[ -z $output ]]
}

@test "feedback: one answer a message" {
	run -0 rows feedback -c who,rating,worked,change,idea <<-'EOF'
		ana: rating: 8
		Worked: the groups
		and the timer
		change: start on time
		ben: 10/10
		chloe: idea: go outside
		ben: rating: 11
		ben: 8/11
	EOF
	[[ $output == 'ana	8	the groups\nand the timer	start on time	
ben	10			
chloe				go outside' ]]
	[[ $(chat feedback -o json <<<'ben: 10/10' | jq '.[0].rating') == 10 ]]
	fid=$(rows feedback -c id <<<'ben: 7/10')
	{
		tsv id time who rating
		tsv "$fid" - ben 7
	} >feedback.tsv
	run -0 rows feedback <<<'ben: 7/10'
	[[ -z $output ]]
}

@test "rest: every line that the others leave, with its number" {
	run -0 rows rest -q <<-'EOF'
		18:05:33 From Ana Paz to Everyone: hello

		18:05:34 From ben to Everyone: ? Why?
		18:05:35 From Ana Paz to Everyone:
			Replying to "? Why?"

			good one
		18:05:36 From ben to Everyone: Reacted to "hello" with 👍
		18:05:37 From Zoe to Everyone: ? Who?
	EOF
	[[ $output == '1	Ana Paz	hello	
5	Ana Paz	Replying to "? Why?"	quoted
7	Ana Paz	good one	
8	ben	Reacted to "hello" with 👍	no message
9	Zoe	? Who?	nobody known' ]]
}

@test "list: who said what, and which verb takes it; chat alone is list" {
	run -0 rows list <<-'EOF'
		Ana Paz: ? One?
		ben: 1 agree
		hot
		chloe: hello
	EOF
	[[ $output == '1	Ana Paz	ana	questions	? One?
2	ben	ben	votes	1 agree
4	chloe	chloe	rest	hello' ]]
	[[ $(chat </dev/null) == $'line\tname\twho\ttakes\ttext' ]]
}

@test "every line is either taken or left" {
	cat >c.txt <<-'EOF'
		ana: ? One?
		ben: 1 agree
		chloe: ! act
		ana: idea: sing
		ben: hello
		chloe: what?
	EOF
	n=0
	for verb in questions votes actions feedback rest; do
		n=$((n + $(rows $verb c.txt | wc -l)))
	done
	[[ $n == 6 ]]
}

@test "rest: a line that looks like a name and has no message" {
	run -0 rows rest <<-'EOF'
		[18:05] Ana Paz: ? Why?
		[18:06] Save this chat. Learn more
		[18:07] ben: 1 agree
		[18:08] Ana Paz:
	EOF
	[[ $output == "2	Save this chat. Learn more	[18:06] Save this chat. Learn more	no message
4	Ana Paz	[18:08] Ana Paz:	no message" ]]
}

# ---- bad input

@test "no chat, a file that is none, bytes that are no text" {
	run -0 --separate-stderr chat questions /dev/null
	[[ $output == $'id\twho\ttext\tsupporters' && -z $stderr ]]
	run -2 --separate-stderr chat questions no.txt
	[[ $stderr == 'chat: no such file: no.txt' ]]
	run -0 asked < <(printf 'ana: ? a\xff\x00b\n')
	[[ $output == $'ana\ta\xef\xbf\xbd\xef\xbf\xbd'b ]]
	run -0 chat questions < <(head -c 100000 /dev/urandom)
	run -4 --separate-stderr bash -c 'chat rest <<<"ana: x" >/dev/full'
	[[ $stderr == "chat: stdout: "* ]]
	cd /
	run -2 --separate-stderr chat rest </dev/null
	[[ $stderr == "chat: no session"* ]]
}

@test "every naughty string as a question goes through chat and qboard" {
	cases unicode/blns/blns.json
	jq -r '.[] | select(test("[[:alnum:]]")) | select(test("[\n\r\t]|^[[:space:]?]|[[:space:]]$") | not) | "ana: ? " + .' \
	    "$CASES/unicode/blns/blns.json" >c.txt
	cut -c 8- c.txt | awk '!seen[$0]++' >want
	chat questions c.txt | qboard add - >/dev/null
	qboard list --by-age -o json | jq -r '.[].text' | diff - want
}

@test "manual: new people first, then their questions" {
	printf '18:05:33 From Zoe, Q. to Everyone: ? Why?\n' >meeting.txt
	printf '18:05:34 From +43 660 1234 to Everyone: ? How?\n' >>meeting.txt
	chat people --alias '+43 660 1234=ana' meeting.txt | roster add - >ids
	[[ $(<ids) == zoe ]]
	chat questions --alias '+43 660 1234=ana' meeting.txt |
	    qboard add - >/dev/null
	run -0 qboard list -H --by-age -c who,text
	[[ $output == $'zoe\tWhy?\nana\tHow?' ]]
}

@test "too little memory to match a line is no line that does not match" {
	[[ -z ${ASAN_OPTIONS-} ]] || skip 'the sanitizers need more'
	without_valgrind
	printf '10:00:00 From Ana to Everyone:\n\tWhat is a tree?\n' >c.txt
	chat list c.txt >want
	local kb rc held=0
	for ((kb = 128; kb < 4096; kb += 32)); do
		rc=0
		(ulimit -d "$kb" && exec chat list c.txt) >got 2>said || rc=$?
		if ((rc == 0)); then
			diff got want
			((++held))
		fi
	done
	((held > 0))
}

@test "help: every verb says its own on stdout" {
	for verb in list questions votes actions feedback people rest; do
		run -0 --separate-stderr chat "$verb" --help
		[[ $output == "usage: chat $verb"* && -z $stderr ]]
	done
}
