# agenda: plans from documents, and whether they hold. import, check, fit,
# stats.

load helper

setup() {
	fresh
	export MOOT_SEED=7
	AGENDAS=$CASES/agendas
}

# meeting LENGTH [DIR]: an empty session of that length, without a title.
meeting() {
	local dir=${2:-.} t=2026-11-20T17:00:00
	mkdir -p "$dir"
	{
		tsv time key value by
		tsv $t.000Z start 2026-11-20T18:00:00.000Z mod
		tsv $t.001Z length "$1" mod
		tsv $t.002Z zone UTC mod
	} >"$dir/session.tsv"
}

# plan LINE...: an agenda by hand; a line is `depth length title [start [when]]`
# with `-` for nothing.
plan() {
	local line d l t s w
	printf 'time\tid\tdepth\tlength\ttitle\tstart\twhen\n' >agenda.tsv
	for line; do
		read -r d l t s w <<<"$line"
		tsv - "${t,,}" "$d" "$l" "$t" "${s:--}" "${w:--}" >>agenda.tsv
	done
}

check() {
	agenda check -H | tr '\t' '|'
}

fit() {
	agenda fit -H -c title,old,new,action "$@" | tr '\t' ' '
}

# ---- import

@test "import: the exported discussion gives its items, offsets and lengths" {
	cases agendas/discussion-75.md
	meeting 75m
	run -0 --separate-stderr agenda import "$AGENDAS/discussion-75.md"
	[[ $stderr == "agenda: $AGENDAS/discussion-75.md: 17 items (13 headings), "*" boxes, 6 goals, 5 announcements, "*" texts; left for vote import: "* ]]
	[[ -z $output ]]
	agenda list -o json >list.json
	sed 1d "$AGENDAS/discussion-75.expected.tsv" |
	    while IFS=$'\t' read -r offset length title _; do
		jq -e --arg o "$offset" --arg l "$length" --arg t "$title" \
		    'any(.[]; .offset == $o and .length == $l and
			(.title | startswith($t)))' list.json
	    done
	[[ $(jq '[.[] | select(.kind == "goal") | .depth]' -c list.json) == "[1,2,2,2,1,1]" ]]
	[[ $(jq -r '.[] | select(.kind == "check" and .length == "3m") | .title' list.json) == "Add sentences of your own below" ]]
	grep -q $'title\tWeek 3 - Heat' session.tsv
}

@test "import: then check names the overlap and the slack" {
	cases agendas/discussion-75.md
	meeting 75m
	agenda import -q "$AGENDAS/discussion-75.md"
	run -1 agenda check -H -c severity,problem,title,detail
	[[ ${lines[0]} == $'note\tslack\tActivity 1 - Three ways to cool a street\tits parts take 28m of its 30m: 2m are left' ]]
	[[ ${lines[1]} == $'error\toverlap\tActivity 2 - Where do we stand?\tstarts at 0:45, but "Activity 1 - Three ways to cool a street" ends at 0:56: 11m overlap' ]]
	((${#lines[@]} == 2))
}

@test "import --section: one week of a course, too long for its meeting" {
	cases agendas/course-in-person.md
	meeting 120m
	agenda import -q --section "Week 3" "$AGENDAS/course-in-person.md"
	agenda list -o json >list.json
	sed 1d "$AGENDAS/course-in-person.week-3.expected.tsv" >want
	jq -r '.[] | select(.depth == 0) | [.length, .title] | @tsv' list.json >got
	diff <(cut -f 1 got) <(cut -f 2 want)
	diff <(cut -f 2 got | cut -c 1-7) <(cut -f 3 want | cut -c 1-7)
	run -1 agenda check -H -c severity,problem,detail
	[[ ${lines[1]} == $'error\tover\tthe plan takes 2h5m, 5m more than the session\'s 2h' ]]
	[[ ${lines[0]} == $'note\tno-length\t'* ]]
	[[ $(fit) == *"Read Why shade is hard (Lindqvist, 2021) 20m 19m shorten"*"If time, draw the whole picture together   drop" ]]
	(($(agenda fit -o json | jq '[.[].new | select(. != "") | rtrimstr("m") | tonumber] | add') == 120))
	agenda fit -q --apply >/dev/null
	run -0 agenda check -H
	[[ -z $output ]]
}

@test "import: 10 items and 200 minutes of a standards group" {
	cases agendas/w3c-privacycg
	meeting 200m
	agenda import -q "$AGENDAS/w3c-privacycg/2023/tpac/agenda.md"
	(($(agenda list -H | wc -l) == 10))
	[[ $(agenda list -o json | jq -c 'map(.length)') == '["10m","20m","20m","10m","30m","1h","10m","20m","10m","10m"]' ]]
	[[ $(agenda list -H -c owner | head -1) == chairs ]]
	[[ -z $(check) ]]
}

@test "import: what stood beside a length is an owner only if it is somebody" {
	cases agendas/w3c-privacycg
	session_here
	rm agenda.tsv
	agenda import -q "$AGENDAS/w3c-privacycg/2023/tpac/agenda.md"
	[[ -z $(agenda list -H -c owner | head -1) ]]
	[[ $(cut -f 3,5,7 notes.tsv) == *$'\tremark\tchairs'* ]]
}

@test "import: a section with children of 2, 10 and 8 minutes counts 20" {
	cases agendas/book-studies
	meeting 90m
	agenda import -q "$AGENDAS"/book-studies/week-03*.md
	[[ $(agenda list -H -c offset,length,depth | sed -n 2,6p | tr '\t\n' ' ,') == \
	    "0:00 20m 0,0:00 2m 1,0:02 10m 1,0:12 8m 1,0:20 10m 0," ]]
	[[ $(agenda list -H -c kind,title | head -1) == $'prep\tReading' ]]
	[[ -z $(check) ]]
}

@test "import: lines that begin with times of day" {
	meeting 90m
	cat >plan <<-'END'
		Seminar on heat

		18:00 Welcome
		18:05 Check-in
		18:20 Reading 30m
		18:50-19:00 Break
		19:00 Discussion of what it means
		19:30 End
	END
	run -0 --separate-stderr agenda import plan
	[[ $stderr == "agenda: plan: 4 items (4 headings), 1 reading" ]]
	[[ $(agenda list -H -c start,length,title | tr '\t' ' ') == \
	    "+0:00 5m Welcome
+0:05 15m Check-in
+0:20 30m Reading
+0:50 10m Break
+1:00 30m Discussion of what it means" ]]
	run -0 agenda check -H
	grep -q $'title\tSeminar on heat' session.tsv
}

@test "import: what has no time of day, before the first that has one" {
	meeting 90m
	cat >plan <<-'END'
		# Seminar
		- Welcome (5m)
		- Reading (30 minutes)
		  - Alone (10m)
		  - In pairs (20m)
		- **18:35** Discussion (30m)
		- 19:05 Closing (10m)
	END
	run -0 --separate-stderr agenda import plan
	[[ $(agenda list -H -c offset,start,title | tr '\t' ' ') == \
	    "0:00  Welcome
0:05  Reading
0:05  Alone
0:15  In pairs
0:35 +0:35 Discussion
1:05 +1:05 Closing" ]]
	run -0 agenda check -H
	[[ -z $output ]]
}

@test "import: lengths at the ends of lines, as in a chat" {
	meeting 60m
	run -0 agenda import - <<-'END'
		- Welcome 5m
		- Check-in - 10min
		- Talk: 1 h 5 min
		- Close, 5'
	END
	[[ $(agenda list -H -c length,title | tr '\t' ' ') == \
	    $'5m Welcome\n10m Check-in\n1h5m Talk\n5m Close' ]]
	run -1 agenda check -H
	[[ $output == *over*25m* ]]
}

@test "import: a table with times, in Markdown, by TABs, as CSV" {
	meeting 60m
	tsv time id name >people.tsv
	tsv - ana Ana >>people.tsv
	cat >plan.md <<-'END'
		# Heat

		| Time  | Topic             | Who | Notes       |
		|-------|-------------------|-----|-------------|
		| 18:00 | Welcome           | Ana |             |
		| 18:10 | [Film](https://a.example/) (12 min) | | bring a cable |
		| 18:40 | Discussion        |     |             |
		| 19:00 | End               |     |             |
	END
	grep '^|' plan.md | grep -v -- --- | sed 's/^| *//; s/ *|$//; s/ *| */,/g' >plan.csv
	tr ',' '\t' <plan.csv >plan.txt
	for plan in plan.md plan.txt plan.csv; do
		mkdir "${plan#*.}"
		cp session.tsv people.tsv "${plan#*.}"
		agenda import -q -d "${plan#*.}" $plan
	done
	[[ $(agenda list -H -d md -c start,length,title,owner,link | tr '\t' '|') == \
	    "+0:00|10m|Welcome|ana|
+0:10|12m|Film||https://a.example/
+0:40|20m|Discussion||" ]]
	agenda show -d md 2 | grep -q 'Notes: bring a cable'
	diff <(agenda list -d md -c start,length,title,owner,link) \
	    <(agenda list -d txt -c start,length,title,owner,link)
	diff <(agenda list -d md -c start,length,title,owner,link) \
	    <(agenda list -d csv -c start,length,title,owner,link)
	printf 'a,"b\n' >bad.csv
	run -2 --separate-stderr agenda import --append -d csv bad.csv
	[[ $stderr == "agenda: bad.csv:1: "* ]]
}

@test "import: from standard input, its report is exact" {
	meeting 60m
	run -0 --separate-stderr agenda import - <<-'E'
		# A plan

		## Arriving (0:00 - 0:10)

		- [ ] Doors open
		- [x] Tea is ready

		Say: welcome all.

		## Talking (0:10 - 0:50)

		- ☐
	E
	[[ $stderr == "agenda: standard input: 2 items (2 headings), 2 boxes, 1 text; dropped: "* ]]
	[[ $(agenda list -H -c title,state | tr '\t\n' '|,') == "Arriving|,Doors open|,Tea is ready|done,Talking|," ]]
	[[ $(cut -f 5,7 notes.tsv | tail -1) == $'script\t'*elcome* ]]
	[[ $(agenda list -H -c start,length | tr '\t\n' '|,') == "+0:00|10m,|,|,+0:10|40m," ]]
	grep -q $'title\tA plan' session.tsv
}

@test "import -v: each line that was left out, with its number" {
	meeting 60m
	printf '# A\n\n## B (0:00 - 0:10)\n\n- \n- [ ] c\n' >plan.md
	run -0 --separate-stderr agenda import -v plan.md
	[[ $stderr == *"agenda: plan.md:5: an empty bullet: -"* ]]
	[[ $stderr == *"agenda: plan.md:1: the title: # A"* ]]
}

@test "import: refused where items are, unless --append; -n writes nothing" {
	session_here
	printf '## B (0:00 - 0:10)\n' >../plan.md
	keep_bytes . ../before
	run -2 --separate-stderr agenda import ../plan.md
	[[ $stderr == "agenda: the agenda has 4 items already: --append adds to them" ]]
	same_bytes . ../before
	run -0 --separate-stderr agenda import -n --append ../plan.md
	[[ $output == *$'\tB'* ]]
	same_bytes . ../before
	agenda import -q --append ../plan.md
	[[ $(agenda list -H -c title | tail -1) == B ]]
	# The session keeps its own title.
	run -1 grep -c $'title\tB' session.tsv
}

@test "import: no such file, no such section, nothing in it" {
	meeting 60m
	keep_bytes . ../before
	run -2 --separate-stderr agenda import frob.md
	[[ $stderr == "agenda: no such file: frob.md" ]]
	printf '# A\n\n## B (0:00 - 0:10)\n' >../plan.md
	run -2 --separate-stderr agenda import --section C ../plan.md
	[[ $stderr == "agenda: ../plan.md: "* ]]
	run -2 --separate-stderr agenda import /dev/null
	[[ $stderr == "agenda: no items to be found: /dev/null" ]]
	run -4 --separate-stderr agenda import .
	[[ $stderr == "agenda: .: "* ]]
	same_bytes . ../before
}

@test "list -o md: import reads it back to the same items, ids kept" {
	cases agendas/discussion-75.md
	local doc columns=id,depth,offset,length,kind,start,min,when,owner,link,state,title
	for doc in discussion-75.md w3c-privacycg/2023/tpac/agenda.md \
	    book-studies/week-03*.md course-in-person.md; do
		rm -rf one two
		meeting 75m one
		meeting 75m two
		# shellcheck disable=SC2086
		agenda -d one import -q "$AGENDAS"/$doc
		agenda -d one list -o md | agenda -d two import -q - >/dev/null
		diff <(agenda -d one list -H -c "${columns/state,/}") \
		    <(agenda -d two list -H -c "${columns/state,/}")
	done
}

@test "list -o md: titles that look like marks, hard starts, ticks" {
	meeting 60m
	printf 'id\ttitle\tlength\tkind\tstart\tmin\twhen\tlink\n' >rows
	{
		tsv one '# not *a* heading_' 5m - - - - -
		tsv two '1. Read (Lindqvist, 2021)' 5m - 18:10 2m - 'https://a.example/?x=<y> z'
		tsv three '**0:10** [link](x) <!-- id=x -->' - check - - - -
		tsv four 'a\b -->' - warmup - - if-time -
		tsv five '- (5m)' - - - - - -
		tsv six '10' 3m - - - extra -
	} >>rows
	agenda add - <rows >/dev/null
	agenda tick three
	agenda list -o md >plan.md
	meeting 60m two
	agenda -d two import -q plan.md >/dev/null
	diff <(agenda list -H -c id,title,length,kind,start,min,when,state) \
	    <(agenda -d two list -H -c id,title,length,kind,start,min,when,state)
	[[ $(agenda -d two list -H -c link | sed -n 2p) == 'https://a.example/?x=%3Cy%3E%20z' ]]
}

@test "list -o md: lines that people add need no comment" {
	session_here
	agenda list -o md >plan.md
	printf -- '  - [ ] Thank all\n- Party (20m; ben)\nSee you.\n' >>plan.md
	meeting 60m two
	run -0 --separate-stderr agenda -d two import -v plan.md
	[[ $stderr == *"plan.md:11: no item: See you."* ]]
	[[ $stderr == *"agenda: plan.md: 6 items; dropped: 1 line" ]]
	[[ $(agenda -d two list -H -c depth,kind,length,owner,title | tail -2 | tr '\t\n' '|,') == \
	    "1|check|||Thank all,0|item|20m|ben|Party," ]]
}

# ---- check

@test "check: a plan that holds says nothing, status 0" {
	session_here
	run -0 agenda check
	[[ $output == $'severity\tid\tproblem\tdetail' ]]
	meeting 60m empty
	run -0 agenda check -d empty -o json
	[[ $output == "[]" ]]
}

@test "check: overlap, gap, too-long, over, slack, no-length" {
	meeting 60m
	plan '0 20m A' '0 10m B +0:15' '0 10m C +0:30' '0 10m D' '1 6m D1' \
	    '1 6m D2' '0 20m E' '1 15m E1' '0 - F'
	run -1 agenda check
	[[ $(check || true) == 'error|b|overlap|starts at 0:15, but "A" ends at 0:20: 5m overlap
error|c|gap|nothing is planned from 0:25 to its start at 0:30: 5m
error|d|too-long|its parts take 12m, 2m more than its 10m
note|e|slack|its parts take 15m of its 20m: 5m are left
note|f|no-length|has no length, and no time is left for it
error||over|the plan takes 1h10m, 10m more than the session'"'"'s 1h' ]]
}

@test "check: a gap before the first, hard starts, a start before its part's" {
	meeting 60m
	plan '0 20m A 18:05' '0 10m B 18:25' '0 20m C +0:35' '1 10m C1 +0:30'
	[[ $(check || true) == 'error|a|gap|nothing is planned from 0:00 to its start at 0:05: 5m
note|c|slack|its parts take 5m of its 20m: 15m are left
error|c1|overlap|starts at 0:30, but what it is in begins at 0:35: 5m overlap' ]]
}

@test "check: open items share, and leave no gap" {
	meeting 60m
	plan '0 - A' '0 - B' '0 - C' '0 20m D +0:40'
	[[ $(check) == 'note|a|no-length|has no length; shares what is left: 13m20s
note|b|no-length|has no length; shares what is left: 13m20s
note|c|no-length|has no length; shares what is left: 13m20s' ]]
}

@test "check: boxes within an item longer than it" {
	meeting 60m
	plan '0 10m A' '1 6m B' '1 6m C'
	sed -i '1s/$/\tkind/; 3,4s/$/\t\t\tcheck/; 3,4s/\t\t\t\t\tcheck/\t\t\tcheck/' agenda.tsv
	sed -i '3,4d' agenda.tsv
	printf '\tb\t1\t6m\tB\t\t\tcheck\n\tc\t1\t6m\tC\t\t\tcheck\n' >>agenda.tsv
	[[ $(check || true) == 'error|a|too-long|its parts take 12m, 2m more than its 10m' ]]
}

@test "check: unknown owners, where there are people" {
	session_here
	printf 'time\tid\tlength\ttitle\towner\n\ta\t10m\tA\tana,zoe\n' >agenda.tsv
	[[ $(check || true) == 'error|a|unknown-owner|nobody is known as "zoe"' ]]
	rm people.tsv
	run -0 check
	[[ -z $output ]]
}

@test "check: the same item twice" {
	session_here
	tail -1 agenda.tsv >line
	cat line >>agenda.tsv
	[[ $(check || true) == 'error|close|twice|stands in lines 5 and 6; the first counts' ]]
	session_here
	agenda edit close length=5
	agenda edit close length=10
	[[ -z $(check) ]]
	printf 'time\ttitle\tid\tlength\n\tclosing\t\t\n' >>agenda.tsv
	sed -i 's/length\t60m/length\t80m/' session.tsv
	[[ $(check || true) == *'error|closing|twice|its line has no id and repeats the item close'* ]]
}

@test "check: on a terminal no detail is cut off" {
	session_here
	run -0 script -qec 'stty cols 60; agenda check' /dev/null
	[[ ${output//$'\r'/} == "the plan holds: 1h" ]]
	agenda edit close start=+0:45
	run -1 script -qec 'stty cols 60; agenda check' /dev/null
	[[ ${output//$'\r'/} == $'error: overlap: close Closing\n    starts at 0:45, but "Understanding" ends at 0:50: 5m overlap' ]]
}

@test "check: a damaged table is status 3, and the rest is checked" {
	session_here
	printf 'not a time\tx\n' >>times.tsv
	printf 'time\tevent\nyesterday\tstart\n' >times.tsv
	run -3 --separate-stderr agenda check
	[[ $stderr == "agenda: times.tsv:2: "* ]]
}

# ---- fit

@test "fit: nothing to do where it fits" {
	session_here
	[[ $(fit) == $'Arriving 10m 10m keep\nUnderstanding 40m 40m keep\nClosing 10m 10m keep' ]]
}

@test "fit: lengths shrink to min in proportion, in whole minutes" {
	session_here
	# Arriving may give 5, Understanding 20, Closing 5.
	[[ $(fit --end 18:50) == $'Arriving 10m 9m shorten\nUnderstanding 40m 33m shorten\nClosing 10m 8m shorten' ]]
	[[ $(fit --end 18:30) == $'Arriving 10m 5m shorten\nUnderstanding 40m 20m shorten\nClosing 10m 5m shorten' ]]
	run -1 --separate-stderr agenda fit --end 18:29
	[[ $stderr == "agenda: even so it is too long, by 1m" ]]
	run -1 --separate-stderr agenda fit -q --end 18:29
	[[ -z $stderr ]]
}

@test "fit: then if-time is dropped, from the back" {
	meeting 20m
	plan '0 20m A' '0 10m B - if-time' '0 10m C' '0 10m D - if-time'
	[[ $(fit) == $'A 20m 10m shorten\nB 10m 5m shorten\nC 10m 5m shorten\nD 10m  drop' ]]
	[[ $(fit --end 18:22) == $'A 20m 11m shorten\nB 10m 6m shorten\nC 10m 5m shorten\nD 10m  drop' ]]
}

@test "fit: slack goes before lengths, and the part shrinks with it" {
	meeting 60m
	plan '0 30m A' '0 33m B' '1 30m B1'
	[[ $(fit) == $'A 30m 30m keep\nB1 30m 30m keep' ]]
	agenda fit -q --apply >/dev/null
	[[ $(agenda list -H -c length | tr '\n' ' ') == "30m 30m 30m " ]]
	run -0 agenda check -H
	[[ -z $output ]]
}

@test "fit: a minimum that was set on a part with parts holds" {
	meeting 40m
	plan '0 30m A' '0 30m B' '1 15m B1' '1 15m B2'
	agenda edit b min=28m
	[[ $(fit --end 18:45) == $'A 30m 17m shorten\nB1 15m 14m shorten\nB2 15m 14m shorten' ]]
}

@test "fit: when there is more, open items share it, else all grow" {
	session_here
	[[ $(fit --end 19:30) == $'Arriving 10m 15m lengthen\nUnderstanding 40m 1h lengthen\nClosing 10m 15m lengthen' ]]
	agenda add "Open one" >/dev/null
	[[ $(fit --end 19:30) == $'Arriving 10m 10m keep\nUnderstanding 40m 40m keep\nClosing 10m 10m keep\nOpen one  30m lengthen' ]]
}

@test "fit: hard starts are kept, each stretch by itself" {
	meeting 60m
	plan '0 30m A' '0 10m B 18:20' '0 20m C'
	[[ $(fit) == $'A 30m 20m shorten\nB 10m 13m lengthen\nC 20m 27m lengthen' ]]
	agenda fit -q --apply >/dev/null
	[[ $(agenda list -H -c start,clock,length | tr '\t\n' ' ,') == " 18:00 20m,18:20 18:20 13m, 18:33 27m," ]]
}

@test "fit: soft starts move along when it is written" {
	meeting 50m
	plan '0 30m A +0:00' '0 30m B +0:30' '0 - C +1:00'
	agenda fit -q --apply >/dev/null
	[[ $(agenda list -H -c start,length | tr '\t\n' ' ,') == "+0:00 25m,+0:25 25m,"* ]]
	run agenda check -H -c problem
	[[ $output != *overlap* && $output != *gap* ]]
}

@test "fit: while it runs, what is left, to the second" {
	session_here
	agenda start -q
	agenda next -q --now 2026-11-20T18:15:00Z
	frozen 2026-11-20T18:25:30Z
	[[ $(fit) == $'Understanding 40m 36m shorten\nClosing 10m 9m shorten' ]]
	# 10m30s are spent of the 36.
	[[ $(fit --end 18:40) == $'Understanding 40m 20m shorten\nClosing 10m 5m shorten' ]]
	agenda fit -q --apply >/dev/null
	[[ $(agenda now -H -c end) == 19:00 ]]
	[[ $(agenda list -H -c length | tr '\n' ' ') == "10m  36m 9m " ]]
	agenda end
	run -1 --separate-stderr agenda fit
	[[ $stderr == "agenda: the meeting has ended" ]]
}

@test "fit: without --apply, and with -n, nothing is written" {
	session_here
	keep_bytes . ../before
	agenda fit --end 18:50 >/dev/null
	run -0 agenda fit --end 18:50 --apply -n
	[[ ${lines[1]} == arrive$'\t\t9m'* ]]
	((${#lines[@]} == 4))
	same_bytes . ../before
}

@test "fit: no end to go by, a wrong one" {
	session_here
	run -2 --separate-stderr agenda fit --end late
	[[ $stderr == 'agenda: not a time: --end "late": give 19:30' ]]
	sed -i '/length/d' session.tsv
	run -2 --separate-stderr agenda fit
	[[ $stderr == "agenda: the session has no length: give --end"* ]]
}

# ---- stats

# held DIR START A U C: a session of the series that took so many minutes.
held() {
	session_here "$1"
	sed -i "s/2026-11-20T18:00:00/$2/" "$1/session.tsv"
	local t=$2
	{
		tsv time id event
		tsv "$t.000Z" arrive start
		t=$(date -ud "$t UTC + $3 minutes" +%FT%T)
		tsv "$t.000Z" understand start
		t=$(date -ud "$t UTC + $4 minutes" +%FT%T)
		tsv "$t.000Z" close start
		t=$(date -ud "$t UTC + $5 minutes" +%FT%T)
		tsv "$t.000Z" - end
	} >"$1/times.tsv"
}

@test "stats: medians of plan and actual, by kind and by id" {
	held a 2026-11-06T18:00:00 12 40 8
	held b 2026-11-13T18:00:00 15 50 10
	session_here c
	run -0 agenda stats .
	[[ $output == $'what\tn\tplanned\tactual\tratio
kind:item\t6\t600\t810\t1.10
arrive\t2\t600\t810\t1.35
understand\t2\t2400\t2700\t1.12
close\t2\t600\t540\t0.90' ]]
	[[ $(agenda stats -d c) == "$output" ]]
	[[ $(cd c && agenda stats) == "$output" ]]
	agenda stats . -o json -c what,title,ratio | jq -e '.[1] == {what:"arrive", title:"Arriving", ratio:1.35}'
}

@test "stats: the plan is that of before the meeting, not what fit made of it" {
	session_here c
	cd c
	agenda add -q --under understand -l 30 Talk
	agenda edit understand length=
	MOOT_NOW=2026-11-20T18:00:00Z agenda start -q
	MOOT_NOW=2026-11-20T18:30:00Z agenda next -q
	MOOT_NOW=2026-11-20T18:30:10Z agenda fit --apply -q
	[[ $(agenda list -H -c length --under understand) != 30m ]]
	MOOT_NOW=2026-11-20T18:50:00Z agenda end
	run -0 agenda stats -H -c what,title,planned,actual ..
	[[ $output == *$'arrive\tArriving\t600\t1800'* ]]
	[[ $output == *$'understand\tUnderstanding\t1800\t1200'* ]]
	[[ $output == *$'\tTalk\t1800\t1200'* ]]
	# What is planned anew afterwards counts.
	MOOT_NOW=2026-11-20T19:00:00Z agenda edit arrive length=12
	[[ $(agenda stats -H -c what,planned ..) == *$'arrive\t720'* ]]
}

@test "stats: what runs still does not count, nor what was skipped" {
	held a 2026-11-20T17:30:00 12 10 8
	sed -i '4,$d' a/times.tsv
	tsv 2026-11-20T17:50:00.000Z close skip >>a/times.tsv
	run -0 agenda stats . -H -c what,n
	[[ $output == $'kind:item\t1\narrive\t1' ]]
}

@test "stats: no series, nowhere" {
	run -2 --separate-stderr agenda stats frob
	[[ $stderr == "agenda: no such directory: frob" ]]
	run -2 --separate-stderr agenda stats ""
	[[ $stderr == "agenda: no such directory:"* ]]
	mkdir empty
	run -2 --separate-stderr agenda stats empty
	[[ $stderr == "agenda: no sessions in: empty" ]]
	run -2 --separate-stderr agenda stats
	[[ $stderr == "agenda: no session here"* ]]
}

@test "fit --learned: expects what items took before" {
	held a 2026-11-06T18:00:00 15 40 10
	held b 2026-11-13T18:00:00 15 40 10
	session_here c
	sed -i 's/length\t60m/length\t65m/' c/session.tsv
	[[ $(fit -d c --learned) == $'Arriving 10m 15m lengthen\nUnderstanding 40m 40m keep\nClosing 10m 10m keep' ]]
	# Another id is expected to be as its kind was.
	agenda drop -d c close
	printf 'id\ttitle\tlength\nother\tOther\t10m\n' | agenda add -d c - >/dev/null
	[[ $(fit -d c --learned) == *"Other 10m 10m keep" ]]
}
