#!/usr/bin/env bats
# session report: what the papers say, as text and as Markdown.

load helper

# evening: week-8 of a series of two, held and over; statement 4 is sealed.
evening() {
	make_evening >/dev/null
	cd week-8 || return
	frozen 2026-11-21T09:00:00Z
}

make_evening() (
	set -e
	session_here week-7
	session -d week-7 set start=2026-11-13T18:00
	feedback -d week-7 add -r 6 -w ben
	feedback -d week-7 add -r 8 -w chloe
	session_here week-8
	cd week-8
	session set title='Week 8' place='Room 3' scribe=chloe
	agenda add 'I can tell them apart' -k goal
	agenda add 'Next week at six' -k announce
	agenda add 'Pizza' -l 5m --after close
	frozen 2026-11-20T18:01:00Z
	agenda start -q
	frozen 2026-11-20T18:15:30Z
	agenda next -q
	agenda tick bread
	agenda note understand 'Chairs were missing'
	agenda note understand -k script 'A script'
	roster checkin ben tired --goal 'ask once'
	qboard add 'What is a mesa-optimizer?' -w chloe -t terms
	qboard add 'Why later?' -w ben
	qboard add 'Why not at once?' -w ana
	qboard answer 2 'Because it *pays*' -w ana
	qboard answer 3 'It waits' -w ben
	qboard merge 3 2
	qboard up 2 -w chloe
	vote add --title Reward 'A right reward is enough' --source 'Chapter 3'
	vote cast 1 agree 'With a good one' -w ben
	vote cast 1 disagree -w chloe
	frozen 2026-11-20T18:20:00Z
	vote round 1
	vote cast 1 disagree 'She is right' -w ben,chloe
	vote close 1
	vote add 'Tests lose their worth'
	vote add --options none 'What would convince you?'
	vote cast 3 'A test' -w chloe
	vote add 'A secret'
	vote seal 4
	vote cast 4 agree 'whisper' -w ben
	vote up 1 -w ben
	session note -k decision -w ana 'One paper, not two'
	session note -k recommend 'Groups first'
	session note 'The projector failed'
	actions add 'Read the paper' -w ben,chloe --due 2026-11-25 \
	    --where library --first 'Print it'
	actions done "$(actions add 'Book the room' -w ana --due 2026-11-22)"
	actions drop "$(actions add 'Nothing')"
	feedback verdict "$(feedback try 'Silence' --about 'Too fast')" better calm
	frozen 2026-11-20T18:55:00Z
	agenda next -q
	frozen 2026-11-20T19:02:00Z
	agenda end -q
	roster out chloe --at 18:50
	roster checkout ben 'Tests are games'
	feedback add -r 9 --worked 'The silence' -w ben
	feedback add -r 7.5 --idea 'More groups' -w chloe
)

# part HEADING: the lines beneath it, up to the next one, of text minutes.
part() {
	session report -o txt | awk -v heading="$1" '
		{ line[NR] = $0 }
		END {
			for (i = 1; i <= NR; i++)
				if (line[i] == heading)
					break
			for (i += 2; i <= NR; i++) {
				if (line[i + 1] ~ /^---*$/ && line[i] !~ /  /)
					break
				print line[i]
			}
		}' | cat -s
}

# ---- which one, and how

@test "report: the options' words, and what is none" {
	session_here
	run -2 --separate-stderr session report --as minuets
	[ "$stderr" = 'session: no report "minuets": did you mean "minutes"?' ]
	run -2 --separate-stderr session report -o pdf
	[[ $stderr == 'session: no format "pdf"'*md*txt* ]]
	run -2 --separate-stderr session report -o xyzzy
	[ "$stderr" = 'session: no format "xyzzy": give md, txt, html, json' ]
	run -2 session report week-7
	[ "$(session report)" = "$(session report -o md --as minutes)" ]
	frozen 2026-11-20T17:59:59Z
	[ "$(session report)" = "$(session report --as handout)" ]
	agenda start -q
	[ "$(session report)" = "$(session report --as minutes)" ]
	run -4 --separate-stderr bash -c 'session report >/dev/full'
	[[ $stderr == 'session: stdout: '* ]]
}

@test "report: reads and writes nothing" {
	evening
	keep_bytes .. "$BATS_TEST_TMPDIR/was"
	session report >/dev/null
	session report --public -o txt >/dev/null
	same_bytes .. "$BATS_TEST_TMPDIR/was"
}

@test "report: a damaged table is answered from its good rows" {
	evening
	printf 'damaged\n' >>questions.tsv
	run -3 --separate-stderr session report -o txt
	[[ $stderr == *questions.tsv:* ]]
	[[ $output == *mesa-optimizer* ]]
}

@test "report: of an empty session just the head" {
	session init -q --title Empty --start 2026-11-20T18:00 --zone UTC \
	    --length 1h30m w
	frozen 2026-11-22T00:00:00Z
	run -0 session -d w report -o txt
	[ "$output" = 'Empty
=====
Minutes

When    Friday, 20 November 2026, 18:00–19:30
Length  1h30m


Attendance
----------
Present  0' ]
	run -0 session -d w report -o md
	[ "${lines[0]}" = '# Empty' ]
}

# ---- what the minutes say

@test "minutes: head, and who was there" {
	evening
	session report -o txt | sed -n 1,8p >top
	[ "$(<top)" = 'Week 8
======
Minutes

When    Friday, 20 November 2026, 18:00–19:00
Length  1h
Where   Room 3
Scribe  Chloé' ]
	[ "$(part Attendance)" = 'Present  3

Name     Role         Came   Left   Goal      Learned
-------  -----------  -----  -----  --------  ---------------
Ana Paz  facilitator  17:00
Ben Oh   participant  17:00         ask once  Tests are games
Chloé    participant  17:00  18:50' ]
	roster add -q 'Dan Kim'
	[[ $(part Attendance) == *'Absent   Dan Kim'* ]]
	run -0 session report -o md
	[[ $output == *'| Ben Oh | participant | 17:00 |  | ask once |'* ]]
	[[ $output != *tired* ]]
}

@test "minutes: plan against actual, by the plan before the meeting" {
	evening
	[ "$(part 'Plan and what became of it')" = 'Began  18:01
Ended  19:02

Item           Led by   Planned    Took    Over  State
-------------  -------  -------  ------  ------  -----------
Arriving       Ana Paz      10m  14m30s  +4m30s
[x] Bread                                        ticked
Understanding  Ben Oh       40m  39m30s    -30s
  Chairs were missing
Closing        Ana Paz      10m      7m     -3m
Pizza                        5m                  not reached' ]
	run -0 session report -o md
	[[ $output == *'| Understanding<br>Chairs were missing | Ben Oh | 40m | 39m30s | -30s |  |'* ]]
	[[ $output != *script* ]]
	MOOT_NOW=2026-11-20T18:30:00Z agenda edit understand length=25m
	[[ $(part 'Plan and what became of it') == *"Understanding  Ben Oh       40m"* ]]
	[ "$(part Announcements)" = '
- Next week at six' ]
	[ "$(part Goals)" = '
- [ ] I can tell them apart' ]
}

@test "minutes: questions with answers, merged ones under one" {
	evening
	[ "$(part Questions)" = '
* Why later?
  Votes: 3; State: open; Asked by: Ben Oh

  Also asked
  - Why not at once? - Ana Paz

  Answers
  - Because it *pays* - Ana Paz
  - It waits - Ben Oh

* What is a mesa-optimizer?
  Votes: 1; State: open; Topic: terms; Asked by: Chloé' ]
	run -0 session report -o md
	[[ $output == *'- Because it \*pays\* – Ana Paz'* ]]
}

# within COMMAND...: little time and memory; the sanitizers need more of that.
within() {
	ulimit -t 20
	[[ -n ${ASAN_OPTIONS-} ]] || ulimit -v 1000000
	"$@"
}

@test "minutes: a column for each round with votes, whatever its number" {
	session_here
	vote add 'Trees cool'
	vote cast 1 agree -w ana
	id=$(vote list -H -c id)
	printf 'time\tid\tround\n2026-11-20T18:01:00.000Z\t%s\t999999999\n' \
	    "$id" >>statements.tsv
	vote cast 1 disagree -w ana,ben --now 2026-11-20T18:02:00Z
	[[ $(within part Statements) == *'
  Position  Round 1  Round 999999999  Share  Who
'*'
  agree           1                0     0%
'* ]]
	for round in {2..40}; do
		printf '2026-11-20T18:01:00.000Z\tana\t%s\t%s\tagree\tmod\n' \
		    "$id" "$round" >>votes.tsv
	done
	run -0 bash -c 'session report -o json |
		jq -r ".statements[0].positions[0] | keys_unsorted | .[1, 19, 20]"'
	[[ $output == $'round_22\nround_40\ncount' ]]
}

@test "minutes: statements, positions of each round, and what is sealed" {
	evening
	[ "$(part Statements)" = '
* Reward
  Source: Chapter 3; Positions: 2 of 2; Wish to discuss it: 1
  A right reward is enough

  Position  Round 1  Round 2  Share  Who
  --------  -------  -------  -----  -------------
  agree           1        0     0%
  disagree        1        2   100%  Ben Oh, Chloé
  pass            0        0     0%

  Comments
  - With a good one - Ben Oh, agree, round 1
  - She is right - Ben Oh, disagree, round 2
  - She is right - Chloé, disagree, round 2

* Tests lose their worth
  Positions: 0 of 1

  Position  Count
  --------  -----
  agree         0
  disagree      0
  pass          0

* What would convince you?
  Positions: 1 of 1

  Position  Count  Share  Who
  --------  -----  -----  -----
  A test        1   100%  Chloé
  pass          0     0%

* A secret
  Positions: 1 of 1
  Sealed: the positions are shown once it is revealed.' ]
	run -0 session report
	[[ $output != *whisper* ]]
	vote reveal -q 4
	run -0 session report
	[[ $output == *whisper* ]]
	vote drop 4
	run -0 session report
	[[ $output != *secret* ]]
}

@test "minutes: decisions, notes, actions" {
	evening
	[ "$(part Decisions)" = '
- One paper, not two - Ana Paz
- Groups first - recommended' ]
	[ "$(part Notes)" = '
- The projector failed' ]
	[ "$(part Actions)" = '
What                Who            When             Where    Status
------------------  -------------  ---------------  -------  ------
[ ] Read the paper  Ben Oh, Chloé  Wed 25 Nov 2026  library  open
  First step: Print it
[x] Book the room   Ana Paz        Sun 22 Nov 2026           done' ]
}

@test "minutes: feedback, what was tried, and the series up to this session" {
	evening
	[ "$(part Tried)" = '
Idea     Because   It was  Why
-------  --------  ------  ----
Silence  Too fast  better  calm' ]
	[ "$(part Feedback)" = 'Answers        2
Lowest         7.5
Median rating  8.25
Highest        9

What worked
- The silence - Ben Oh

Ideas
- More groups - Chloé' ]
	[ "$(part 'Rating over the series')" = '
Session  Day              Present  Answers  Lowest  Median  Highest
-------  ---------------  -------  -------  ------  ------  -------
week-7   Fri 13 Nov 2026        3        2       6       7        8
week-8   Fri 20 Nov 2026        3        2     7.5    8.25        9' ]
	cd ../week-7
	run -0 session report -o txt
	[[ $output == *'Median rating  7'* && $output != *'over the series'* ]]
}

@test "minutes: a form's own questions, and worksheets as they came back" {
	session_here
	printf '%s\n' 'Rating,Which group?' '8,"The first,
of two"' '6,' >form.csv
	feedback import -q --here form.csv
	qboard sheet -q make instrumental <<<'What is it?'
	qboard answer -q "$(qboard list -H -c id -k prompt)" 'Power' -w ben
	[ "$(part Feedback)" = 'Answers        2
Lowest         6
Median rating  7
Highest        8

* Which group?

  - The first,
    of two' ]
	[ "$(part Worksheets)" = '
* What is it?
  Topic: instrumental

  Answers
  - Power - Ben Oh' ]
	session set "title=1. *Week* #"
	run -0 session report
	[ "${lines[0]}" = '# 1\. \*Week\* \#' ]
}

@test "minutes: of a form not when it was answered, and in public not by whom" {
	session_here week-7
	session_here week-8
	session set -q -d week-8 start=2026-11-27T18:00
	printf '%s\n' 'Timestamp,Your name,Contact,Nick names,Rating,What worked?,Which group?' \
	    '11/20/2026 19:00:01,Zoe Quark,zoe@example.org,@zq,8,Ana,A' \
	    '11/20/2026 19:00:03,Bo Lam,,Bobby,7,"Zoe, and Bobby",B' >form.csv
	feedback import -q -d week-7 form.csv
	run -0 session report -d week-7 -o txt --as minutes
	[[ $output != *19:00:0* && $output == *'* Your name'* ]]
	[[ $output == *'- Zoe, and Bobby'*'- zoe@example.org'* ]]
	feedback add -q -d week-8 --worked 'That Quark was there'
	for week in week-7 week-8; do
		for format in txt md html json; do
			run -0 session report -d $week -o $format --as minutes --public
			[[ $output != *[Zz]oe* && $output != *Quark* && $output != *Bob* ]]
			[[ $output != *'our name'* && $output != *Contact* ]]
			[[ $output == *'[name'* ]]
			[[ $week == week-8 || $output == *'Which group?'* ]]
		done
	done
}

@test "minutes: groups, a row each" {
	session_here
	breakout set -q ana,ben chloe -t 'one,two'
	[ "$(part Groups)" = '
Round  Group  Topic  Who
-----  -----  -----  ---------------
    1  1      one    Ana Paz, Ben Oh
    1  2      two    Chloé' ]
}

# ---- the other formats

@test "json: numbers are numbers, and all the rest is strings" {
	evening
	session report -o json >out
	[ "$(jq -c '[.report, .title, .start, .length, .scribe]' out)" = \
	    '["minutes","Week 8","2026-11-20T18:00:00.000Z",3600,"chloe"]' ]
	[ "$(jq -c '.attendance | [.present, .nabsent, .absent,
	    (.people[2] | [.id, .name, .came, .left])]' out)" = \
	    '[3,0,"",["chloe","Chloé","2026-11-20T17:00:00.022Z","2026-11-20T18:50:00.000Z"]]' ]
	[ "$(jq -c '.agenda | [.planned, .actual, (.items[0] |
	    [.id, .depth, .owner, .planned, .actual, .change])]' out)" = \
	    '[3900,3660,["arrive",0,"ana",600,870,270]]' ]
	[ "$(jq -c '.agenda.items[1] | [.planned, .actual]' out)" = '["",""]' ]
	[ "$(jq -c '.questions[0] | [.no, .votes, .who, .answers[0].who,
	    .merged[0].text]' out)" = '[2,3,"ben","ana","Why not at once?"]' ]
	[ "$(jq -c '.statements[0] | [.cast, .entitled, .wanted, .round,
	    .positions[1]]' out)" = '[2,2,1,2,{"position":"disagree","round_1":1,"count":2,"share":1,"who":"ben,chloe"}]' ]
	[ "$(jq -c '.statements[3] | [.state, has("positions"), has("comments")]' \
	    out)" = '["sealed",false,false]' ]
	[ "$(jq -c '.actions[0] | [.no, .who, .when, .status, .carried]' out)" = \
	    '[1,"ben,chloe","2026-11-25","open",""]' ]
	[ "$(jq -c '.feedback | [.n, .low, .rating, .high, .idea[0].who]' out)" = \
	    '[2,7.5,8.25,9,"chloe"]' ]
	[ "$(jq -c '[.series[] | .rating], .groups' out)" = $'[7,8.25]\n[]' ]
}

@test "html: landmarks, headings, scopes, and charts with a name" {
	evening
	session report -o html >page
	local want
	for want in '<html lang="en">' "default-src 'none'" '<h1 dir="auto">Week 8</h1>' \
	    '<section id="agenda" aria-labelledby="h-agenda">' \
	    '<li><a href="#series">Rating over the series</a></li>' \
	    '<caption>Who was there</caption>' \
	    '<th role="columnheader" scope="col" class="n">Took</th>' \
	    '<title id="chart-1-t">Planned, and really taken</title>' \
	    'aria-label="done:"></span>Bread'; do
		grep -qF -- "$want" page || {
			echo "no $want"
			return 1
		}
	done
	[ "$(grep -c '<svg' page)" = 4 ]
	# Planned 10m of 40m at most, and really 14m30s; half a round each.
	grep -qF 'class="plan" x="0.00%" y="15.0" width="25.00%"' page
	grep -qF 'class="real" x="0.00%" y="21.0" width="36.25%"' page
	grep -qF 'class="share c1" x="50.00%"' page
	# 8.25 on a scale from 1 to 10.
	grep -qF 'cy="44.2" r="5"' page
	run -1 grep -E '<script|<link|<img|src=|@import|url\(' page
}

# ---- before the session

@test "handout: plan, aims, readings, prompts, and nothing for the desk only" {
	evening
	session set readings=https://a.example/paper form=https://f.example
	agenda add -q 'Chapter 4' -k read --link https://b.example
	agenda add -q 'Bring pens' -k prep
	agenda note -q understand -k text 'For all'
	agenda note -q understand -k remark 'A remark'
	qboard sheet -q make traps <<<'Name a trap'
	session report --as handout -o txt >out
	grep -qF 'Feedback  https://f.example' out
	grep -qF -- '- [ ] I can tell them apart' out
	grep -qF https://a.example/paper out
	grep -qF -- '- [ ] Chapter 4 - https://b.example' out
	grep -qF -- '18:10  Understanding  40m  Ben Oh' out
	grep -qF -- 'For all' out
	grep -qF -- '* Name a trap' out
	grep -qF -- 'Silence  Too fast' out
	grep -q '^  _____*$' out
	local form
	for form in txt md html json; do
		session report --as handout -o "$form" >out
		run -1 grep -E 'A script|A remark|Bring pens|tired|The silence|More groups|better|projector|mesa' out
	done
}

@test "runsheet: all of it" {
	evening
	agenda add -q 'Bring pens' -k prep --owner ben
	agenda note -q understand -k remark 'A remark'
	agenda edit close when=if-time
	roster expect chloe no 'on a train'
	session report --as runsheet -o txt >out
	local want
	for want in '- [ ] Bring pens - Ben Oh' '  > A script' '  ! A remark' tired \
	    'on a train' '* 18:10  Understanding' 'Only: if there is time' \
	    '* [x] Bread' 'Do not come    1' '[ ] Read the paper'; do
		grep -qF -- "$want" out || {
			echo "no $want"
			return 1
		}
	done
	run -1 grep -E 'Book the room|whisper|The silence' out
	session report --as runsheet -o json >out
	[ "$(jq -c '.plan[2] | [.id, .length, .script]' out)" = \
	    '["understand",2400,"A script"]' ]
}

@test "ballot: who takes part, a box a position, and rows to spare" {
	evening
	vote edit 2 options='yes,no,"maybe"'
	session report --as ballot -o txt >out
	run -1 grep -E 'Reward|Ana|With a good one' out
	[ "$(sed -n '/Tests/,/____/p' out)" = '* Tests lose their worth

  Name    yes  no   "maybe"  pass  Because
  ------  ---  ---  -------  ----  ----------------
  Ben Oh  [ ]  [ ]  [ ]      [ ]
  ______  ___  ___  _______  ____  ________________' ]
	grep -qF 'Name    Answer' out
	[ "$(grep -c '\[ \]  *\[ \]' out)" = 8 ]
	session report --as ballot -o json >out
	[ "$(jq -c '.statements[0] | [.options, [.people[].who]]' out)" = \
	    '["yes, no, \"maybe\"",["ben","chloe","",""]]' ]
	rm people.tsv
	[ "$(session report --as ballot | grep -c '☐ | ☐ | ☐ | ☐ |')" = 8 ]
	rm statements.tsv votes.tsv
	run -0 --separate-stderr session report --as ballot
	[[ $output != *☐* ]]
	[[ $stderr == 'session: no statement takes positions: vote open ID lets one' ]]
}

# ---- the lines of a text

@test "txt: lines fit the width, and wide tables wrap" {
	evening
	agenda edit understand title="$(printf 'Understanding it %.0s' {1..12})"
	actions add -q "$(printf 'read and %.0s' {1..20})" -w ana
	local n
	for n in 30 60 80; do
		COLUMNS=$n session report -o txt >out
		run -1 grep -nE "^.{$((n + 1)),}" <(LC_ALL=C.UTF-8 sed 's/é/e/g;s/–/-/g' out)
	done
	COLUMNS=30 session report -o txt >out
	[[ $(<out) == *$'\n  Planned: 10m\n  Took: 7m\n'* ]]
	COLUMNS=200 session report -o txt >out
	COLUMNS=80 session report -o txt | cmp - out
}
