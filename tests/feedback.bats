#!/usr/bin/env bats
# feedback: answers, what is tried because of them, and whether it helped.
load helper

# Three weeks; we are in the third.
setup() {
	fresh
	export MOOT_SEED=6
	local week
	for week in 1 2 3; do
		session init -q --zone Europe/Berlin \
		    --start "2026-11-$(printf %02d $((week * 7 - 1)))T18:00" \
		    "week-$week"
		roster -q -d "week-$week" add <<<$'Ana Paz\nBen Oh\nChloé' \
		    >/dev/null
		roster -q -d "week-$week" in ana ben
	done
	cd week-3 || return
}

listed() { # COLUMN,...
	feedback list -H -c "$1" "${@:2}"
}

# form ROW...: form.csv with a heading and those rows.
form() {
	echo 'Timestamp,How was it (1-10)?,What worked?,What should we change?,Ideas?,Your name,Room temperature' \
	    >form.csv
	printf '%s\n' "$@" >>form.csv
}

@test "add: by options, and one a line" {
	run -0 feedback add -r 8 --worked 'the groups' --change 'too fast' -w ana
	[[ $output =~ ^[a-z][a-z0-9]{5}$ ]]
	feedback add -q <<-'END'
		ben: 7; ; ; silence first
		9.5; all; nothing
	END
	diff -u - <(listed no,who,rating,worked,change,idea) <<-END
		$(tsv 1 ana 8 'the groups' 'too fast' -)
		$(tsv 2 ben 7 - - 'silence first')
		$(tsv 3 - 9.5 all nothing -)
	END
	run -0 --separate-stderr feedback list -o json
	jq -e '.[2].rating == 9.5 and .[0].idea == ""' <<<"$output"
}

@test "add: what is no rating, and what says nothing, are refused" {
	keep_bytes . ../../before
	run -2 --separate-stderr feedback add -r 11
	[[ $stderr == 'feedback: not a rating: "11": give a number from 1 to 10' ]]
	run -2 --separate-stderr feedback add <<<$'8\n;;;'
	[[ $stderr == 'feedback: standard input:2: an answer says nothing' ]]
	run -2 --separate-stderr feedback add 'it was good'
	[[ $stderr == *'give --worked, --change or --idea' ]]
	same_bytes . ../../before
}

@test "add --anon: neither who nor when" {
	frozen 2026-11-20T19:47:13Z
	feedback add -q --anon -r 8 --change 'too fast'
	feedback add -q --anon -r 8 --change 'too fast'
	run -0 tail -n 2 feedback.tsv
	[[ $output != *mod* && $output != *19:47* ]]
	[[ ${lines[0]} == 2026-11-20T17:00:00.000Z* ]]
	[[ ${lines[1]} == 2026-11-20T17:00:00.000Z* ]]
	[[ $(listed change | wc -l) == 2 ]]
	run -2 --separate-stderr feedback add --anon -r 8 -w ana
	[[ $stderr == 'feedback: --anon has no -w' ]]
}

@test "add --anon: what is said on two clones stands twice" {
	unset MOOT_SEED
	cp -r . ../../clone
	feedback add -q --anon -r 8 --worked 'the groups'
	feedback -d ../../clone add -q --anon -r 8 --worked 'the groups'
	# What `merge=union` makes of them, and one line of two that are equal.
	cat ../../clone/feedback.tsv feedback.tsv | awk '!seen[$0]++' >both
	mv both feedback.tsv
	[[ $(listed rating,worked) == $'8\tthe groups\n8\tthe groups' ]]
}

@test "add -: takes back what list prints, twice without a change" {
	feedback add -q <<<$'ana: 8; a; b; c\n7'
	feedback list -o tsv >rows
	feedback -d ../week-2 add -q - <rows
	feedback -d ../week-2 list -o tsv | diff rows -
	keep_bytes ../week-2 ../../before
	feedback -d ../week-2 add -q - <rows
	same_bytes ../week-2 ../../before
}

@test "chat feedback | feedback add -: twice adds nothing" {
	printf 'Ana Paz: change: too fast\nBen Oh: rating 7\n' >chat.txt
	chat feedback chat.txt >rows
	feedback add -q - <rows
	[[ $(listed who | wc -l) == $(($(wc -l <rows) - 1)) ]]
	keep_bytes . ../../before
	chat feedback chat.txt | feedback add -q -
	same_bytes . ../../before
}

@test "edit, drop, restore, note, show, log; of tries too" {
	feedback add -q -r 8 --change 'too fast'
	feedback edit -q 1 rating=7
	[[ $(listed rating) == 7 ]]
	feedback drop -q 1
	[[ -z $(listed id) && -n $(listed id -a) ]]
	feedback restore -q 1
	feedback note -q 1 'said by two'
	run -0 feedback show 1
	[[ $output == *$'note\tsaid by two'* ]]
	feedback log 1
	feedback try -q silence
	feedback edit -q --try 1 about='too fast'
	[[ $(feedback opening -H) == $'too fast\tsilence\t' ]]
	run -2 --separate-stderr feedback edit --try 1 verdict=bettr
	[[ $stderr == 'feedback: no verdict "bettr": did you mean "better"?' ]]
	feedback drop -q --try 1
	[[ -z $(feedback tries -H) ]]
	session check
}

@test "import: says which heading became what, and keeps the others" {
	form '11/20/2026 18:50:00,8,groups,"too
fast",silence,Ana Paz,21' '11/20/2026 19:01:30,7,,,,somebody,'
	run -0 --separate-stderr feedback import form.csv
	diff -u - <(echo "$stderr") <<-'END'
		feedback: time: "Timestamp"
		feedback: rating: "How was it (1-10)?"
		feedback: worked: "What worked?"
		feedback: change: "What should we change?"
		feedback: idea: "Ideas?"
		feedback: who: "Your name"
		feedback: 1 column under its own name
		feedback: week-3: 2 new
		feedback: 2 new, 0 as before
	END
	diff -u - <(listed 'time,who,rating,change,Your name,Room temperature') \
	    <<-END
		$(tsv 2026-11-20T17:50:00.000Z ana 8 'too\nfast' 'Ana Paz' 21)
		$(tsv 2026-11-20T18:01:30.000Z - 7 - somebody -)
	END
	[[ $(grep -c '^time' feedback.tsv) == 1 ]]
}

@test "import: twice adds nothing, of a longer file only the new" {
	form '11/20/2026 18:50:00,8,a,b,c,,' '11/20/2026 18:51:00,8,a,b,c,,' \
	    '11/20/2026 18:51:00,8,a,b,c,,'
	feedback import -q form.csv
	[[ $(listed id | sort -u | wc -l) == 3 ]]
	keep_bytes . ../../before
	run -0 --separate-stderr feedback import form.csv
	[[ $stderr == *'0 new, 3 as before' ]]
	same_bytes . ../../before
	echo '11/21/2026 7:00:00,9,,,,,' >>form.csv
	run -0 --separate-stderr feedback import form.csv
	[[ $stderr == *'1 new, 3 as before' ]]
	[[ $(listed rating | tail -n 1) == 9 ]]
}

@test "import: a question that is added or renamed leaves earlier answers" {
	printf '%s\n' Timestamp,rating,Talk,Room '2026-11-20 19:30,8,groups,' \
	    '2026-11-20 19:31,,pace,21' '2026-11-20 19:31,,pace,21' >form.csv
	feedback import -q form.csv
	keep_bytes . ../../before
	again() { # ROW...
		printf '%s\n' "$@" >form.csv
		run -0 --separate-stderr feedback import form.csv
		[[ $stderr == *'0 new, 3 as before' ]]
		cp form.csv ../../before
		same_bytes . ../../before
	}
	again Timestamp,rating,Talk,Lead,Room,Where '2026-11-20 19:30,8,groups,,,' \
	    '2026-11-20 19:31,,pace,,21,' '2026-11-20 19:31,,pace,,21,'
	again 'Timestamp,rating,The talk,Room' '2026-11-20 19:30,8,groups,' \
	    '2026-11-20 19:31,,pace,21' '2026-11-20 19:31,,pace,21'
	echo '2026-11-27 19:30,9,all,yes' >>form.csv
	run -0 --separate-stderr feedback import form.csv
	[[ $stderr == *'1 new, 3 as before' ]]
	# In other columns the same words are another answer.
	printf '%s\n' worked,change more, ,more >form.csv
	run -0 --separate-stderr feedback import form.csv
	[[ $stderr == *'2 new, 0 as before' ]]
}

@test "import: what was once known by its empty cells, too, is known again" {
	printf '%s\n' Timestamp,rating,worked '2026-11-20 19:30,8,groups' \
	    '2026-11-20 19:31,,pace' '2026-11-20 19:31,,pace' >form.csv
	{
		tsv time id rating worked by
		tsv 2026-11-20T18:30:00.000Z ax4dce 8 groups mod
		tsv 2026-11-20T18:31:00.000Z rmadg1 - pace mod
		tsv 2026-11-20T18:31:00.000Z z3qgds - pace mod
	} >feedback.tsv
	run -0 --separate-stderr feedback import form.csv
	[[ $stderr == *'0 new, 3 as before' ]]
}

@test "import: one form for a term, each answer under the session before" {
	form '11/5/2026 12:00:00,1,,,,,' '11/6/2026 18:00:00,2,,,,,' \
	    '11/13/2026 17:59:59,3,,,,,' '11/13/2026 18:00:00,4,,,,,' \
	    '12/24/2026 18:00:00,5,,,,,'
	session -d ../week-1 close -q
	run -0 --separate-stderr feedback import form.csv
	[[ $stderr == *$'1 older than every session, kept here' ]]
	[[ $(listed rating -d ../week-1 | xargs) == '2 3' ]]
	[[ $(listed rating -d ../week-2 | xargs) == 4 ]]
	[[ $(listed rating | xargs) == '1 5' ]]
	keep_bytes .. ../../all
	cd ../week-1
	feedback import -q ../week-3/form.csv
	same_bytes .. ../../all
	sed -i 2,4d ../week-3/form.csv
	echo '11/6/2026 19:00:00,6,,,,,' >>../week-3/form.csv
	feedback -d ../week-2 import -q --here ../week-3/form.csv
	[[ $(listed rating -d ../week-2 | xargs) == '6 4' ]]
}

@test "import: of several sessions none is written where one answer is wrong" {
	form '11/6/2026 18:00:00,2,,,,,' \
	    "11/13/2026 18:00:00,3,$(head -c 1100000 /dev/zero | tr '\0' x),,,,"
	keep_bytes .. ../../all
	run -2 --separate-stderr feedback import form.csv
	[[ $stderr == *'form.csv:3: '*' is too long'* ]]
	rm form.csv ../../all/*/form.csv
	same_bytes .. ../../all
}

@test "import: dates as the file's own values allow" {
	local header=Timestamp,rating
	printf '%s\n' $header '20.11.2026 18:50,8' '1.12.2026 7:05,9' >form.csv
	feedback import -q form.csv
	[[ $(listed time | xargs) == \
	    '2026-11-20T17:50:00.000Z 2026-12-01T06:05:00.000Z' ]]
	printf '%s\n' $header '12/11/2026 18:50,5' >form.csv
	keep_bytes . ../../before
	run -2 --separate-stderr feedback import form.csv
	[[ $stderr == *'feedback: is "12/11/2026 18:50" the month or the day first? say --dates mdy or dmy' ]]
	same_bytes . ../../before
	feedback import -q form.csv --dates mdy
	[[ $(listed time | tail -n 1) == 2026-12-11T17:50:00.000Z ]]
	printf '%s\n' $header '11/11/2026 18:50,6' >form.csv
	feedback import -q --here form.csv
	printf '%s\n' $header '2026/11/20 6:50:10 PM GMT+1,7' \
	    '2026-11-20T18:50:11Z,7' '2026-11-20 12:10:00 AM,7' >form.csv
	feedback -d ../week-2 import -q --here form.csv
	[[ $(listed time -d ../week-2 | xargs) == '2026-11-19T23:10:00.000Z 2026-11-20T17:50:10.000Z 2026-11-20T18:50:11.000Z' ]]
	run -2 --separate-stderr feedback import form.csv --dates ymd
	[[ $stderr == *'no order of dates "ymd": give mdy or dmy' ]]
}

@test "import: --map decides, and a field may be left out" {
	printf '%s\n' 'time,Note,state,state,,Stars' \
	    '2026-11-20 19:00,very good,ok,fine,x,12' >form.csv
	run -0 --separate-stderr feedback import form.csv --map worked=Note
	[[ $stderr == *'worked: "Note"'* ]]
	[[ $(listed 'worked,state (2),state (3),column 5,Stars') == \
	    $'very good\tok\tfine\tx\t12' ]]
	run -2 --separate-stderr feedback import form.csv --map rating=Stars
	[[ $stderr == *'rating: not every cell is a number from 1 to 10: "Stars"' ]]
	run -2 --separate-stderr feedback import form.csv --map rating=Star
	[[ $stderr == *'no column "Star": did you mean "Stars"?' ]]
	run -0 --separate-stderr feedback import -n --here form.csv \
	    --map time= --map worked=
	[[ $stderr != *'time: '* && $stderr != *'worked: '* ]]
}

@test "import --anon: no name, address or time of day, and says what went" {
	frozen 2026-11-21T09:08:07Z
	form '11/20/2026 18:50:31,8,a,b,c,Ana Paz,21' \
	    '11/20/2026 18:52:32,8,a,b,c,Ben Oh,21'
	sed -i '1s/$/,E-Mail,Done at/; 2s/$/,x@example.org,2026-11-20 18:51:33/
	    3s/$/,y@example.org,2026-11-20 18:53:34/' form.csv
	run -0 --separate-stderr feedback import --anon form.csv
	[[ $stderr == *'left out: "Timestamp", "Your name", "E-Mail", "Done at"'* ]]
	run -1 grep -E 'Ana|Ben|ana|ben|example|18:5|19:5|mod|09:0|08:0' \
	    feedback.tsv
	[[ $(cut -f 1 feedback.tsv | sort -u) == $'2026-11-20T17:00:00.000Z\ntime' ]]
	[[ $(listed 'change,Room temperature' | sort -u) == $'b\t21' ]]
	[[ $(listed id | wc -l) == 2 ]]
	keep_bytes . ../../before
	feedback import -q --anon form.csv
	same_bytes . ../../before
}

@test "import --anon: a column that proves to be of addresses changes no id" {
	printf '%s\n' 'rating,How can we reach you?,worked' 8,,groups 7,,pace \
	    >form.csv
	feedback import -q --anon form.csv
	echo 9,zoe@example.org,all >>form.csv
	run -0 --separate-stderr feedback import --anon form.csv
	[[ $stderr == *'left out: "How can we reach you?"'*'1 new, 2 as before' ]]
}

@test "import --anon: an address in a column of other things" {
	printf '%s\n' 'rating,How can we reach you?,worked' \
	    8,zoe@example.org,groups >form.csv
	feedback import -q --anon form.csv
	echo '9,not at all,all' >>form.csv
	run -0 --separate-stderr feedback import --anon form.csv
	[[ $stderr == *'1 new, 1 as before' ]]
	run -1 grep -r zoe feedback.tsv
	[[ $(listed 'rating,How can we reach you?' | sort) == \
	    $'8\t\n9\tnot at all' ]]
	# Blanks around it do not hide it.
	printf 'rating,Where?\n1,home\n2, yan@example.org \n' >form.csv
	feedback import -q --anon form.csv
	run -1 grep yan feedback.tsv
}

@test "import: what cannot be read is refused with its line, nothing written" {
	keep_bytes .. ../../all
	refused() { # BYTES MESSAGE
		printf '%b' "$1" >../../form.csv
		run -2 --separate-stderr feedback import ../../form.csv
		[[ $stderr == "feedback: ../../form.csv:$2"* ]] || {
			echo "$stderr"
			return 1
		}
		same_bytes .. ../../all
	}
	refused 'a,b\n1,"2\n3,4\n' 2:
	refused 'a,b\n1,2\n3\n' '3: 1 cells, and the first row has 2'
	refused 'a,b\n1,2\n3,4,5\n' '3: 3 cells, and the first row has 2'
	refused 'a,b\n1,\0\n' 2:
	refused 'a,b\n1,2\n3,caf\xe9\n' 3:
	feedback import -q ../../form.csv --encoding latin1
	[[ $(listed b | tail -n 1) == café ]]
	printf 'a\n\x93so\x94 \x80 \xfc\n' >../../form.csv
	feedback import -q ../../form.csv --encoding latin1
	[[ $(listed a | tail -n 1) == '“so” € ü' ]]
	run -2 --separate-stderr feedback import ../../form.csv --encoding koi8
	[[ $stderr == *'no encoding "koi8": give utf-8 or latin1' ]]
}

# every_cell FILE: whether the listing of the session has every cell of it.
every_cell() {
	feedback list -a -o csv >listed.csv
	/usr/bin/python3 - "$1" listed.csv "${@:2}" <<-'END'
		import csv, sys
		was = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8-sig')))
		now = list(csv.DictReader(open(sys.argv[2], newline='')))
		names = dict(a.split('=', 1)[::-1] for a in sys.argv[3:])
		names, seen = [names.get(h, h) for h in was[0]], {}
		for i, n in enumerate(names):
		    seen[n] = seen.get(n, 0) + 1
		    if seen[n] > 1:
		        names[i] = '%s (%d)' % (n, seen[n])
		want = sorted(was[1:])
		got = sorted([r[n] for n in names] for r in now)
		assert len(want) == len(got), (len(want), len(got))
		for a, b in zip(want, got):
		    assert a == b, (a, b)
		print(len(got), sum(c != '' for r in got for c in r))
	END
}

@test "import: an export of 125 answers and 25 questions, every cell" {
	cases feedback/jupyter-2016-education/responses.csv
	local file=$CASES/feedback/jupyter-2016-education/responses.csv
	run -0 --separate-stderr feedback import "$file"
	[[ $stderr == *'125 new, 0 as before'*'125 older than every session'* ]]
	local idea
	idea=$(sed -n 's/^feedback: idea: "\(.*\)"$/\1/p' <<<"$stderr")
	run -0 every_cell "$file" "idea=$idea"
	[[ $output == '125 '* ]]
	[[ $(feedback list -o json | jq '[.[] | to_entries[] |
	    select(.value | tostring | contains("\n"))] | length') == 45 ]]
	keep_bytes . ../../before
	feedback import -q "$file"
	same_bytes . ../../before
	session check
}

@test "import: an export of 124 answers and 17 columns, every cell" {
	cases feedback/carpentrycon-2020/2020_carpentryconhome_raw.csv
	local file=$CASES/feedback/carpentrycon-2020/2020_carpentryconhome_raw.csv
	run -0 --separate-stderr feedback import "$file"
	[[ $stderr == *'124 new, 0 as before' ]]
	local rating
	rating=$(sed -n 's/^feedback: rating: "\(.*\)"$/\1/p' <<<"$stderr")
	run -0 every_cell "$file" "rating=$rating"
	[[ $output == '124 '* ]]
	keep_bytes . ../../before
	feedback import -q "$file"
	same_bytes . ../../before
}

@test "summary: each question, and a histogram on a terminal" {
	form '11/20/2026 18:50:00,8,groups,fast,,,21' \
	    '11/20/2026 18:51:00,5,talk,,,,22' '11/20/2026 18:52:00,8,,,,,'
	feedback import -q form.csv
	diff -u - <(feedback summary -H | head -n 3) <<-END
		$(tsv rating 3 8 5 8 '5: 1, 8: 2')
		$(tsv worked 2 - - - 'groups\ntalk')
		$(tsv change 1 - - - fast)
	END
	[[ $(feedback summary -H | tail -n 1) == $'Room temperature\t2\t\t\t\t21\\n22' ]]
	run -0 feedback summary -o table
	[[ ${lines[1]} == *'3       8    5     8  ____▄__█__' ]]
}

@test "try, opening, verdict, tries: from one week to the next" {
	a=$(feedback -d ../week-2 add -r 6 --change 'Ana talks too much')
	feedback -d ../week-2 add -q -r 7 --change 'too warm' --idea 'a window'
	diff -u - <(feedback opening -H) <<-END
		$(tsv 'Ana talks too much' - 6.5)
		$(tsv 'too warm' 'a window' 6.5)
	END
	run -0 feedback try 'Ben leads the answers' --from "$a" \
	    --about 'one voice leads everything'
	diff -u - <(feedback opening -H) <<-END
		$(tsv 'one voice leads everything' 'Ben leads the answers' 6.5)
	END
	[[ $(feedback opening -a -H | tail -n 1) == $'too warm\ta window\t6.5' ]]
	feedback verdict -q 1 bet 'three new voices'
	[[ $(feedback tries -H) == $'week-3\t1\t'*$'\tone voice leads everything\tBen leads the answers\tbetter\tthree new voices' ]]
	[[ $(feedback tries .. -H) == "$(feedback tries -H)" ]]
	session check
	run -2 --separate-stderr feedback verdict 1 bad
	[[ $stderr == 'feedback: no verdict "bad"'* ]]
	run -2 --separate-stderr feedback try x --from zz9
	[[ $stderr == 'feedback: no answer "zz9"'* ]]
}

@test "trend: the loop as data, and a spark line on a terminal" {
	feedback -d ../week-1 add -q <<<$'6\n7'
	roster -q -d ../week-2 in chloe
	feedback -d ../week-2 try -q silence
	feedback -d ../week-2 verdict -q 1 better
	feedback -d ../week-2 add -q <<<$'8\n8\n9'
	session -d ../week-2 close -q
	roster -q -d ../week-2 drop chloe
	diff -u - <(feedback trend) <<-END
		$(tsv session present answers rate rating tried verdict change)
		$(tsv week-1 2 2 1.00 6.5 - - -)
		$(tsv week-2 3 3 1.00 8 silence better 1.5)
		$(tsv week-3 2 0 0.00 - - - -)
	END
	feedback trend .. -o json |
	    jq -e '.[1].rate == 1 and .[1].change == 1.5 and .[2].rating == ""'
	run -0 feedback trend -o table
	[[ ${lines[-1]} == 'rating  ▅▆ ' ]]
}

@test "nothing there: no answers, no session before" {
	cd ../week-1
	[[ -z $(feedback list -H)$(feedback opening -H)$(feedback tries -H) ]]
	[[ $(feedback list -o json) == '[]' ]]
	[[ -z $(feedback summary -H) ]]
}

@test "import: of two sessions that began together, the one here" {
	cp -r ../week-3 ../week-3b
	form '11/20/2026 18:50:00,8,,,,,'
	feedback import -q form.csv
	[[ $(listed rating) == 8 && -z $(listed rating -d ../week-3b) ]]
}

@test "add -: an edited listing says what is new, though it has a time" {
	feedback add -q -b ana -r 8 --worked pace
	feedback add -q -r 5
	frozen 2026-11-20T18:10:00Z
	before=$(<feedback.tsv)
	feedback list -o tsv >listed
	feedback add - <listed
	[[ $(<feedback.tsv) == "$before" ]]
	for rating in 7 9; do
		sed $'s/\t8\t/\t'$rating$'\t/' listed | feedback add -
		[[ $(feedback list -H -c rating) == "$rating"$'\n5' ]]
	done
	[[ $(tail -n 1 feedback.tsv) == 2026-11-20T18:10:00.* ]]
	sed $'s/\t8\t/\t9\t/' listed | feedback add -
	(($(wc -l <feedback.tsv) == 5))
}

@test "list, summary: what undo notes is no answer" {
	feedback add -q -r 8 --worked pace
	frozen 2026-11-20T18:10:00Z
	feedback edit 1 rating=7
	session undo -q
	[[ $(head -n 1 feedback.tsv) != *undo && $(<feedback.tsv) == *undo* ]]
	[[ $(feedback list -o tsv) != *undo* ]]
	[[ $(feedback list -H -c rating) == 8 ]]
	[[ $(feedback summary -H -c field) == $'rating\nworked' ]]
}

@test "import --anon: a date is left out, whatever others wrote in its column" {
	session_here
	printf 'rating,When did you last come?,worked\n8,2026-10-02,groups\n7,2026-11-20,pace\n' >f.csv
	feedback import -q --anon f.csv
	echo '9,never,all' >>f.csv
	run -0 --separate-stderr feedback import --anon f.csv
	[[ $stderr == *'1 new, 2 as before'* ]]
	[[ $(<feedback.tsv) != *2026-1[01]-[02][02]$'\t'* && $(<feedback.tsv) == *never* ]]
}

@test "add -: versions of one time stay, however a name is typed" {
	session_here
	printf '%s\n' $'id\ttime\twho\tmood' \
	    $'f1\t2026-11-20T17:00:00.000Z\tANA\tb' \
	    $'f1\t2026-11-20T17:00:00.000Z\tANA\ta' >../rows
	feedback add - <../rows
	keep_bytes . ../before
	feedback add - <../rows
	same_bytes . ../before
}
