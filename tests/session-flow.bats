# A whole session by script: a plan is imported, checked and run, and what it
# took is told against the plan, to the second.

load helper

# at HH:MM:SS: the clock stands there from now on.
at() {
	frozen "2026-11-20T${1}Z"
}

setup() {
	fresh
	mkdir -p series/week-7
	cd series/week-7 || return
	session_here
	rm agenda.tsv
	sed -i '/title/d' session.tsv
	cat >../plan.md <<-'E'
		# Heat in the city

		## Arriving (0:00 - 0:10)

		- [ ] Everybody has the texts

		## Aims (0:10 - 0:12)

		- [ ] Explain albedo

		## Understanding (0:12 - 0:42)

		- Gather (10 min)
		- Answer (20 min)

		## Positions (0:42 - 0:52)

		## Closing (0:52 - 1:00)
	E
}

# id TITLE: of the item that begins so.
id() {
	agenda list -o json |
	    jq -er --arg t "$1" '[.[] | select(.title | startswith($t))][0].id'
}

@test "a session from its plan to what it took" {
	run -0 --separate-stderr agenda import ../plan.md
	[[ $stderr == "agenda: ../plan.md: 7 items (5 headings), 1 box, 1 goal"* ]]
	run -0 agenda check -H
	[[ -z $output ]]

	at 18:03:00
	[[ $(agenda start) == *$'\tArriving\t10m' ]]
	[[ $(agenda now -H -c behind,end) == $'180\t19:03' ]]
	agenda tick "$(id Everybody)"
	at 18:12:30
	[[ $(agenda next) == *$'\tAims\t2m' ]]
	at 18:15:00
	[[ $(agenda next) == *$'\tGather\t10m' ]]
	agenda tick "$(id Explain)"
	at 18:20:00
	agenda extend -q +5m
	[[ $(agenda now -H -c elapsed,left,under,under_left) == $'300\t600\tUnderstanding\t1500' ]]
	at 18:27:15
	[[ $(agenda next) == *$'\tAnswer\t20m' ]]
	at 18:30:15
	[[ $(agenda back) == *$'\tGather\t15m' ]]
	at 18:31:15
	agenda next -q
	# Late: the rest is shortened, so that it ends at seven.
	[[ $(agenda fit -H -c title,new | tr '\t\n' ' ,') == *"Positions"* ]]
	agenda fit -q --apply >/dev/null
	[[ $(agenda now -H -c end) == 19:00 ]]
	at 18:45:15
	agenda skip -q "$(id Positions)"
	[[ $(agenda next) == *$'\tClosing\t'* ]]
	at 18:58:00
	agenda end

	[[ $(agenda list -H -c title,state,actual | tr '\t\n' ' ,') == "Arriving done 9m30s,Everybody has the texts done ,Aims done 2m30s,Explain albedo done ,Understanding done 30m15s,Gather done 16m15s,Answer done 14m,Positions skipped ,Closing done 12m45s," ]]
	# 18:03:00 to 18:58:00 is 3300 s, to the second.
	run -0 agenda stats -H -c what,n,actual
	[[ ${lines[0]} == $'kind:item\t5\t'* ]]
	(($(agenda stats -o json -c what,title,actual | jq '[.[] |
	    select(.title != "" and .title != "Understanding") | .actual] |
	    add') == 3300))
	[[ $(agenda stats -o json -c title,planned,actual,ratio | jq -c '.[] | select(.title == "Arriving")') == \
	    '{"title":"Arriving","planned":600,"actual":570,"ratio":0.95}' ]]
}

@test "what a session took is what the next one is told to expect" {
	agenda import -q ../plan.md
	agenda start -q
	at 18:20:00
	agenda next -q
	at 18:22:00
	agenda end
	mkdir ../week-8
	sed 's/11-20T18/11-27T18/' session.tsv >../week-8/session.tsv
	agenda list -o md | agenda import -q -d ../week-8 - >/dev/null
	cd ../week-8
	[[ $(agenda fit --learned -H -c title,old,new | head -1 | cut -f 1,2) == $'Arriving\t10m' ]]
	(($(agenda fit --learned -o json -c new | jq '[.[].new | rtrimstr("m") | tonumber] | add') == 60))
	# It took twice its time, so it gets more than its share now.
	(($(agenda fit --learned -o json | jq '.[0].new | rtrimstr("m") | tonumber') > 10))
}

@test "a template's session, run by agenda and timer together" {
	cd ..
	session init -t weekly-90 --title 'Week 9' --start 2026-11-20T18:00 \
	    --zone UTC week-9
	cd week-9
	agenda check
	at 18:01:00
	agenda start -q
	at 18:03:00
	[[ $(timer status -F '%t|%l|%e|%c') == "$(agenda now -F '%t|%l|%e|%c')" ]]
	timer pause
	at 18:05:00
	timer resume
	at 18:06:00
	[[ $(agenda now -H -c elapsed,left) == $'180\t60' ]]
	[[ $(timer status -F '%e %l') == "3:00 1:00" ]]
	agenda next -q
	at 18:10:00
	[[ $(timer status -F '%t %e') == "Check-in: one sentence each 4:00" ]]
	agenda end
	# Nine minutes, less a pause of two.
	[[ $(agenda list -H -c actual --under arrive | tr '\n' ' ') == "3m 4m " ]]
	[[ $(agenda list -H -c actual | head -1) == 7m ]]
	session check
}

@test "a damaged line does not stop a meeting" {
	agenda import -q ../plan.md
	agenda start -q
	printf 'broken\n' >>times.tsv
	at 18:10:00
	run -0 --separate-stderr agenda next
	[[ $stderr == "agenda: times.tsv:3: "* ]]
	run -3 --separate-stderr agenda now -H -c title
	[[ $output == Aims ]]
	grep -qx broken times.tsv
}
