#!/usr/bin/env bats
# vote: open, close, seal, reveal, round.
load helper

setup() {
	fresh
	session_here
	vote add 'Trees cool' >/dev/null
	vote add 'Roofs glare' >/dev/null
}

@test "vote close, open: positions are taken, or not" {
	vote cast 1 agree -w ben
	vote close 1 2
	run -0 vote list -H -c state
	[[ $output == $'closed\nclosed' ]]
	keep_bytes . ../before
	run -2 --separate-stderr vote cast 1 disagree -w ben
	[[ $stderr == 'vote: statement 1 is closed: vote open 1 first' ]]
	run -2 --separate-stderr vote uncast 1 -w ben
	[[ $stderr == 'vote: statement 1 is closed: vote open 1 first' ]]
	vote close 1
	same_bytes . ../before
	vote open 1
	vote cast 1 disagree -w ben
	run -0 vote tally 1 -H -c count
	[[ $output == $'0\n1\n0' ]]
}

@test "vote close: who was entitled is frozen" {
	vote cast 1 agree -w ben
	vote close 1
	run -0 tail -n 1 notes.tsv
	[[ $output == *$'\tentitled\t\tben,chloe\tmod' ]]
	{
		tsv 2026-11-20T18:30:00.000Z ben - - out mod
		tsv 2026-11-20T18:30:00.000Z dan Dan - in mod
		tsv 2026-11-20T18:30:00.000Z eva Eva - in mod
	} >>people.tsv
	run -0 vote list -H -c no,cast,present
	[[ $output == $'1\t1\t2\n2\t0\t3' ]]
	run -0 vote missing 1 -H -c who
	[[ $output == chloe ]]
	vote open 1
	run -0 vote list -H -c present
	[[ $output == $'3\n3' ]]
	vote close 1
	run -0 vote list -H -c present
	[[ $output == $'3\n3' ]]
	run -0 vote show 1 -H -c field,value
	[[ $output == *$'\nentitled\tben,chloe\nentitled\tchloe,dan,eva' ]]
}

@test "vote close: where nobody is recorded, who voted in the session" {
	rm people.tsv
	vote cast 1 agree -w ana
	vote cast 2 agree -w ben
	vote close 1
	run -0 tail -n 1 notes.tsv
	[[ $output == *$'\tentitled\t\tana,ben\tmod' ]]
	vote cast 2 agree -w chloe
	run -0 vote list -H -c present
	[[ $output == $'2\n3' ]]
}

# Every way to look, and what it must not say.
looks() {
	vote list "$@"
	vote show 1 "$@"
	vote tally "$@"
	vote tally --round all --all-rows "$@"
	vote matrix "$@"
	vote matrix "$@" -o md
	vote matrix "$@" -o csv
	vote pairs "$@"
	vote rank "$@"
	vote export "$@"
	vote shift -a "$@"
	vote log 1 "$@"
	session log "$@"
}

@test "vote seal: nothing shows positions or comments until reveal" {
	vote cast 1 agree 'a secret' -w ana
	vote round 1
	vote cast 1 disagree 'a secret' -w ana,ben
	vote cast 2 disagree -w ana
	run -0 looks
	[[ $output == *'a secret'* && $output == *agree* ]]
	vote edit 1 options=yellow,violet --same
	vote seal 1
	vote cast 1 yellow 'a secret' -w ben
	vote cast 2 agree -w ana
	run -0 looks
	[[ $output != *secret* && $output != *$'\tyellow\t'* ]]
	[[ $output != *'position=yellow'* ]]
	run -0 --separate-stderr vote tally 1 -H
	[[ -z $output ]]
	[[ $stderr == 'vote: sealed until `vote reveal`: statement 1' ]]
	run -0 vote tally -q 1 -H
	[[ -z $output ]]
	run -0 vote rank -H -c no,divisive,consensus,cast,leading
	[[ $output == *$'1\t\t\t2\t\n'* ]]
	run -0 vote list -H -c no,state,cast
	[[ ${lines[0]} == $'1\tsealed\t2' ]]
	run -0 vote missing 1 -H -c who
	[[ $output == chloe ]]
	run -0 vote show 1
	[[ $output == *$'\npositions\tsealed'* ]]
	run -0 session log -H -c table,change
	[[ $(grep -c $'^votes\tsealed$' <<<"$output") == 4 ]]
	vote reveal 1
	run -0 looks
	[[ $output == *'a secret'* && $output == *'position=yellow'* ]]
	run -0 vote tally 1 -H -c position,count
	[[ ${lines[0]} == $'yellow\t1' ]]
}

@test "vote seal: it cannot be opened by a back door" {
	vote seal 1
	keep_bytes . ../before
	for verb in open close round drop; do
		run -2 --separate-stderr vote $verb 1
		[[ $stderr == 'vote: statement 1 is sealed: vote reveal 1 first' ]]
	done
	run -2 vote edit 1 state=open
	same_bytes . ../before
	run -1 --separate-stderr bash -c 'vote next && vote next'
	[[ $output != *Trees* ]]
}

@test "vote add -: the state of a sealed statement is not set by a row" {
	local id
	id=$(vote list -H -c id | head -n 1)
	vote seal 1
	keep_bytes . ../before
	run -2 --separate-stderr vote add - < <(tsv id state; tsv "$id" open)
	[[ $stderr == 'vote: standard input:2: statement 1 is sealed: vote reveal 1 first' ]]
	same_bytes . ../before
}

@test "vote reveal: only what is sealed" {
	run -2 --separate-stderr vote reveal 1
	[[ $stderr == 'vote: statement 1 is not sealed: it is open' ]]
	vote close 1
	run -2 --separate-stderr vote reveal 1
	[[ $stderr == 'vote: statement 1 is closed: vote open 1 first' ]]
	run -2 --separate-stderr vote seal 1
	[[ $stderr == 'vote: statement 1 is closed: vote open 1 first' ]]
}

@test "vote: several statements are all changed, or none" {
	vote seal 2
	keep_bytes . ../before
	run -2 vote close 1 2
	same_bytes . ../before
}

@test "vote round: votes again, the first round kept" {
	vote cast 1 agree 'at first' -w ana,ben
	vote close 1
	vote round 1
	run -0 vote list -H -c state,round,cast
	[[ ${lines[0]} == $'open\t2\t0' ]]
	vote cast 1 disagree -w ana
	run -0 vote export -H -c who,round,position,comment
	[[ $output == $'ana\t1\tagree\tat first\nben\t1\tagree\tat first\nana\t2\tdisagree\t' ]]
	run -2 --separate-stderr vote round 2
	[[ $stderr == 'vote: nobody has voted in round 1 of statement 2' ]]
}
