# agenda: running the meeting. start, next, back, skip, extend, end, tick, now.

load helper

setup() {
	fresh
	session_here
	export MOOT_SEED=7
}

# at HH:MM:SS: the clock stands there from now on.
at() {
	frozen "2026-11-20T${1}Z"
}

# now COL,...: those columns of `now`, joined by spaces.
now() {
	agenda now -H -o tsv -c "$1" | tr '\t' ' '
}

# refuse MESSAGE COMMAND...: that it says no and changes nothing.
refuse() {
	local message=$1
	shift
	keep_bytes . ../before
	run -1 --separate-stderr "$@"
	[[ -z $output ]]
	# shellcheck disable=SC2053
	[[ $stderr == $message ]] || { echo "$stderr"; return 1; }
	same_bytes . ../before
}

@test "start, next, end: events, and what is under way then" {
	run -0 agenda start
	[[ $output == $'arrive\tArriving\t10m' ]]
	at 18:10:00
	run -0 agenda next
	[[ $output == $'understand\tUnderstanding\t40m' ]]
	at 18:50:00
	run -0 agenda next -q
	[[ -z $output ]]
	at 19:00:00
	run -0 agenda end
	[[ -z $output ]]
	[[ $(cut -f 1-3 times.tsv) == $'time\tid\tevent\n2026-11-20T18:00:00.000Z\tarrive\tstart\n2026-11-20T18:10:00.000Z\tunderstand\tstart\n2026-11-20T18:50:00.000Z\tclose\tstart\n2026-11-20T19:00:00.000Z\t\tend' ]]
	[[ $(agenda list -H -c state,actual | tr '\t\n' ' ,') == "done 10m, ,done 40m,done 10m," ]]
}

@test "start: an item, a parent's first timed part, never twice" {
	run -2 --separate-stderr agenda start bread
	[[ $stderr == "agenda: it takes no time, so it cannot be started: Bread" ]]
	agenda add --under understand -k check "Texts open"
	agenda add --under understand -l 5 Gather
	run -0 agenda start understand
	[[ $output == *$'\tGather\t5m' ]]
	refuse "agenda: under way already: Gather" agenda start
	refuse "agenda: under way already: Gather" agenda start understand
	run -0 agenda start close
	[[ $output == $'close\tClosing\t10m' ]]
}

@test "start: in a session with nothing that takes time" {
	agenda drop arrive understand close
	refuse "agenda: nothing to go to: no item of the agenda takes time" \
	    agenda start
}

@test "next: past boxes, goals, announcements, prep and extra" {
	agenda add --after arrive -k goal G
	agenda add --after arrive -k announce A
	agenda add --after arrive -k prep P
	agenda add --after arrive --extra E
	agenda start -q
	at 18:05:00
	run -0 agenda next
	[[ $output == understand* ]]
}

@test "next: before the start it starts; not twice within 3 s, unless -f" {
	run -0 agenda next
	[[ $output == arrive* ]]
	at 18:10:00
	agenda next -q
	at 18:10:02.999
	refuse "agenda: moved on less than 3 s ago, to: Understanding; -f goes on all the same" \
	    agenda next
	run -0 agenda next -f
	[[ $output == close* ]]
	at 18:10:06
	refuse "agenda: the plan is over, nothing comes after Closing: agenda end ends the meeting" \
	    agenda next
}

@test "back: the withdrawn time goes to the earlier item" {
	refuse "agenda: nothing runs" agenda back
	agenda start -q
	refuse "agenda: nothing came before: Arriving" agenda back
	at 18:08:00
	agenda next -q
	at 18:11:00
	run -0 agenda back
	[[ $output == $'arrive\tArriving\t10m' ]]
	at 18:12:00
	[[ $(now id,elapsed,left) == "arrive 720 -120" ]] || [[ $(agenda now -H -c id,elapsed,left || true) == $'arrive\t720\t-120' ]]
	agenda next -q
	at 18:13:00
	[[ $(now id,elapsed) == "understand 60" ]]
}

@test "back: again and again, to the first" {
	agenda start -q
	at 18:05:00
	agenda next -q
	at 18:06:00
	agenda start -q arrive
	at 18:08:00
	agenda next -q
	at 18:09:00
	agenda next -q
	at 18:10:00
	[[ $(agenda back | cut -f 1) == understand ]]
	[[ $(agenda back | cut -f 1) == arrive ]]
	[[ $(agenda back | cut -f 1) == understand ]]
	[[ $(agenda back | cut -f 1) == arrive ]]
	refuse "agenda: nothing came before: Arriving" agenda back
	at 18:11:00
	[[ $(agenda now -H -c id,elapsed || true) == $'arrive\t660' ]]
	# And on again, from there.
	agenda next -q
	at 18:12:00
	[[ $(agenda back | cut -f 1) == arrive ]]
}

@test "back: what was counted before a pause goes to the earlier item too" {
	agenda start -q
	at 18:05:00
	agenda next -q
	at 18:07:00
	timer pause -q
	at 18:10:00
	timer resume -q
	at 18:11:00
	agenda back -q
	[[ $(agenda list -H -c actual | tr '\n' ,) == "8m,,,," ]]
	agenda next -q
	at 18:12:00
	timer pause -q
	at 18:20:00
	agenda back -q
	[[ $(agenda list -H -c actual | tr '\n' ,) == "9m,,,," ]]
}

@test "skip: the current one, one to come, a whole part" {
	refuse "agenda: nothing runs" agenda skip
	agenda add --under understand -l 5 Gather
	agenda add --under understand -l 5 Answer
	agenda start -q
	run -0 agenda skip understand
	[[ $output == arrive* ]]
	refuse "agenda: skipped already: Understanding" agenda skip understand
	at 18:04:00
	run -0 agenda skip
	[[ $output == close* ]]
	[[ $(agenda list -H -c state | tr '\n' ,) == "skipped,,skipped,,,now," ]]
	at 18:05:00
	run -0 --separate-stderr agenda skip
	[[ -z $output && $stderr == "agenda: the plan is over: agenda end ends the meeting" ]]
	run -2 --separate-stderr agenda skip bread
	[[ $stderr == "agenda: it takes no time, so it cannot be skipped: Bread" ]]
}

@test "skip: a part within which the meeting is" {
	agenda add --under understand -l 5 Gather
	agenda add --under understand -l 5 Answer
	agenda start -q understand
	at 18:02:00
	run -0 agenda skip understand
	[[ $output == close* ]]
	# And where nothing comes after it.
	agenda start -q understand
	agenda drop close
	at 18:03:00
	run -0 --separate-stderr agenda skip understand
	[[ $stderr == "agenda: the plan is over: agenda end ends the meeting" ]]
	run -1 agenda now
}

@test "extend: the current one, another, less" {
	refuse "agenda: nothing runs" agenda extend +5
	agenda start -q
	run -0 agenda extend +5m
	[[ $output == $'arrive\tArriving\t15m' ]]
	[[ $(now left,end) == "900 19:05" ]]
	run -0 agenda extend -3
	[[ $output == $'arrive\tArriving\t12m' ]]
	agenda extend -q close +90s
	[[ $(now end) == 19:03 ]]
	[[ $(tail -1 times.tsv | cut -f 2-4) == $'close\textend\t+1m30s' ]]
	keep_bytes . ../before
	run -2 --separate-stderr agenda extend 5
	[[ $stderr == 'agenda: not a change of length: "5": give +5m or -2m' ]]
	same_bytes . ../before
	agenda add --under close X
	run -2 --separate-stderr agenda extend close +1
	[[ $stderr == "agenda: only what runs by itself can be extended"* ]]
}

@test "extend: by less than nothing takes what there is, no more" {
	agenda start -q
	run -0 agenda extend -2h
	[[ $output == $'arrive\tArriving\t0m' ]]
	keep_bytes . ../before
	run -0 agenda extend -1m
	[[ $output == $'arrive\tArriving\t0m' ]]
	same_bytes . ../before
	run -0 timer extend -1m
	same_bytes . ../before
	run -0 agenda extend +5m
	[[ $output == $'arrive\tArriving\t5m' ]]
	timer start -q 3m
	timer extend -q -5m
	run -0 timer extend +1m
	[[ $(timer list -H -c length) == *60 ]]
}

@test "end: not before the start, not twice; then next says so" {
	refuse "agenda: the meeting has not begun" agenda end
	agenda start -q
	at 18:31:00
	agenda end
	refuse "agenda: the meeting ended already, at 18:31" agenda end
	refuse "agenda: the meeting has ended: start an item to take it up again*" \
	    agenda next
	refuse "agenda: the meeting has ended*" agenda start
	run -0 agenda start close
	[[ $output == close* ]]
	[[ $(now id) == close ]]
}

@test "tick, untick: boxes only, twice is once" {
	agenda add -k goal Know
	run -0 agenda tick bread 5
	[[ -z $output ]]
	[[ $(agenda list -H -c state | tr '\n' ,) == ",done,,,done," ]]
	keep_bytes . ../before
	agenda tick bread
	same_bytes . ../before
	agenda untick bread
	[[ $(agenda list -H -c state | tr '\n' ,) == ",,,,done," ]]
	keep_bytes . ../before
	run -2 --separate-stderr agenda tick bread close
	[[ $stderr == "agenda: no box to tick: Closing: its kind is item" ]]
	run -2 --separate-stderr agenda tick frob
	same_bytes . ../before
}

@test "--at: what one forgot; never before the last event" {
	at 18:20:00
	agenda start -q --at 18:05
	agenda next -q --at -3m
	[[ $(cut -f 1 times.tsv | tail -2 | tr '\n' ' ') == \
	    "2026-11-20T18:05:00.000Z 2026-11-20T18:17:00.000Z " ]]
	keep_bytes . ../before
	run -2 --separate-stderr agenda next -f --at 18:10
	[[ $stderr == "agenda: --at is before the last event, of 2026-11-20T18:17" ]]
	run -2 --separate-stderr agenda next --at soon
	same_bytes . ../before
}

@test "--at: before the last step is told as that, not as pressed twice" {
	agenda start -q
	at 18:10:00
	agenda next -q
	at 18:10:01
	run -2 --separate-stderr agenda next --at -5m
	[[ $stderr == "agenda: --at is before the last event, of 2026-11-20T18:10" ]]
}

@test "--at: not what is to come, after which nothing could be put" {
	keep_bytes . ../before
	run -2 --separate-stderr agenda start --at 2027-11-20T18:00
	[[ $stderr == 'agenda: not a time that has passed: --at "2027-11-20T18:00"' ]]
	same_bytes . ../before
}

@test "-n prints the event and writes nothing" {
	keep_bytes . ../before
	run -0 agenda start -n
	[[ ${lines[0]} == $'time\tid\tevent'* ]]
	[[ ${lines[1]} == $'2026-11-20T18:00:00.000Z\tarrive\tstart'* ]]
	((${#lines[@]} == 2))
	same_bytes . ../before
}

@test "now: numbers, the section, exit status" {
	run -1 --separate-stderr agenda now
	[[ $output == $'id\ttitle\telapsed\tleft\tbehind\tnext\tend\tunder\tunder_left' ]]
	[[ $stderr == "agenda: nothing runs" ]]
	agenda add --under understand -l 5 Gather
	agenda add --under understand -l 30 Answer
	agenda start -q --now 2026-11-20T18:02:00Z
	agenda next -q --now 2026-11-20T18:12:00Z
	at 18:14:00
	agenda now -o json | jq -e '.[0] | del(.id) == {title:"Gather",
	    elapsed:120, left:180, behind:120, next:"Answer", end:"18:57",
	    under:"Understanding", under_left:2280}'
	at 18:17:00
	run -0 agenda now -H -c left
	[[ $output == 0 ]]
	at 18:17:01
	run -1 agenda now -H -c left,behind
	[[ $output == $'-1\t121' ]]
	agenda end
	run -1 --separate-stderr agenda now -q
	[[ -z $stderr ]]
	[[ $(agenda now -o json 2>/dev/null || true) == "[]" ]]
}

@test "now: end is a time of the session's zone" {
	sed -i 's/zone\tUTC/zone\tAsia\/Kolkata/' session.tsv
	agenda start -q
	[[ $(now end) == 00:30 ]]
}

@test "now -F: every letter, an unknown one, over" {
	agenda add --under understand -l 5 Gather
	agenda start -q --now 2026-11-20T18:00:01Z
	at 18:08:01
	run -0 agenda now -F '%t|%l|%e|%p|%c|%i|%b|%n|%E|%u|%U|%%'
	[[ $output == "Arriving|2:00|8:00|80|warn|arrive|0:01|Gather|18:25||"*"|%" ]]
	run -0 agenda now -F '%c' --now 2026-11-20T18:08:00Z
	[[ $output == ok ]]
	run -1 agenda now -F '%l %c' --now 2026-11-20T18:10:13Z
	[[ $output == "-0:12 over" ]]
	agenda next -q
	run -0 agenda now -F '%t %u %U %b'
	[[ $output == "Gather Understanding 40:00 -1:59" ]]
	run -2 --separate-stderr agenda now -F '%z'
	[[ $stderr == 'agenda: unknown in a format: "%z": there are %t'* ]]
}

@test "two at once: next pressed by two people moves on once" {
	unset MOOT_NOW
	agenda start -q
	sleep 0.01
	agenda next -q &
	agenda next -q &
	wait
	(($(grep -c start times.tsv) == 2))
	run -1 agenda next
	[[ $output == *"less than 3 s ago"* ]]
}

# Any sequence of steps keeps the time: what the items took is what passed
# from the start to the end, less pauses.
sum_of_actuals() {
	agenda list -o json | jq -r '.[] | select(.offset != "") | .actual' |
	    awk '{ n = 0
		while (match($0, /^[0-9]+[hms]/)) {
			v = substr($0, 1, RLENGTH - 1); u = substr($0, RLENGTH, 1)
			n += v * (u == "h" ? 3600 : u == "m" ? 60 : 1)
			$0 = substr($0, RLENGTH + 1)
		}
		s += n } END { print s + 0 }'
}

@test "any sequence of steps keeps the sum of times (seeds 1 to 12)" {
	local seed i t paused from
	for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
		RANDOM=$seed
		rm -f times.tsv
		session_here
		agenda add -q --after arrive -l 5 Gather >/dev/null
		t=$(date -ud 2026-11-20T18:00:00Z +%s)
		step() {
			MOOT_NOW=$(date -ud "@$t" +%Y-%m-%dT%H:%M:%SZ) "$@" \
			    >/dev/null 2>&1 || true
		}
		step agenda start
		from=$t paused=0
		for ((i = 0; i < 25; i++)); do
			((t += 4 + RANDOM % 200)) || true
			case $((RANDOM % 8)) in
			0 | 1 | 2) step agenda next ;;
			3) step agenda back ;;
			4) step agenda extend +1m ;;
			5) step agenda tick bread ;;
			6) step agenda start $((1 + RANDOM % 5)) ;;
			7)
				printf '%s\t%s\t%s\n' "$(date -ud "@$t" +%Y-%m-%dT%H:%M:%S.000Z)" "" pause >>times.tsv
				printf '%s\t%s\t%s\n' "$(date -ud "@$((t + 60))" +%Y-%m-%dT%H:%M:%S.000Z)" "" resume >>times.tsv
				((t += 61, paused += 60))
				;;
			esac
		done
		((t += 10))
		step agenda end
		export MOOT_NOW=2026-11-21T00:00:00Z
		run sum_of_actuals
		((output == t - from - paused)) || {
			echo "seed $seed: $output, not $((t - from - paused))"
			cat times.tsv
			return 1
		}
	done
}
