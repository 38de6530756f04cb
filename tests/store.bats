#!/usr/bin/env bats
# How tables are written: together, under a lock, and only as told.
load helper

setup() {
	fresh
	session_here
	before=$BATS_TEST_TMPDIR/before
}

@test "store: eight writers at once, and no row is lost or torn" {
	local i
	unset MOOT_NOW
	export MOOT_LOCK_WAIT=120
	for i in {1..8}; do
		(
			local k
			for k in {1..25}; do
				agenda add -q "item $i-$k" >>"../ids.$i" || exit
			done
		) 3>&- &
	done
	wait
	cat ../ids.* | sort >../told
	(($(wc -l <../told) == 200))
	cut -f 1 agenda.tsv | sed 1,5d | sort | diff - ../told
	[[ -z $(uniq -d ../told) ]]
	run -0 --separate-stderr agenda list -o tsv -c id
	[[ -z $stderr ]]
	((${#lines[@]} == 205))
}

@test "store: one writer appends while another lays the table anew" {
	local i
	unset MOOT_NOW
	(for i in {1..40}; do agenda add -q "item $i" >/dev/null; done) 3>&- &
	for i in {1..20}; do
		agenda move close --first
		agenda move close --after understand
	done
	wait
	run -0 --separate-stderr agenda list -o tsv -c id
	[[ -z $stderr ]]
	((${#lines[@]} == 45))
}

@test "store: a reader sees a snapshot, never half of a change" {
	local i n
	unset MOOT_NOW
	(for i in {1..30}; do printf 'a\nb\nc\n' | agenda add -q; done \
	    >/dev/null) 3>&- &
	for i in {1..60}; do
		n=$(agenda list -H -o tsv -c id | wc -l)
		(((n - 4) % 3 == 0))
	done
	wait
}

@test "store: add - twice is once" {
	agenda add -l 5m Tea
	agenda list -o tsv >../rows
	mkdir ../other
	cp session.tsv ../other
	agenda -d ../other add - <../rows
	keep_bytes ../other "$before"
	run -0 --separate-stderr agenda -d ../other add - <../rows
	[[ -z $output && -z $stderr ]]
	same_bytes ../other "$before"
	agenda -d ../other list -o tsv | diff - ../rows
	agenda add - <../rows
	cut -f 1 agenda.tsv | sort | uniq -d >../twice
	[[ ! -s ../twice ]]
}

@test "store: add - takes rows with what they cleared" {
	mkdir ../other
	cp session.tsv ../other
	vote add -q S
	printf 'Ana\nBen\n' | roster add -q
	vote cast -q 1 agree -w ana
	vote cast -q 1 agree -w ben
	vote uncast -q 1 -w ben
	qboard add -q Why
	qboard edit -q 1 topic=x
	qboard edit -q 1 topic=
	vote -d ../other add -q - <statements.tsv
	vote -d ../other cast - <votes.tsv
	qboard -d ../other add -q - <questions.tsv
	diff votes.tsv ../other/votes.tsv
	diff questions.tsv ../other/questions.tsv
	keep_bytes ../other "$before"
	vote -d ../other cast - <votes.tsv
	qboard -d ../other add - <questions.tsv
	same_bytes ../other "$before"
	run -2 --separate-stderr qboard -d ../other add - <<END
id	text
$(qboard list -H -c id)	\N
END
	[[ $stderr == 'qboard: standard input:2: text cannot be cleared' ]]
}

@test "store: what cleared a field without a time clears it once" {
	qboard add -q Why
	qboard edit -q 1 topic=x
	tsv id topic >../rows
	tsv "$(qboard list -H -c id)" '\N' >>../rows
	qboard add - <../rows
	[[ -z $(qboard list -H -c topic) ]]
	keep_bytes . "$before"
	qboard add - <../rows
	same_bytes . "$before"
}

@test "store: rows with a time that is to come, and rows without" {
	tsv id time text topic >../rows
	tsv q1 - Why a >>../rows
	tsv q1 2026-11-20T18:10:00.000Z How b >>../rows
	tsv q1 - - a >>../rows
	qboard add -q - <../rows
	keep_bytes . "$before"
	qboard add -q - <../rows
	same_bytes . "$before"
	[[ $(qboard list -H -c text,topic) == $'Why\ta' ]]
}

@test "store: a closed statement lets no position be cleared" {
	vote add -q S
	roster add -q Ana
	vote cast -q 1 agree -w ana
	vote close -q 1
	run -2 --separate-stderr vote cast - <<END
who	ref	position
ana	1	\N
END
	[[ $stderr == *': closed'* || $stderr == *closed* ]]
	[[ $(vote list -H -c cast) == 1 ]]
}

@test "store: a byte order mark on standard input is no text" {
	printf '\xef\xbb\xbfid\ttext\nq1\thello\n' >../rows
	qboard add - <../rows
	keep_bytes . "$before"
	qboard add - <../rows
	same_bytes . "$before"
	printf '\xef\xbb\xbfWhy\n' | qboard add -q
	[[ $(qboard list -H -c text | xargs) == 'hello Why' ]]
	run ! grep -q $'\xef\xbb\xbf' questions.tsv
}

@test "store: a row whose fields are the names of the key is a row" {
	agenda add -q One
	agenda add -q time -k id --after 1
	[[ $(agenda list -H -c title,kind -o tsv | grep -c $'^time\tid$') == 1 ]]
	qboard add -q Why
	run -0 --separate-stderr qboard add -n -t id time
	[[ ${lines[0]} == time$'\t'id$'\t'* && ${#lines[@]} == 2 ]]
}

@test "store: an item without id is no header once it has one" {
	{
		tsv id length title owner time
		tsv - 5m Time id
		tsv - 5m Time ana
		tsv - 5m Id time
	} >agenda.tsv
	agenda start -q
	[[ $(agenda list -H -o tsv -c id,title) == \
	    $'time-2\tTime\ntime\tTime\nid-2\tId' ]]
	run -0 agenda move 2 --first
	[[ ! -e agenda.tsv.rejected ]]
	[[ $(agenda list -H -c id | xargs) == 'time time-2 id-2' ]]
}

@test "store: what stands under a column named twice is not lost" {
	{
		tsv time id title length note note
		tsv - - One 5m n1 n2
		tsv - - Two 5m m1 m2
	} >agenda.tsv
	run -0 agenda start
	[[ $(tail -n 2 agenda.tsv) == $(
		tsv - one One 5m n1 n2
		tsv - two Two 5m m1 m2
	) ]]
	keep_bytes . "$before"
	run -3 --separate-stderr agenda move 2 --first
	[[ $stderr == *'agenda.tsv: a column is named twice, or there are too many: to move lines would lose what stands there' ]]
	same_bytes . "$before"
	agenda edit -q two title=Other
	{
		tsv id time title title
		tsv - - One
		tsv time id title length
		tsv - a Two 5m
		tsv time 2026-11-20T18:00:00.000Z id title
		tsv - v b Three
	} >agenda.tsv
	agenda note -q one Hello
	[[ ! -e agenda.tsv.rejected ]]
	[[ $(agenda list -H -c title | xargs) == 'One Two Three' ]]
	tsv id time title length note note >agenda.tsv
	tsv one - One >>agenda.tsv
	tsv two - Two >>agenda.tsv
	agenda edit -q two title=Other
	[[ $(agenda list -H -c title | xargs) == 'One Other' ]]
}

@test "store: a new id is no other record's, in whichever table" {
	export MOOT_SEED=1
	{
		agenda add Tea
		qboard add Why
		vote add So
		session note Hm
		actions add Read
		feedback add -r 8
		feedback try Walk
		timer start 5m
	} >ids
	[[ $(sort -u ids | wc -l) == 8 ]]
	run -0 session check
}

@test "store: an id that is given must not be taken in another table" {
	local program
	for program in qboard vote agenda; do
		keep_bytes . "$before"
		run -2 --separate-stderr "$program" add - \
		    < <(printf 'id\ttitle\ttext\nana\tA\tA\n')
		[[ $stderr == "$program: standard input:2: the id \"ana\" is taken, in people.tsv" ]]
		same_bytes . "$before"
	done
	run -2 --separate-stderr roster add --id close Clovis
	[[ $stderr == 'roster: the id "close" is taken, in agenda.tsv' ]]
}

@test "store: waiting for the lock is bounded" {
	keep_bytes . "$before"
	flock . sleep 60 3>&- &
	local holder=$! started=$EPOCHREALTIME
	until ! flock -n . true; do :; done
	MOOT_LOCK_WAIT=0.3 run -4 --separate-stderr agenda add Tea
	[[ $stderr == "agenda: another program holds the session's lock; waited 0.3 s: ." ]]
	awk "BEGIN { exit !($EPOCHREALTIME - $started < 5) }"
	MOOT_LOCK_WAIT=0 run -4 --separate-stderr agenda list
	pkill -P "$holder"
	wait "$holder" || :
	same_bytes . "$before"
	MOOT_LOCK_WAIT=0 run -0 agenda list
}

@test "store: a lock that is let go in time is waited for" {
	flock . sleep 0.4 3>&- &
	until ! flock -n . true; do :; done
	MOOT_LOCK_WAIT=30 run -0 agenda add Tea
}

@test "store: readers do not keep each other out" {
	flock -s . sleep 60 3>&- &
	local holder=$!
	until ! flock -n -x . true; do :; done
	MOOT_LOCK_WAIT=0 run -0 agenda list
	pkill -P "$holder"
	wait "$holder" || :
}

@test "store: a table behind a link stays there, with its mode" {
	mv agenda.tsv plan.tsv
	ln -s plan.tsv agenda.tsv
	chmod 640 plan.tsv
	agenda add Tea
	agenda move close --first
	[[ -L agenda.tsv ]]
	[[ $(stat -c %a plan.tsv) == 640 ]]
	[[ $(agenda list -H -o tsv -c id | head -n 1) == close ]]
}

@test "store: BOM and CRLF are read and never written" {
	sed -i '1s/^/\xef\xbb\xbf/; s/$/\r/' agenda.tsv
	cp agenda.tsv "$before"
	run -0 --separate-stderr agenda list -o tsv
	[[ -z $stderr && $output != *$'\r'* ]]
	[[ ${lines[1]} == $'1\tarrive\t'* ]]
	agenda edit arrive title=Here
	head -c "$(stat -c %s "$before")" agenda.tsv | cmp - "$before"
	tail -n 1 agenda.tsv | grep -q Here
	run -1 grep -c $'\r' <(tail -n 1 agenda.tsv)
	agenda move close --first
	run -1 grep -q $'\r' agenda.tsv
	[[ $(head -c 2 agenda.tsv) == id ]]
}

@test "store: an unfinished line goes to agenda.tsv.rejected" {
	local half=$'half\t0\t5m\tHalf\t\t\t\t\t\t\t\t\t2026-11-20T17:30:00.000Z\tm'
	cp agenda.tsv "$before"
	printf %s "$half" >>agenda.tsv
	agenda add -q Tea
	head -n 5 agenda.tsv | cmp - "$before"
	(($(wc -l <agenda.tsv) == 6))
	[[ $(cat agenda.tsv.rejected) == "$half" ]]
	printf %s "$half" >>agenda.tsv
	agenda add -q Cake
	(($(wc -l <agenda.tsv.rejected) == 2))
}

@test "store: a writer killed in the middle leaves a table that reads" {
	local i
	unset MOOT_NOW
	for i in {1..20}; do
		agenda move close --first & # its temporary file may stay
		kill -9 $! 2>/dev/null || :
		wait $! 2>/dev/null || :
	done
	run -0 --separate-stderr agenda list -o tsv -c id
	[[ -z $stderr ]]
	((${#lines[@]} == 5))
	agenda move close --first
	[[ $(echo * .[!.]*) == "agenda.tsv people.tsv session.tsv .[!.]*" ]]
}

@test "store: a dry run prints the rows and writes none" {
	keep_bytes . "$before"
	run -0 agenda add -n -l 5m Tea
	[[ ${lines[0]} == id$'\t'depth$'\t'* && ${lines[1]} == *5m$'\t'Tea* ]]
	run -0 agenda start -n
	[[ ${lines[0]} == time$'\t'id$'\t'event$'\t'* ]]
	same_bytes . "$before"
}

@test "store: reading writes nothing" {
	keep_bytes . "$before"
	chmod 555 .
	unprivileged agenda list >/dev/null
	unprivileged agenda check >/dev/null
	chmod 755 .
	same_bytes . "$before"
	[[ $(ls -A) == $'agenda.tsv\npeople.tsv\nsession.tsv' ]]
}

@test "store: who types holds no lock, nor who is piped into" {
	local command typist input
	mkfifo ../typing
	for command in 'agenda add' 'agenda add -' 'agenda note arrive' \
	    'session note' 'roster add' 'roster add -' 'roster checkin' \
	    'vote import ../typing' 'vote import --long ../typing' \
	    'vote import --doc ../typing' 'feedback import ../typing' \
	    'qboard import ../typing' 'qboard import --doc ../typing' \
	    'breakout make --size 2 --apart ../typing'; do
		# One alone opens it: `exec` waits for the first who does.
		input=../typing
		[[ $command != *../typing ]] || input=/dev/null
		# shellcheck disable=SC2086
		$command <"$input" >../out 2>&1 3>&- &
		typist=$!
		exec 4>../typing
		sleep 0.1
		kill -0 "$typist"
		flock -n -x . true || {
			echo "holds the lock: $command"
			return 1
		}
		exec 4>&-
		wait "$typist" || : # nothing was typed
	done
	mkdir ../other
	cp session.tsv ../other
	MOOT_LOCK_WAIT=1 run -0 bash -o pipefail -c \
	    'agenda list | { sleep 0.2; agenda list >/dev/null; cat; } |
	    agenda -d ../other add -'
}

@test "store: what fails behind a change says that it stands" {
	run -4 --separate-stderr bash -c 'roster in --new Zoe >/dev/full'
	[[ $stderr == "roster: stdout: No space left on device; the change itself is written" ]]
	roster list -H -c id | grep -qx zoe
}
