#!/usr/bin/env bats
# session new: what goes on to the next session, and what does not.

load helper

# week_7: a session whose meeting is over, with something in every table;
# afterwards we are in the series, on the next morning.
week_7() {
	local t=2026-11-20T18
	session_here week-7
	cd week-7 || return
	session set -q zone=Europe/Berlin form=https://example.org/f \
	    readings=https://example.org/r scribe=ben room=B12
	roster seat chloe ana ben >/dev/null
	{
		tsv time id name role email rsvp presence mood goal learned \
		    state pronouns by
		tsv $t:02:00.000Z dan 'Dan Gone' - dan@example.org - in - - - \
		    dropped - mod
		tsv $t:02:00.001Z ben - - ben@example.org yes in tired ask - - he mod
		tsv $t:50:00.000Z ben - - - - out - - 'a lot' - - mod
	} >>people.tsv
	{
		tsv id depth title kind carry time by
		tsv slides 1 'The slides' read - $t:01:00.000Z mod
		tsv aim 0 'Say it in your words' goal - $t:01:00.001Z mod
		tsv beamer 0 'The beamer' prep - $t:01:00.002Z mod
		tsv again 0 'Next week here' announce - $t:01:00.003Z mod
	} >>agenda.tsv
	{
		tsv time id event by
		tsv $t:05:00.000Z arrive start mod
		tsv $t:06:00.000Z bread tick mod
		tsv $t:59:00.000Z - end mod
	} >times.tsv
	{
		tsv id time who kind topic state into text by
		tsv q-open $t:10:00.000Z ben - risk - - 'Why?' mod
		tsv q-done $t:10:00.001Z ben - - answered - 'How?' mod
		tsv q-gone $t:10:00.002Z ben - - dropped - 'Who?' mod
		tsv q-top $t:10:00.003Z ana - - pinned - 'When?' mod
		tsv q-park $t:10:00.004Z - - - parked - 'Where?' mod
		tsv q-hand $t:10:00.005Z ana - - current - 'Now?' mod
		tsv q-same $t:10:00.006Z chloe - - - q-open 'Why though?' mod
		tsv q-prompt $t:10:00.007Z - prompt risk - - 'Name one' mod
	} >questions.tsv
	{
		tsv id time title text state by
		tsv s-one $t:11:00.000Z One 'The first' - mod
	} >statements.tsv
	{
		tsv time who ref round position comment by
		tsv $t:12:00.000Z chloe q-top 1 up - mod
		tsv $t:12:00.001Z ana q-top 1 up - mod
		tsv $t:12:00.002Z ana q-top 1 '\N' - mod
		tsv $t:12:00.003Z chloe q-park 1 up - mod
		tsv $t:12:00.004Z chloe q-park 1 '\N' - mod
		tsv $t:12:00.005Z ana q-done 1 up - mod
		tsv $t:12:00.006Z ana s-one 1 agree 'yes' mod
		tsv $t:12:00.007Z ana s-one 0 up - mod
	} >votes.tsv
	{
		tsv time id ref who kind state text by
		tsv $t:13:00.000Z n-text arrive - text - 'Come in' mod
		tsv $t:13:00.001Z n-say arrive - script - 'Hello' mod
		tsv $t:13:00.002Z n-hint arrive - remark - 'Smile' mod
		tsv $t:13:00.003Z n-note arrive - note - 'It was cold' mod
		tsv $t:13:00.004Z n-old arrive - text dropped 'Come' mod
		tsv $t:13:00.005Z n-aim aim - text - 'Aim' mod
		tsv $t:13:00.006Z n-ans q-open ana answer - 'Because' mod
		tsv $t:13:00.007Z n-done q-done ana answer - 'So' mod
		tsv $t:13:00.008Z n-why ben ben reason - 'ill' mod
		tsv $t:13:00.009Z n-role ana ana role - scribe mod
		tsv $t:13:00.010Z n-dec - - decision - 'One paper' mod
		tsv $t:13:00.011Z n-rem a-open ana reminded - '2026-11-20 3' mod
		tsv $t:13:00.012Z n-act a-open ben note - 'Half of it' mod
		tsv $t:13:00.013Z n-com s-one ana comment - 'Hm' mod
	} >notes.tsv
	{
		tsv id time who status when where first snooze carried from what by
		tsv a-open $t:14:00.000Z ben,ana doing 2026-11-27 library \
		    'open it' 2026-11-25 - - 'Read the paper' mod
		tsv a-done $t:14:00.001Z ana 'done' - - - - - - 'Book the room' mod
		tsv a-gone $t:14:00.002Z ana dropped - - - - - - 'Nothing' mod
		tsv a-late $t:14:00.003Z dan - - - - - 2 week-5 'Ask them' mod
	} >actions.tsv
	{
		tsv id time rating idea by
		tsv f-one 2026-11-20T20:00:00.000Z 6 'Slower' mod
	} >feedback.tsv
	{
		tsv time id source about idea verdict why by
		tsv 2026-11-20T17:30:00.000Z t-was f-zero 'Too long' 'Shorter talks' - - mod
		tsv 2026-11-20T20:30:00.000Z t-next f-one 'Too fast' 'Speak slower' - - mod
		tsv 2026-11-20T20:30:00.001Z t-good f-one - 'More tea' better 'yes' mod
	} >tries.tsv
	{
		tsv time round who group topic seed by
		tsv $t:20:00.000Z 1 ana a risk 7 mod
	} >groups.tsv
	cd .. || return
	frozen 2026-11-21T09:00:00Z
}

# setting DIR KEY: its value.
setting() {
	session show -d "$1" -H | awk -F'\t' -v key="$2" '$1 == key { print $2 }'
}

# sound DIR: the check finds nothing to say.
sound() {
	[ -z "$(session check -H "$1")" ]
}

# column TABLE COLUMN: that column of every row, on one line.
column() {
	awk -F'\t' -v want="$2" '/(^|\t)time(\t|$)/ {
		for (i = 1; i <= NF; i++)
			if ($i == want)
				col = i
		next
	} { printf "%s%s", (n++ ? " " : ""), ($col == "" ? "-" : $col) }' "$1"
}

# plan DIR: the agenda's ids with their depths, on one line.
plan() {
	agenda list -d "$1" -H -c id,depth | awk '{ printf "%s%s%s", (NR > 1 ? " " : ""), $1, $2 }'
}

# ---- the whole

@test "new: next week, out of this one" {
	week_7
	keep_bytes week-7 old
	run -0 --separate-stderr session new week-8 --from week-7
	[ -z "$output" ]
	[ "$stderr" = 'session: carried over from week-7: 7 items, 3 people, 5 questions, 2 actions, 1 idea to try, 2 supporters, 6 texts and notes' ]
	same_bytes week-7 old
	sound week-8
	[ "$(cd week-8 && echo ./*)" = './actions.tsv ./agenda.tsv ./notes.tsv ./people.tsv ./questions.tsv ./session.tsv ./tries.tsv ./votes.tsv' ]
	[ "$(ls -A)" = $'.gitattributes\nold\nweek-7\nweek-8' ]
	[ "$(cat .gitattributes)" = '*.tsv text eol=lf merge=union' ]
	# Whose change is it?  Nobody's: it came from there.
	[ "$(session log -d week-8 -H -c by | sort -u)" = week-7 ]
}

@test "new: the settings" {
	week_7
	session set -d week-7 -q every=14 closed=2026-11-20T19:00:00.000Z present=ana
	session new -q week-8 --from week-7
	[ "$(session show -d week-8)" = "$(
		tsv key value
		tsv title 'Week 8'
		tsv start 2026-12-04T19:00
		tsv length 60m
		tsv zone Europe/Berlin
		tsv form https://example.org/f
		tsv every 14
		tsv room B12
		tsv from week-7
	)" ]
}

@test "new: the session here, where no other is named" {
	week_7
	cd week-7
	session new -q ../week-8
	[ "$(column ../week-8/actions.tsv from)" = 'week-7 week-5' ]
	cd ../week-8
	mkdir deep
	cd deep
	session new -q ../../week-9
	[ "$(setting ../../week-9 title)" = 'Week 9' ]
	cd ../..
	SESSION_DIR=week-9 session new -q week-10
	[ "$(setting week-10 title)" = 'Week 10' ]
	[ "$(column week-10/actions.tsv carried)" = '3 5' ]
}

@test "new: week after week" {
	week_7
	local n days=([8]=11-21 [9]=11-28 [10]=12-05 [11]=12-12)
	for n in 8 9 10 11; do
		frozen "2026-${days[n]}T09:00:00Z"
		keep_bytes week-$((n - 1)) old
		session new -q week-$n --from week-$((n - 1))
		same_bytes week-$((n - 1)) old
		rm -r old
		sound week-$n
		[ "$(setting week-$n title)" = "Week $n" ]
		[ "$(column week-$n/actions.tsv id)" = 'a-open a-late' ]
		[ "$(column week-$n/actions.tsv carried)" = "$((n - 7)) $((n - 5))" ]
		[ "$(column week-$n/actions.tsv from)" = 'week-7 week-5' ]
	done
	[ "$(session list -H -c dir,start,actions_open)" = "$(
		tsv week-7 2026-11-20T19:00 2
		tsv week-8 2026-11-27T19:00 2
		tsv week-9 2026-12-04T19:00 2
		tsv week-10 2026-12-11T19:00 2
		tsv week-11 2026-12-18T19:00 2
	)" ]
	[ "$(actions list -d week-7 --series -H -c id,carried,session)" = "$(
		tsv a-open 4 week-11
		tsv a-late 6 week-11
	)" ]
	# An idea is tried once; a question stays until it is answered.
	[ "$(plan week-8)" != "$(plan week-9)" ]
	[ ! -e week-9/tries.tsv ]
	[ "$(column week-11/questions.tsv id)" = 'q-open q-top q-park q-hand q-same' ]
}

# ---- start and title

@test "new: the clock time stays over both changes of summer time" {
	session init --zone Europe/Berlin --start 2026-10-22T18:00 a-1
	session new -q a-2 --from a-1
	[ "$(setting a-2 start)" = 2026-10-29T18:00 ]
	grep -q 'start	2026-10-29T17:00:00.000Z' a-2/session.tsv
	grep -q 'start	2026-10-22T16:00:00.000Z' a-1/session.tsv
	session init --zone America/New_York --start 2027-03-12T23:30 --every 2 b-1
	session new -q b-2 --from b-1
	[ "$(setting b-2 start)" = 2027-03-14T23:30 ]
	grep -q 'start	2027-03-15T03:30:00.000Z' b-2/session.tsv
	# A time that the clocks leave out is as much later.
	session init --zone Europe/Berlin --start 2027-03-21T02:30 c-1
	session new -q c-2 --from c-1
	[ "$(setting c-2 start)" = 2027-03-28T03:30 ]
}

@test "new --start: a day keeps the time of day, a time is that time" {
	session init --zone Europe/Berlin --start 2026-11-20T18:15 a-1
	local typed want
	while read -r typed want; do
		session new -q a-2 --from a-1 --start "$typed"
		[ "$(setting a-2 start)" = "$want" ]
		rm -r a-2
	done <<-'END'
		2026-11-28 2026-11-28T18:15
		2026-11-28T10:00 2026-11-28T10:00
		2026-11-28T10:00:00Z 2026-11-28T11:00
		fri 2026-11-27T18:15
		+3d 2026-11-23T18:15
		tomorrow 2026-11-21T18:15
	END
	run -2 --separate-stderr session new a-2 --from a-1 --start soon
	[ "$stderr" = 'session: not a start: "soon": give a date, such as 2026-11-27 or 2026-11-27T18:00' ]
	[ ! -e a-2 ]
}

@test "new: of a session without a start" {
	session init a-1
	run -0 --separate-stderr session new a-2 --from a-1
	[ "${stderr_lines[0]}" = 'session: a-1 has no start, and so has the new session none: session set start=DATE' ]
	[ -z "$(setting a-2 start)" ]
	session new -q a-3 --from a-1 --start 2026-11-28
	[ "$(setting a-3 start)" = 2026-11-28T00:00 ]
}

@test "new: the title counts on where that is certain" {
	local old title new want
	while IFS='|' read -r old title new want; do
		rm -rf ./*/
		session init --title "$title" "$old"
		session new -q "$new" --from "$old"
		echo "$old|$title|$new: $(setting "$new" title)"
		[ "$(setting "$new" title)" = "$want" ]
	done <<-'END'
		week-7|Week 7|week-8|Week 8
		week-7|Week 7: goals|week-8|Week 8: goals
		week-9|Week 9|week-10|Week 10
		week-07|Week 7|week-08|Week 8
		week-07|Week 07|week-08|Week 08
		week-7|week-7|week-8|week-8
		2026-11-20|2026-11-20|2026-11-27|2026-11-27
		2026-11-20|Book club|2026-11-27|Book club
		week-7|Week 7 of 12|week-8|Week 7 of 12
		week-7|Week 17|week-8|Week 17
		week-7|Reading 7|meeting-8|Reading 7
		week-7|Sieben|week-8|Sieben
		week-7|Week 7|week-x|Week 7
		7|Week 7|8|Week 8
	END
	session new -q week-9 --from 7 --title 'The ninth'
	[ "$(setting week-9 title)" = 'The ninth' ]
}

# ---- the agenda

@test "new: of the agenda the steps go on, not what became of them" {
	week_7
	session new -q week-8 --from week-7
	[ "$(plan week-8)" = 'arrive0 bread0 understand0 close0 beamer0 again0 '"$(
		agenda list -d week-8 -H -k goal -c id,depth | tr -d '\t')" ]
	[ "$(agenda list -d week-8 -H -k check -c state)" = '' ]
	[ "$(agenda list -d week-8 -H -c id,length,min,owner,state | head -n 4)" = "$(
		tsv arrive 10m 5m ana '' | sed 's/5m//'
		tsv bread '' '' '' ''
		tsv understand 40m 20m ben ''
		tsv close 10m '' ana ''
	)" ]
	[ "$(agenda list -d week-8 -H -k announce -c state)" = again ]
	[ ! -e week-8/times.tsv ]
}

# carry_here: an agenda of all kinds and words of carry.
carry_here() {
	session init --start 2026-11-20T18:00 a-1
	{
		tsv id depth title kind carry time
		tsv one 0 One - - ''
		tsv one-goal 1 Goal goal - ''
		tsv one-read 1 Read 'read' yes ''
		tsv one-step 1 Step - 2026-11-27 ''
		tsv one-past 1 Past - 2026-11-26 ''
		tsv two 0 Two - no ''
		tsv two-step 1 Step - - ''
		tsv two-yes 1 Yes - yes ''
		tsv two-deep 2 Deep check - ''
		tsv three 0 Three goal 2026-11-28 ''
		tsv four 0 Four talk - ''
		tsv five 0 Five 'read' - ''
		tsv five-step 1 Step - - ''
		tsv six 0 Six announce - ''
		tsv seven 0 Seven announce 2026-11-26 ''
		tsv eight 0 Eight - - ''
	} >a-1/agenda.tsv
}

@test "new: carry says yes, no, or until when; what is beneath goes along" {
	carry_here
	agenda drop -d a-1 eight
	session new -q a-2 --from a-1
	[ "$(plan a-2)" = 'one0 one-read1 one-step1 two-yes0 two-deep1 three0 four0 six0' ]
	[ "$(agenda list -d a-2 -H -c carry | paste -sd' ')" = ' yes 2026-11-27 yes  2026-11-28  ' ]
	# A week later the dates have passed.
	session new -q a-3 --from a-2
	[ "$(plan a-3)" = 'one0 one-read1 two-yes0 two-deep1 four0 six0' ]
}

@test "new: the plan goes on as it was before the meeting, and after it" {
	session init --start 2026-11-20T18:00 --length 60 a-1
	cd a-1
	agenda add -l 20 One >/dev/null
	agenda add -l 20 Two >/dev/null
	agenda add -l 20 --start +0:40 Three >/dev/null
	agenda add -l 5 --if-time Four >/dev/null
	frozen 2026-11-20T18:00:10Z
	agenda start -q
	frozen 2026-11-20T18:35:00Z
	agenda extend -q +2m
	agenda fit -q --apply >/dev/null
	agenda edit 3 title='Three, really'
	agenda add -l 3 'Came up' >/dev/null
	[ "$(agenda list -H -c title,length | head -n 2)" != "$(tsv One 20m; tsv Two 20m)" ]
	frozen 2026-11-20T19:00:00Z
	agenda end -q
	frozen 2026-11-20T20:00:00Z
	agenda edit 2 length=25m
	cd ..
	session new -q a-2 --from a-1
	[ "$(agenda list -d a-2 -H -c title,length,start)" = "$(
		tsv One 20m ''
		tsv Two 25m ''
		tsv 'Three, really' 20m +0:40
		tsv Four 5m ''
		tsv 'Came up' 3m ''
	)" ]
}

@test "new: texts, scripts and remarks come with what goes on, no other notes" {
	week_7
	session new -q week-8 --from week-7
	[ "$(column week-8/notes.tsv id)" = 'n-text n-say n-hint n-ans n-rem n-act' ]
	[ "$(agenda show -d week-8 arrive | grep -c -e 'Come in' -e Hello -e Smile)" = 3 ]
}

@test "new: an agenda without ids" {
	session init a-1
	printf 'depth\tlength\ttitle\ttime\tid\n0\t5m\tHello\t\t\n1\t\tHello\t\t\n' >a-1/agenda.tsv
	keep_bytes a-1 old
	session new -q a-2 --from a-1
	same_bytes a-1 old
	[ "$(plan a-2)" = 'hello0 hello-21' ]
	run -0 session new a-2 --from a-1
	[ "$(plan a-2)" = 'hello0 hello-21' ]
}

# ---- people

@test "new: people come along, neither expected nor here" {
	week_7
	session new -q week-8 --from week-7
	[ "$(roster list -d week-8 -H -c id,name,role,rsvp,presence,since,mood,goal,learned)" = "$(
		tsv ana 'Ana Paz' facilitator '' '' '' '' '' ''
		tsv ben 'Ben Oh' participant '' '' '' '' '' ''
		tsv chloe Chloé participant '' '' '' '' '' ''
	)" ]
	grep -q 'ben@example.org' week-8/people.tsv
	grep -q 'he$' week-8/people.tsv
	# Who was dropped is a bare handle, that nobody else gets.
	run ! grep -e 'Dan Gone' -e dan@example.org week-8/people.tsv
	[ "$(roster add -d week-8 'Dan Other')" = dan-2 ]
}

# ---- actions

@test "new: open actions come with their id, counted once more" {
	week_7
	session new -q week-8 --from week-7
	[ "$(cut -f 2- week-8/actions.tsv)" = "$(
		tsv id who status when where first snooze carried from what by
		tsv a-open ben,ana doing 2026-11-27 library 'open it' \
		    2026-11-25 1 week-7 'Read the paper' week-7
		tsv a-late dan - - - - - 3 week-5 'Ask them' week-7
	)" ]
}

@test "new: what was reminded of is not reminded of again" {
	session_here week-7
	roster -d week-7 edit ana email=ana@example.org
	actions -d week-7 add 'Read the paper' -w ana --due 2026-11-27 >/dev/null
	frozen 2026-11-21T08:00:00Z
	[ -n "$(actions remind -d week-7)" ]
	session new -q week-8 --from week-7
	frozen 2026-11-21T09:00:00Z
	run -0 actions remind -d week-8
	[ -z "$output" ]
	frozen 2026-11-24T09:00:00Z
	[ -n "$(actions remind -d week-8)" ]
	run -0 actions remind -d week-8
	[ -z "$output" ]
}

# ---- questions, prompts, statements

@test "new: questions left open come with their supporters and answers" {
	week_7
	session new -q week-8 --from week-7
	[ "$(qboard list -d week-8 -H -c id,votes,state,topic,who,answers,text)" = "$(
		tsv q-top 1 pinned '' ana 0 'When?'
		tsv q-open 2 open risk ben 1 'Why?'
		tsv q-hand 1 open '' ana 0 'Now?'
		tsv q-park 0 parked '' '' 0 'Where?'
	)" ]
	[ "$(qboard list -d week-8 -a -H -c id,state | tail -n 1)" = "$(tsv q-same merged)" ]
	[ "$(column week-8/votes.tsv who)" = 'chloe ana' ]
	[ "$(vote list -d week-8 -H)" = '' ]
}

@test "new: prompts, examples and statements come where they say so" {
	week_7
	cd week-7
	vote edit s-one carry=yes
	qboard edit q-prompt carry=2026-11-27
	qboard edit q-top carry=no
	qboard edit q-done carry=yes
	run -2 --separate-stderr vote edit s-one carry=maybe
	[ "$stderr" = 'vote: not a carry: "maybe": give yes, no or the last date' ]
	run -2 --separate-stderr vote edit s-one cary=yes
	[ "$stderr" = 'vote: no field "cary": did you mean "carry"?' ]
	vote edit s-one carry=
	vote edit s-one carry=yes
	run -0 session check
	[ "${#lines[@]}" = 1 ]
	cd ..
	session new -q week-8 --from week-7
	[ "$(vote list -d week-8 -H -c id,state,round,cast,title)" = "$(tsv s-one open 1 0 One)" ]
	[ "$(qboard list -d week-8 -H -k prompt -c id)" = q-prompt ]
	[ "$(column week-8/questions.tsv id)" = 'q-open q-done q-park q-hand q-same q-prompt' ]
	# What was asked anew has no answer yet.
	[ "$(qboard list -d week-8 -H -c id,state,answers | grep q-done)" = "$(tsv q-done open 0)" ]
	sound week-8
	session new -q week-9 --from week-8
	[ "$(vote list -d week-9 -H -c id)" = s-one ]
	[ "$(qboard list -d week-9 -H -k prompt -c id)" = '' ]
}

# ---- ideas

@test "new: an idea that came up since becomes a goal, to be tried" {
	week_7
	session new -q week-8 --from week-7
	[ "$(column week-8/tries.tsv id)" = t-next ]
	grep -q "$(printf 'f-one\tToo fast\tSpeak slower')" week-8/tries.tsv
	[ "$(agenda list -d week-8 -H -k goal -c title,depth)" = "$(tsv 'Speak slower' 0)" ]
	# What has a verdict by then needs no other try.
	printf '2026-11-21T10:00:00.000Z\tt-next\t\t\t\tworse\n' >>week-7/tries.tsv
	session new -q week-8b --from week-7
	[ ! -e week-8b/tries.tsv ]
	[ -z "$(agenda list -d week-8b -H -k goal)" ]
}

@test "new: from a complaint to a verdict" {
	session_here week-7
	cd week-7
	frozen 2026-11-20T18:00:00Z
	agenda start -q
	frozen 2026-11-20T19:00:00Z
	session close -q
	frozen 2026-11-20T21:00:00Z
	local answer idea
	answer=$(feedback add -r 5 --change 'Too fast')
	idea=$(feedback try 'Speak slower' --from "$answer")
	session new -q ../week-8
	cd ../week-8
	run -0 session check
	[ "${#lines[@]}" = 1 ]
	[ "$(feedback opening -H)" = "$(tsv 'Too fast' 'Speak slower' 5)" ]
	agenda tick -q "$(agenda list -H -k goal -c id)"
	frozen 2026-11-27T21:00:00Z
	feedback add -r 7 >/dev/null
	feedback verdict "$idea" better 'I could follow'
	# It was tried once, in the session that it was for.
	[ "$(feedback tries -H -c session,id,verdict)" = "$(tsv week-8 "$idea" better)" ]
	[ "$(feedback trend -H -c session,rating,tried,verdict,change)" = "$(
		tsv week-7 5 '' '' ''
		tsv week-8 7 'Speak slower' better 2
	)" ]
	session new -q ../week-9
	[ ! -e ../week-9/tries.tsv ]
}

@test "new: goals stand where goals are, or were" {
	week_7
	{
		tsv id depth title kind carry time by
		tsv aims 0 'What for' - - 2026-11-20T17:01:00.000Z mod
		tsv aims-1 1 'To know' goal - 2026-11-20T17:01:00.001Z mod
		tsv bye 0 'Goodbye' - - 2026-11-20T17:01:00.002Z mod
	} >week-7/agenda.tsv
	rm week-7/times.tsv week-7/notes.tsv
	session new -q week-8 --from week-7
	[ "$(agenda list -d week-8 -H -c depth,title)" = "$(
		tsv 0 'What for'
		tsv 1 'Speak slower'
		tsv 0 Goodbye
	)" ]
	# Behind one that stays.
	agenda -d week-7 edit aims-1 carry=yes
	session new -q week-8b --from week-7
	[ "$(agenda list -d week-8b -H -c title | paste -sd,)" = 'What for,To know,Speak slower,Goodbye' ]
}

@test "new: whose answers an idea is made of says what it is for" {
	week_7
	{
		tsv time id source idea
		tsv 2026-11-20T18:30:00.000Z t-today f-zero 'Typed late'
		tsv 2026-11-20T17:00:00.000Z t-early f-none,f-one 'Typed early'
		tsv 2026-11-20T18:40:00.000Z t-retro - 'Came up'
	} >week-7/tries.tsv
	session new -q week-8 --from week-7
	[ "$(column week-8/tries.tsv id)" = 't-early t-retro' ]
}

@test "new: without a clock the start says what an idea is for" {
	session init --start 2026-11-20T18:00 a-1
	{
		tsv time id idea
		tsv 2026-11-20T17:00:00.000Z t-before Before
		tsv 2026-11-20T19:00:00.000Z t-after After
	} >a-1/tries.tsv
	session new -q a-2 --from a-1
	[ "$(column a-2/tries.tsv id)" = t-after ]
	session set -d a-1 start=
	session new -q a-3 --from a-1
	[ "$(column a-3/tries.tsv id)" = 't-before t-after' ]
}

# ---- a template

@test "new -t: the agenda is the template's, the rest is carried" {
	week_7
	run -0 --separate-stderr session new week-8 --from week-7 -t retro-60
	[ "$stderr" = 'session: carried over from week-7: 1 item, 3 people, 5 questions, 2 actions, 1 idea to try, 2 supporters, 3 texts and notes' ]
	sound week-8
	agenda list -d week-8 -H -c id >ids
	run -1 grep -x -e arrive -e bread -e beamer ids
	rm ids
	[ "$(agenda list -d week-8 -H -c title | grep -c .)" = \
	    $(($(session templates -H -c name,items | awk '$1 == "retro-60" { print $2 }') + 1)) ]
	[ "$(agenda list -d week-8 -H -k goal -c title | grep Speak)" = 'Speak slower' ]
	[ "$(setting week-8 template)" = retro-60 ]
	[ "$(setting week-8 title)" = 'Week 8' ]
	[ "$(setting week-8 length)" = 1h ]
	# Later its agenda stays the template's, with -t and without.
	keep_bytes week-8 old
	session new -q week-8 --from week-7 -t retro-60
	session new -q week-8 --from week-7
	same_bytes week-8 old
	# And goes on.
	session new -q week-9 --from week-8
	[ -z "$(setting week-9 template)" ]
	agenda list -d week-9 -H -c title >nine
	[ "$(wc -l <nine)" -gt 5 ]
	run -2 --separate-stderr session new week-10 --from week-9 -t retro-6
	[[ $stderr == *'did you mean "retro-60"?' ]]
	[ ! -e week-10 ]
}

# ---- again, later, and what was changed since

@test "new: twice is once" {
	week_7
	session new -q week-8 --from week-7
	keep_bytes week-8 old
	frozen 2026-11-22T09:00:00Z
	run -0 --separate-stderr session new week-8 --from week-7
	[ -z "$output" ]
	[ "$stderr" = 'session: nothing to carry over: all that goes on from week-7 is there already' ]
	same_bytes week-8 old
}

@test "new: later it brings what is new" {
	week_7
	session new -q week-8 --from week-7
	cd week-7
	frozen 2026-11-22T09:00:00Z
	printf 'a-new\t2026-11-22T09:00:00.000Z\tana\topen\t\t\t\t\t\t\tAsk\tmod\n' >>actions.tsv
	agenda add --after bread 'A new step' -l 5 >/dev/null
	agenda add --under understand 'A part' >/dev/null
	agenda note close -k text 'Bye' >/dev/null
	qboard up q-park -w ben
	roster add Eva >/dev/null
	printf '2026-11-22T09:00:00.000Z\tt-more\tf-one\t\tMore time\t\t\tmod\n' >>tries.tsv
	session set -q host=ana
	cd ..
	keep_bytes week-7 old
	frozen 2026-11-22T10:00:00Z
	run -0 --separate-stderr session new week-8 --from week-7
	[ "$stderr" = 'session: carried over from week-7: 3 items, 1 person, 1 action, 1 idea to try, 1 supporter, 1 text or note' ]
	same_bytes week-7 old
	sound week-8
	[ "$(agenda list -d week-8 -H -c depth,title)" = "$(
		tsv 0 Arriving
		tsv 0 Bread
		tsv 0 'A new step'
		tsv 0 Understanding
		tsv 1 'A part'
		tsv 0 Closing
		tsv 0 'The beamer'
		tsv 0 'Next week here'
		tsv 0 'Speak slower'
		tsv 0 'More time'
	)" ]
	[ "$(setting week-8 host)" = ana ]
	[ "$(column week-8/actions.tsv carried)" = '1 3 1' ]
}

@test "new: what was dropped or changed there stays so" {
	week_7
	session new -q week-8 --from week-7
	cd week-8
	frozen 2026-11-22T09:00:00Z
	agenda drop bread
	agenda edit arrive title='Come in' length=5m
	agenda move close --first
	agenda drop "$(agenda list -H -k goal -c id)"
	roster drop chloe
	roster edit ben email=
	qboard drop q-top
	qboard down q-open -w ben
	session set -q room= title='The eighth' start=2026-11-28T18:00
	actions -q done a-open
	actions drop a-late
	printf '2026-11-22T09:00:00.000Z\tn-text\t\t\t\tdropped\n' >>notes.tsv
	cd ..
	keep_bytes week-8 old
	frozen 2026-11-22T10:00:00Z
	run -0 --separate-stderr session new week-8 --from week-7 \
	    --start 2026-11-29 --title Other
	[ "$stderr" = "$(cat <<-'END'
		session: it has a title already: session set changes it
		session: it has a start already: session set changes it
		session: nothing to carry over: all that goes on from week-7 is there already
	END
	)" ]
	same_bytes week-8 old
	# Nor does anything come beneath what was dropped, or about it.
	agenda -d week-8 drop understand
	agenda -d week-7 add --under understand 'A part' >/dev/null
	agenda -d week-7 note bread -k text 'Buy it' >/dev/null
	qboard -d week-7 up q-top -w ben
	keep_bytes week-8 old
	session new -q week-8 --from week-7
	same_bytes week-8 old
}

@test "new: a new step finds its place among moved ones" {
	session init --start 2026-11-20T18:00 a-1
	printf '%s\n' One Two Three | agenda -d a-1 add >/dev/null
	agenda -d a-1 add --under 1 'One a' >/dev/null
	agenda -d a-1 add --under 3 'Two a' >/dev/null
	session new -q a-2 --from a-1
	local two
	two=$(agenda -d a-2 list -H -c id | sed -n 3p)
	agenda -d a-2 move "$two" --first
	agenda -d a-2 add --under "$two" 'Of its own' >/dev/null
	agenda -d a-1 add --under "$two" 'Two b' >/dev/null
	agenda -d a-1 add --after "$two" 'Behind two' >/dev/null
	agenda -d a-1 add 'First of all' >/dev/null
	agenda -d a-1 move "$(agenda -d a-1 list -H -c id | tail -n 1)" --first
	session new -q a-2 --from a-1
	[ "$(agenda -d a-2 list -H -c depth,title)" = "$(
		tsv 0 Two
		tsv 1 'Two a'
		tsv 1 'Two b'
		tsv 1 'Of its own'
		tsv 0 'Behind two'
		tsv 0 'First of all'
		tsv 0 One
		tsv 1 'One a'
		tsv 0 Three
	)" ]
}

@test "new: into a session with a plan of its own" {
	week_7
	session init --title Mine --start 2026-11-28T10:00 week-8
	agenda -d week-8 add 'My step' >/dev/null
	frozen 2026-11-21T09:10:00Z
	session new -q week-8 --from week-7
	[ "$(setting week-8 title)" = Mine ]
	grep -q 'start	2026-11-28T10:00:00.000Z' week-8/session.tsv
	[ "$(agenda -d week-8 list -H -c title | head -n 2 | paste -sd,)" = 'My step,Arriving' ]
	sound week-8
}

@test "new: an id that is another record's there is said, and left" {
	week_7
	session new -q week-8 --from week-7
	printf 'a-new\t2026-11-21T09:00:00.000Z\tana\topen\t\t\t\t\t\t\tAsk\tmod\n' >>week-7/actions.tsv
	printf '2026-11-21T09:00:00.000Z\ta-new\t\t\tnote\t\tMine\tmod\n' >>week-8/notes.tsv
	run -0 --separate-stderr session new week-8 --from week-7
	[ "${stderr_lines[0]}" = "session: not taken over: actions a-new: the id is another record's here" ]
	sound week-8
}

# ---- how it writes

@test "new -n: prints what would be carried, and makes nothing" {
	week_7
	cp -a . ../before
	run -0 --separate-stderr session new -n week-8 --from week-7
	[ -z "$stderr" ]
	diff -r . ../before
	printf '%s\n' "$output" >../dry
	session new -q week-8 --from week-7
	# The same rows, in one stream; votes and notes have no random ids.
	cat week-8/{session,agenda,people,questions,actions,tries,votes,notes}.tsv >../wet
	diff -u ../wet ../dry
	keep_bytes week-8 old
	run -0 --separate-stderr session new -n week-8 --from week-7
	[ -z "$output$stderr" ]
	roster -d week-7 add Eva >/dev/null
	run -0 --separate-stderr session new -n week-8 --from week-7
	[[ $output == *eva* ]]
	same_bytes week-8 old
}

@test "new: what is wrong, and nothing is made" {
	week_7
	cp -a . ../before
	run -2 --separate-stderr session new
	[[ $stderr == 'session: new needs DIR:'* ]]
	run -2 --separate-stderr session new week-8
	[[ $stderr == 'session: no session here: '* ]]
	run -2 --separate-stderr session new week-8 --from nowhere
	[ "$stderr" = 'session: no such directory: nowhere' ]
	run -2 --separate-stderr session new week-8 --from ..
	[ "$stderr" = 'session: not a session: .. has no session.tsv' ]
	run -2 --separate-stderr session new week-7 --from ./week-7/
	[ "$stderr" = 'session: a session cannot be carried over into itself: week-7' ]
	run -2 --separate-stderr session new none/week-8 --from week-7
	[ "$stderr" = 'session: no such directory: none' ]
	run -2 --separate-stderr session new "" --from week-7
	[[ $stderr == 'session: no such directory:'* ]]
	run -2 --separate-stderr session new none/.. --from week-7
	[ "$stderr" = 'session: no such directory: none/..' ]
	run -2 --separate-stderr session new .gitattributes/x --from week-7
	run -2 --separate-stderr session new week-7/people.tsv --from week-7
	[ "$stderr" = 'session: not a directory: week-7/people.tsv' ]
	MOOT_READONLY=1 run -2 session new week-8 --from week-7
	diff -r . ../before
}

@test "new: a directory that stands, with a table typed by hand" {
	week_7
	mkdir week-8 empty
	printf 'id\ttime\ttitle\n\t\tMy step\n' >week-8/agenda.tsv
	session new -q week-8 --from week-7
	[ "$(agenda -d week-8 list -H -c id | head -n 2 | paste -sd' ')" = 'my-step arrive' ]
	sound week-8
	cd empty
	session new -q . --from ../week-7
	[ "$(setting . title)" = 'Week 7' ]
	sound .
	[ -e ../.gitattributes ]
}

@test "new: out of a session with a damaged line" {
	week_7
	printf 'a-bad\tjunk\n' >>week-7/actions.tsv
	run -3 --separate-stderr session new week-8 --from week-7
	[ "${stderr_lines[0]}" = 'session: week-7/actions.tsv:6: not a time: "junk"' ]
	sound week-8
	[ "$(column week-8/actions.tsv id)" = 'a-open a-late' ]
	sed -i '$d' week-7/actions.tsv
	run -0 session new -q week-8 --from week-7
}

@test "new: a lock that is held is waited for, and no longer" {
	week_7
	local held
	session new -q week-8 --from week-7
	for held in week-7 week-8; do
		exec {fd}<"$held"
		flock "$fd"
		MOOT_LOCK_WAIT=0.1 run -4 --separate-stderr session new week-8 --from week-7
		[ "$stderr" = "session: another program holds the session's lock; waited 0.1 s: $held" ]
		exec {fd}<&-
	done
	# A reader of the old one is not in the way.
	exec {fd}<week-7
	flock -s "$fd"
	MOOT_LOCK_WAIT=0.1 session new -q week-8 --from week-7
	exec {fd}<&-
}

@test "new: two ways at once, neither waits for the other for ever" {
	session_here a
	session_here b
	local i pids=()
	for i in 1 2 3 4 5 6 7 8; do
		session new -q a --from b &
		pids+=($!)
		session new -q b --from a &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	sound a
	sound b
}

@test "new: many at once make one session" {
	week_7
	local i pids=()
	for i in 1 2 3 4 5 6; do
		session new -q week-8 --from week-7 &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	sound week-8
	[ "$(column week-8/actions.tsv id)" = 'a-open a-late' ]
	[ "$(find . -name '.init-*')" = '' ]
}

@test "new: a full disk, a file size limit: nothing, or all of it later" {
	week_7
	keep_bytes . ../before
	qboard -d week-7 add "$(printf 'long %.0s' {1..500})" >/dev/null
	run -4 --separate-stderr bash -c 'ulimit -f 1; session new week-8 --from week-7'
	[ "$stderr" = 'session: week-8/questions.tsv: File too large' ]
	[ ! -e week-8 ]
	[ -z "$(find . -name '.init-*')" ]
	session new -q week-8 --from week-7
	keep_bytes week-8 ../want
	# Into one that stands.
	rm -r week-8
	session init week-8
	frozen 2026-11-21T09:00:10Z
	run -4 --separate-stderr bash -c 'ulimit -f 1; session new week-8 --from week-7'
	sound week-8
	session new -q week-8 --from week-7
	sound week-8
	[ "$(plan week-8)" = "$(plan ../want)" ]
	[ "$(column week-8/notes.tsv id)" = "$(column ../want/notes.tsv id)" ]
}

@test "new: killed before any step, never half" {
	command -v strace >/dev/null || skip 'no strace'
	week_7
	keep_bytes . ../before
	session new -q week-8 --from week-7
	keep_bytes week-8 ../want
	rm -r week-8 .gitattributes
	local call n killed=0
	for call in mkdir write fsync rename renameat; do
		for n in {1..60}; do
			killed_at $call "$n" session new -q week-8 --from week-7 && break
			killed=$((killed + 1))
			# What stands is whole.
			[ ! -e week-8 ] || same_bytes week-8 ../want
			same_bytes week-7 ../before/week-7
			session list -H -c dir >../listed
			[ "$(wc -l <../listed)" -le 2 ]
			run -0 session new -q week-8 --from week-7
			same_bytes week-8 ../want
			rm -rf week-8 .init-* .gitattributes
		done
		rm -rf week-8
	done 2>/dev/null
	echo "killed $killed times"
	((killed > 30))
}

@test "new: killed while it adds to a session, and done by the next" {
	command -v strace >/dev/null || skip 'no strace'
	week_7
	session new -q ../want --from week-7
	session init week-8
	mkdir week-9
	keep_bytes . ../before
	local call n dir killed=0
	for dir in week-8 week-9; do
		for call in write rename renameat; do
			for n in {1..60}; do
				rm -rf $dir
				cp -a ../before/$dir $dir
				killed_at $call "$n" session new -q $dir --from week-7 && break
				killed=$((killed + 1))
				[ ! -e $dir/session.tsv ] || sound $dir
				run -0 session new -q $dir --from week-7
				sound $dir
				[ "$(plan $dir)" = "$(plan ../want)" ]
				[ "$(cd $dir && cut -f 2 notes.tsv)" = "$(cut -f 2 ../want/notes.tsv)" ]
				[ "$(cut -f 2,3 $dir/votes.tsv)" = "$(cut -f 2,3 ../want/votes.tsv)" ]
				[ "$(column $dir/actions.tsv carried)" = '1 3' ]
			done
		done
	done 2>/dev/null
	echo "killed $killed times"
	((killed > 30))
}

# two_clones: the series in git, and its clone in ../other.
two_clones() {
	export GIT_CONFIG_GLOBAL=/dev/null
	printf '*.tsv text eol=lf merge=union\n' >.gitattributes
	git init -q -b main
	git config user.name ana
	git config user.email ana@example.org
	git add .
	git commit -qm 'Week 7'
	git clone -q . ../other
	git -C ../other config user.name ben
	git -C ../other config user.email ben@example.org
}

# other_merges [OPTION...]: week-8 as it is here, and as ../other makes it
# later, are merged there.
other_merges() {
	git add .
	git commit -qm 'Week 8'
	(
		cd ../other || exit
		frozen 2026-11-21T12:00:00Z
		session new -q week-8 --from week-7 "$@"
		git add .
		git commit -qm 'Week 8 too'
		git pull -q --no-rebase --no-edit
	)
	frozen 2026-11-21T13:00:00Z
}

@test "new: two clones that carry, merged, are one session" {
	week_7
	two_clones
	session new -q week-8 --from week-7
	other_merges
	session check -H -c severity ../other/week-8 >found
	run -1 grep -v note found
	[ "$(plan ../other/week-8)" = "$(plan week-8)" ]
	[ "$(actions -d ../other/week-8 list -H)" = "$(actions -d week-8 list -H)" ]
	[ "$(qboard -d ../other/week-8 list -H)" = "$(qboard -d week-8 list -H)" ]
	[ "$(roster -d ../other/week-8 list -H)" = "$(roster -d week-8 list -H)" ]
	cd ../other/week-8
	for table in *.tsv; do
		[ "$table" = session.tsv ] || same_bytes "$table" "$OLDPWD/week-8/$table"
	done
}

# records DIR: what its programs list.
records() {
	session show -d "$1"
	agenda list -d "$1" -c id,depth,length,title,owner
	roster list -d "$1"
	actions list -a -d "$1"
	qboard list -a -d "$1"
	feedback opening -d "$1"
}

@test "new: what one clone changed, another that carries later leaves" {
	local options
	week_7
	two_clones
	cp -a . ../mine
	cp -a ../other ../theirs
	for options in '' '-t retro-60'; do
		cd .. && rm -rf work other
		cp -a mine work && cp -a theirs other && cd work
		frozen 2026-11-21T09:00:00Z
		# shellcheck disable=SC2086
		session new -q week-8 --from week-7 --title 'Ours' $options
		frozen 2026-11-21T10:00:00Z
		session set -q -d week-8 form=https://example.org/g room=
		agenda edit -q -d week-8 1 length=25m title=Hello
		agenda drop -q -d week-8 2
		roster edit -q -d week-8 ana name='Ana P'
		actions done -q -d week-8 a-open
		actions snooze -q -d week-8 a-late 2026-12-01
		qboard state -q -d week-8 q-open answered
		qboard up -q -d week-8 q-park -w ben
		records week-8 >ours
		# shellcheck disable=SC2086
		other_merges $options
		records ../other/week-8 | diff ours -
		grep -q Hello ours
		grep -q $'^title\tOurs$' ours
		run -0 session check -H -c severity ../other/week-8
		[[ $output != *error* ]]
	done
}

@test "new: two clones that carry a record that differs are told" {
	week_7
	two_clones
	session new -q week-8 --from week-7
	actions edit -q -d ../other/week-7 a-open where=bus
	other_merges
	run -0 session check -H -c file,severity,problem ../other/week-8
	[[ $output == *$'actions.tsv\twarning\tan edit of the same time'* ]]
	actions edit -q -d ../other/week-8 a-open where=tram
	run -0 session check -H -c severity ../other/week-8
	[[ $output != *warning* ]]
}

@test "new: a record is as old as it was" {
	week_7
	session new -q week-8 --from week-7
	[ "$(column week-8/actions.tsv time)" = '2026-11-20T18:14:00.000Z 2026-11-20T18:14:00.003Z' ]
	# Typed without a time, and before the meeting: as old as that.
	printf 'time\tid\twhat\n\ta-hand\tWalk\n' >week-7/actions.tsv
	frozen 2026-11-21T09:01:00Z
	session new -q week-9 --from week-7
	[ "$(column week-9/actions.tsv time)" = 2026-11-20T18:00:00.000Z ]
	frozen 2026-11-19T09:00:00Z
	session new -q week-10 --from week-7
	[ "$(column week-10/actions.tsv time | cut -c 1-19)" = 2026-11-19T09:00:00 ]
	# An item's event in a calendar is another in each session all the same.
	[ "$(for week in 8 9; do
		agenda list -d week-$week -o ics | grep ^UID
	done | sort | uniq -d)" = '' ]
}

@test "new: what reminders there were of a carried action" {
	session_here week-7
	cd week-7
	actions add -q missed -w ana --due 2026-11-28
	actions add -q again -w ana --due 2026-11-26
	actions add -q snoozed -w ana --due 2026-11-27
	frozen 2026-11-20T19:00:00Z
	[ "$(actions remind --lead 7,6 -H -c what)" = $'again\nsnoozed' ]
	actions snooze -q 3 2026-11-22
	frozen 2026-11-23T09:00:00Z
	session new -q ../week-8
	cd ../week-8
	# Seven days ahead nothing ran; a snooze is over.
	[ "$(actions remind --lead 7,6 -H -c what | sort)" = $'missed\nsnoozed' ]
	[ -z "$(actions remind --lead 7,6)" ]
}

@test "new: texts as people type them come through unharmed" {
	session init a-1
	local text
	text=$'tab\there \\n \\ "quoted" \e[31mred é \xf0\x9f\x8d\x9e\nsecond line'
	qboard -d a-1 add "$text" >/dev/null
	agenda -d a-1 add "$text" >/dev/null
	session set -d a-1 "my key=$text"
	session new -q a-2 --from a-1
	[ "$(qboard -d a-2 list -o json | jq -r '.[0].text')" = "$text" ]
	[ "$(agenda -d a-2 list -o json | jq -r '.[0].title')" = "$text" ]
	[ "$(session -d a-2 show -o json | jq -r '.[] | select(.key == "my key").value')" = "$text" ]
	sound a-2
}
