# A whole evening of seven people, by what its facilitator types: how many
# lines, none of them wider than a terminal.

load helper

setup() {
	fresh
	export MOOT_SEED=7
	lines=0
}

# types: runs the lines on standard input, as if they were typed here, and
# counts them.  A line of a here-document is a line, and so is its end.
types() {
	local typed wide
	typed=$(cat)
	wide=$(awk 'length > 80' <<<"$typed")
	if [[ $wide ]]; then
		echo "wider than 80 columns: $wide"
		return 1
	fi
	((lines += $(wc -l <<<"$typed")))
	bash -eu -c "$typed"
}

# at_most N: what was typed since the last time.
at_most() {
	if ((lines > $1)); then
		echo "$lines lines typed, at most $1 wanted"
		return 1
	fi
	lines=0
}

at() { # HH:MM
	frozen "2026-11-20T$1:00Z"
}

# Two weeks of a series; in the first one people sat together already.
evening_here() {
	session init -q -t weekly-90 --start 2026-11-13T18:00 --zone UTC week-7
	session init -q -t weekly-90 --start 2026-11-20T18:00 --zone UTC week-8
	roster -q -d week-7 add <<-END
		Ana Paz
		Ben Oh
		Chloé Roy
		Dan Abt
		Eva Lind
		Fay Wu
		Gil Mor
	END
	roster list -d week-7 -c id,name | roster -q -d week-8 add -
	roster -q -d week-7 in ana ben chloe dan eva fay gil
	breakout -q -d week-7 make >first-groups
	cd week-8 || return
}

check_in() {
	at 18:00
	types <<<'agenda start'
	at_most 1
	types <<'END'
roster checkin <<.
ana: awake; ask one good question
ben: tired; follow the reading
chloe: curious; disagree once, and say why
dan: a cold, will listen; understand the second example
eva: fine; find somebody to try the experiment with
fay: late train, hungry; stay to the end
gil: glad to be here; say less than last week
.
END
	at_most 9
	[[ $(roster count -s present) == 7 ]]
	[[ $(roster list -H -c id,mood,goal | sed -n 4p) == \
	    $'dan\ta cold, will listen\tunderstand the second example' ]]
	[[ $(roster list -H -c mood,goal | grep -c '.	.') == 7 ]]
}

question_round() {
	at 18:15
	types >questions <<'END'
qboard add <<.
ana: What would the system have to know for that?
chloe: Has anybody seen this happen?
gil: Who would measure it?
.
qboard up 11 -w ben,dan,eva
qboard up 12 -w fay
qboard next
timer speak eva 2m
timer hush
END
	at_most 10
	grep -q 'Has anybody seen this happen' questions
	[[ $(qboard list -H -c votes,who | head -n 2) == \
	    $'4\tchloe\n2\tgil' ]]
}

positions() {
	at 18:40
	types <<'END'
vote cast 1 agree -w ana,ben,eva
vote cast 1 disagree "it is never written down exactly" -w chloe
vote cast 1 disagree "training does not see meaning" -w dan
vote cast 1 pass -w rest
END
	at_most 4
	[[ $(vote tally 1 -H -c position,count | tr '\t\n' ' ,') == \
	    'agree 3,disagree 2,pass 2,' ]]
	[[ $(vote export -H -c who,comment | grep -c '	.') == 2 ]]
	run -1 vote missing 1
}

groups() {
	at 18:50
	types >groups <<'END'
breakout make -t instrumental,deception,misgeneralization
END
	at_most 1
	[[ $(breakout list -H -c who | tr ',' '\n' | sort | paste -sd ' ') == \
	    'ana ben chloe dan eva fay gil' ]]
	[[ $(breakout list -H -c topic | sort -u | wc -l) == 3 ]]
	run -0 breakout score --pairs -H
	[[ -z $output ]]
}

# Of the closing round's 16 lines the actions take 9.
learned() {
	at 19:25
	types <<'END'
roster checkout ana "a right reward can still train a wrong goal"
roster checkout ben "tests tell less than I thought"
roster checkout chloe "that I can disagree and be thanked for it"
roster checkout dan "an experiment with two goals and one reward"
roster checkout eva "who will try it with me: Fay"
roster checkout fay "to ask what would change my mind"
roster checkout gil "listening is harder than talking"
END
	at_most $((16 - 9))
	[[ $(roster list -H -c learned | grep -c .) == 7 ]]
	[[ $(roster list -H -c learned | tail -n 1) == \
	    'listening is harder than talking' ]]
}

@test "typing: an evening of seven" {
	evening_here
	check_in
	question_round
	positions
	groups
	learned
	at 19:30
	types <<'END'
agenda end
session check
END
	at_most 2
}

@test "typing: the closing round's actions" {
	command -v actions || skip 'no actions here'
	evening_here
	roster -q in ana ben chloe dan eva fay gil
	at 19:20
	types <<'END'
actions add <<.
ana: read the second paper; fri; library; download the pdf
ben: try the two rewards; sun; home; copy last week's notebook
chloe: write up our example; wed; train; open the shared file
dan: ask the author; mon; by mail; find the address
eva: run the test with Fay; sat; at the lab; book the room
fay: make the plots; sun; at the lab; ask Eva for the data
gil: invite two friends; tue; at work; say it at lunch
.
END
	at_most 9
	[[ $(actions list -H | wc -l) == 7 ]]
	[[ $(actions list -H -c who,where,first,what | grep ^dan) == \
	    $'dan\tby mail\tfind the address\task the author' ]]
}
