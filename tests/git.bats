#!/usr/bin/env bats
# session commit and sync, with real git.
load helper

setup() {
	fresh
	unset MOOT_SEED
	git config --global user.name Ana
	git config --global user.email ana@example.org
	git config --global init.defaultBranch main
	mkdir series && cd series || return
	git init -q
	session init -q --start 2026-11-20T18:00 --zone UTC week-8
	cd week-8 || return
}

subject() {
	git log -1 --format=%s
}

# clones: the series in a bare repository, and two clones of it, a and b,
# where the session is week-8.
clones() {
	session commit >/dev/null
	cd ../..
	git clone -q --bare series origin.git
	git clone -q origin.git a
	git clone -q origin.git b
}

@test "commit: one commit, its message says what changed" {
	qboard add -q <<<$'one\ntwo\nthree'
	actions add -q read
	run -0 session commit
	[[ $output == 'week-8: 5 settings, 3 questions, 1 action' || \
	    $output == 'week-8: '*' settings, 3 questions, 1 action' ]]
	[[ $(subject) == "$output" ]]
	frozen 2026-11-20T18:01:00Z
	actions done -q 1
	qboard up -q 1 2 -w ana,ben
	qboard drop -q 3
	session commit
	[[ $(subject) == \
	    'week-8: 1 question dropped, 4 votes, 1 action done' ]]
	[[ -z $(git status --porcelain) ]]
	run -1 --separate-stderr session commit
	[[ $stderr == 'session: nothing to commit' && -z $output ]]
	frozen 2026-11-20T18:02:00Z
	qboard add -q four
	run -0 session commit -m 'After the meeting'
	[[ $(subject) == 'After the meeting' ]]
}

@test "commit: a long message is a line for each part" {
	agenda add -q x
	timer start -q 5m
	roster add -q Ana
	roster in -q ana
	qboard add -q one
	vote add -q two
	actions add -q three
	feedback add -q -r 7
	feedback try -q it
	session commit
	[[ $(subject) == 'week-8: '*' settings and more' ]]
	git log -1 --format=%b | grep -qx '1 idea to try'
}

@test "commit: this session's files alone, whatever else is staged" {
	session init -q ../week-9
	echo draft >../draft
	echo own >own.txt
	git add ../draft
	session commit -m x >/dev/null
	diff -u - <(git show --name-only --format= | sort) <<-'END'
		.gitattributes
		week-8/session.tsv
	END
	[[ $(git status --porcelain | sort) == \
	    $'?? week-8/own.txt\n?? week-9/\nA  draft' ]]
}

@test "commit: a session that is the repository" {
	cd ../.. && session init -q alone && cd alone
	git init -q
	rm -f .gitattributes
	agenda add -q x
	run -0 session commit
	[[ $output == 'alone: '* ]]
	[[ -z $(git status --porcelain) ]]
}

# refused STATUS MESSAGE: commit and sync say so, and nothing is different.
refused() {
	local verb before
	before=$(git rev-parse HEAD; git status --porcelain)
	for verb in commit sync; do
		run "-$1" --separate-stderr session "$verb"
		[[ $stderr == "session: "$2 ]] || {
			echo "$verb: $stderr"
			return 1
		}
		[[ $(git rev-parse HEAD; git status --porcelain) == "$before" ]]
	done
}

@test "commit, sync: no repository, and no git" {
	cd ../.. && session init -q elsewhere && cd elsewhere
	run -2 --separate-stderr session commit
	[[ $stderr == 'session: not in a git repository: .: git init makes one' ]]
	run -2 --separate-stderr session sync
	mkdir ../bin
	run -4 --separate-stderr env PATH=../bin "$MOOT_PROGRAMS/session" commit
	[[ $stderr == 'session: git is not installed' ]]
	run -2 --separate-stderr env MOOT_READONLY=1 session -d ../series/week-8 \
	    commit
}

@test "commit, sync: a detached head, a merge and a rebase under way" {
	session commit >/dev/null
	qboard add -q one
	git checkout -q --detach
	refused 2 'HEAD is on no branch, where a commit would be lost: git switch BRANCH'
	git checkout -q main
	git rev-parse HEAD >../.git/MERGE_HEAD
	refused 2 'a merge is under way: git commit, or git merge --abort, then again'
	rm ../.git/MERGE_HEAD
	mkdir ../.git/rebase-merge
	refused 2 'a rebase is under way: '*
}

@test "commit, sync: who commits is not known" {
	session commit >/dev/null
	qboard add -q one
	git config --global --unset user.name
	git config --global --unset user.email
	# Some machines have a name from which git makes an address.
	if ! env -i HOME=/nonexistent PATH="$PATH" git var GIT_COMMITTER_IDENT; then
		run -2 env -i HOME=/nonexistent PATH="$PATH" session commit
		[[ $output == 'session: git does not know who commits: '* ]]
	fi
	git config --global user.useConfigOnly true
	refused 2 'git does not know who commits: git config user.name NAME, and git config user.email ADDRESS'
}

@test "commit, sync: what git refuses is not said to be done" {
	git init -q --bare ../../origin.git
	git remote add origin "$PWD/../../origin.git"
	session sync -q
	local hook
	for hook in pre-commit pre-push; do
		qboard add -q "before $hook"
		printf '#!/bin/sh\necho not today >&2\nexit 1\n' \
		    >../.git/hooks/$hook
		chmod +x ../.git/hooks/$hook
		run -4 --separate-stderr session sync
		[[ $stderr == "session: git ${hook#pre-}: "* ]]
		rm ../.git/hooks/$hook
		run -0 session sync
	done
	[[ $(git -C ../../origin.git show main:week-8/questions.tsv) == \
	    *'before pre-commit'*'before pre-push'* ]]
}

@test "sync: no remote, and one that is gone; what is here is committed" {
	run -2 --separate-stderr session sync
	[[ $stderr == 'session: no other place to exchange with: git remote add origin URL' ]]
	git remote add origin ../nowhere.git
	qboard add -q one
	run -4 --separate-stderr session sync
	[[ $stderr == "session: git fetch: '../nowhere.git' does not appear to be a git repository" ]]
	[[ -z $(git status --porcelain) ]]
}

@test "sync: the first one makes the branch, the next ones go both ways" {
	git init -q --bare ../../origin.git
	git remote add origin "$PWD/../../origin.git"
	run -0 --separate-stderr session sync
	[[ $output == 'week-8: '* && $stderr == 'session: pushed' ]]
	git clone -q ../../origin.git ../../b
	qboard add -q 'from a'
	qboard -d ../../b/week-8 add -q 'from b'
	session sync -d ../../b/week-8
	run -0 --separate-stderr session sync
	[[ $stderr == 'session: merged and pushed' ]]
	run -0 --separate-stderr session sync -d ../../b/week-8
	[[ $stderr == 'session: merged' && -z $output ]]
	run -0 --separate-stderr session sync
	[[ $stderr == 'session: nothing new' ]]
	diff <(qboard list -H -c text) <(qboard -d ../../b/week-8 list -H -c text)
	[[ $(qboard list -H | wc -l) == 2 ]]
	session check
}

@test "sync: another is faster each time, and it goes on" {
	clones
	git clone -q origin.git c
	for clone in a b c; do
		qboard -d $clone/week-8 add -q "from $clone"
	done
	for clone in a b c; do
		session sync -q -d $clone/week-8 >$clone.out &
	done
	wait
	for clone in a b c; do
		session sync -q -d $clone/week-8
	done
	for clone in a b c; do
		[[ $(qboard -d $clone/week-8 list -H -c text | sort | xargs) == \
		    'from a from b from c' ]]
	done
}

@test "sync: two at once in one clone, while others write" {
	clones
	for ((w = 0; w < 3; w++)); do
		for ((i = 0; i < 15; i++)); do
			qboard -d a/week-8 add -q "$w-$i" || echo "failed $w-$i"
		done &
	done
	for ((i = 0; i < 2; i++)); do
		{ session sync -d a/week-8 && session sync -d a/week-8; } >/dev/null &
	done
	wait
	session sync -q -d a/week-8
	session sync -q -d b/week-8
	[[ $(qboard -d b/week-8 list -H -c text | sort -u | wc -l) == 45 ]]
	[[ -z $(git -C a status --porcelain) ]]
	session check a/week-8
}

@test "sync: a row that was cut off is no row in the other clone" {
	clones
	qboard -d a/week-8 add -q 'This was cut off'
	truncate -s -8 a/week-8/questions.tsv
	tail -n 1 a/week-8/questions.tsv >half
	qboard -d b/week-8 add -q two
	session sync -q -d b/week-8
	run -3 --separate-stderr session sync -d a/week-8
	[[ $stderr == 'session: a/week-8/questions.tsv:2: an unfinished last line'* ]]
	[[ $(<a/week-8/questions.tsv.rejected) == "$(<half)" ]]
	session sync -q -d b/week-8
	for clone in a b; do
		[[ $(qboard -d $clone/week-8 list -H -c text) == two ]]
		session check $clone/week-8
	done
	cmp a/week-8/questions.tsv.rejected b/week-8/questions.tsv.rejected
}

both_change_readme() {
	local clone
	for clone in a b; do
		echo $clone >$clone/README
		git -C $clone add README
		git -C $clone commit -qm README
	done
}

# Half a row stands in the questions of each clone; a's is moved out of them,
# and pushed.
both_cut_off() {
	local clone
	for clone in a b; do
		printf '2026-11-20T18:00:00.000Z\t%s' "$clone" \
		    >>$clone/week-8/questions.tsv
	done
	run -3 --separate-stderr session sync -q -d a/week-8
}

@test "sync: rows that were cut off in two clones" {
	qboard add -q one
	clones
	both_cut_off
	run -3 --separate-stderr session sync -d b/week-8
	[[ $stderr == 'session: b/week-8/questions.tsv:3: an unfinished last line
session: merged and pushed' ]]
	session sync -q -d a/week-8
	for clone in a b; do
		[[ $(sort $clone/week-8/questions.tsv.rejected) == \
		    $'2026-11-20T18:00:00.000Z\ta\n2026-11-20T18:00:00.000Z\tb' ]]
		[[ -z $(git -C $clone status --porcelain) ]]
		session check $clone/week-8
	done
	[[ $(git -C b log -1 --format=%H) == $(git -C a log -1 --format=%H) ]]
}

@test "sync: rows that were cut off, and what git cannot merge" {
	qboard add -q one
	clones
	both_change_readme
	both_cut_off
	run -3 --separate-stderr session sync -d b/week-8
	[[ $stderr == *'session: changed here and elsewhere, which git cannot merge: README, week-8/questions.tsv.rejected: git merge '* ]]
	[[ -z $(git -C b status --porcelain) && ! -e b/.git/MERGE_HEAD ]]
	[[ $(<b/README) == b ]]
}

@test "commit: nothing but a row that was cut off, in a file git ignores" {
	echo '*.rejected' >../.gitignore
	session commit >/dev/null
	cp session.tsv ../before
	printf '2026-11-20T18:00:00.000Z\tti' >>session.tsv
	run -3 --separate-stderr session commit
	cmp session.tsv ../before
	[[ $stderr == *': an unfinished last line'* ]]
	[[ $(<session.tsv.rejected) == $'2026-11-20T18:00:00.000Z\tti' ]]
	qboard add -q one
	session commit -m one
	[[ $(git show --name-only --format=) == week-8/questions.tsv ]]
}

@test "sync: a file that git cannot merge is named, and all is as before" {
	clones
	both_change_readme
	session sync -q -d a/week-8
	qboard -d b/week-8 add -q one
	run -1 --separate-stderr session sync -d b/week-8
	[[ $stderr == 'session: changed here and elsewhere, which git cannot merge: README: git merge origin/main, then again' ]]
	[[ -z $(git -C b status --porcelain) && ! -e b/.git/MERGE_HEAD ]]
	[[ $(qboard -d b/week-8 list -H -c text) == one ]]
}

@test "sync: tables are not merged where git was not told how" {
	rm ../.gitattributes
	qboard add -q zero
	clones
	qboard -d a/week-8 add -q one
	qboard -d b/week-8 add -q two
	session sync -q -d a/week-8
	run -1 --separate-stderr session sync -d b/week-8
	[[ $stderr == 'session: git merges tables only by a line in .gitattributes, "*.tsv text eol=lf merge=union": add it beside the sessions, then again: week-8/questions.tsv' ]]
	[[ -z $(git -C b status --porcelain) && ! -e b/.git/MERGE_HEAD ]]
	echo '*.tsv text eol=lf merge=union' >b/.gitattributes
	session sync -q -d b/week-8
	session sync -q -d a/week-8
	[[ $(qboard -d a/week-8 list -H -c text | sort | xargs) == 'one two zero' ]]
}

@test "sync: changes in the way of a merge are left alone" {
	cd .. && echo 1 >README && git add README && git commit -qm README
	cd week-8
	clones
	echo 2 >a/README
	git -C a commit -qam README
	session sync -q -d a/week-8
	echo mine >b/README
	run -1 --separate-stderr session sync -d b/week-8
	[[ $stderr == 'session: changes that are not committed are in the way'* ]]
	[[ $(<b/README) == mine ]]
}

# same_history FIRST SECOND: after they have synced, that one first, both have
# the history that the two had together.
same_history() {
	session log -d "$1/week-8" >"$1.log"
	session log -d "$2/week-8" >"$2.log"
	session sync -q -d "$1/week-8" >/dev/null
	session sync -q -d "$2/week-8" >/dev/null
	session sync -q -d "$1/week-8" >/dev/null
	diff <(sort -u a.log b.log) <(session log -d a/week-8 | sort)
	diff <(session log -d a/week-8) <(session log -d b/week-8)
}

# both_orders COMMAND: makes the two clones differ by it, then lets each be the
# first to sync.
both_orders() {
	clones
	keep_bytes . ../before
	"$1"
	same_history a b
	cd .. && rm -rf work && mv before work && cd work || return
	"$1"
	same_history b a
}

# shellcheck disable=SC2317
@test "sync: columns that each side added mean what they did" {
	tsv id time length title >agenda.tsv
	for i in {1..9}; do
		tsv "i$i" - 5m "Item $i"
	done >>agenda.tsv
	qboard add -q one
	vote add -q two
	# shellcheck disable=SC2317
	differ() {
		agenda -d a/week-8 add -q x
		session undo -q -d a/week-8
		agenda -d a/week-8 move i9 --first
		qboard -d a/week-8 edit 1 carry=yes
		vote -d a/week-8 edit 1 carry=no
		agenda -d b/week-8 edit i4 owner=ana
		agenda -d b/week-8 move i3 --first
		qboard -d b/week-8 add -q three -b ben
		session undo -q -d b/week-8 -b ben
		vote -d b/week-8 add -q four -b ben
		session undo -q -d b/week-8 -b ben
	}
	both_orders differ
}

@test "sync: answers that both have do not part others from their columns" {
	answers_of() {
		feedback list -d "$1/week-8" -o json |
		    jq -S 'map(del(.no) | with_entries(select(.value != "")))'
	}
	# shellcheck disable=SC2317
	differ() {
		feedback import -q --anon -d b/week-8 food.csv
		feedback import -q --anon -d b/week-8 all.csv
		feedback import -q --anon -d a/week-8 one.csv
		feedback import -q --anon -d a/week-8 all.csv
		feedback import -q --anon -d a/week-8 two.csv
		jq -s 'add | unique' <(answers_of a) <(answers_of b) >both
	}
	printf 'Rating,Venue\n7,hall\n' >../../one.csv
	printf 'Rating,Venue\n7,hall\n3,GARDEN\n' >../../two.csv
	printf 'Rating,Food\n8,soup\n' >../../food.csv
	printf 'Rating,Change\n1,a\n2,b\n3,c\n4,d\n5,e\n' >../../all.csv
	feedback add -r 5 >/dev/null
	both_orders differ
	answers_of a | jq unique | diff - both
	[[ $(feedback list -d a/week-8 -H -c Venue | sort -u | xargs) == 'GARDEN hall' ]]
}

@test "sync: a line that a merge left twice is one change" {
	for i in {1..9}; do
		agenda add -q "Item $i"
	done
	differ() {
		agenda -d a/week-8 move 5 --first
		agenda -d b/week-8 move 5 --after 9
	}
	both_orders differ
	[[ $(cut -f 4 a/week-8/agenda.tsv | grep -c '^Item 5$') == 2 ]]
	[[ $(agenda -d a/week-8 list -H -c title | grep -c '^Item 5$') == 1 ]]
}

@test "sync: killed at any moment, the next one goes on" {
	clones
	for ((i = 0; i < 12; i++)); do
		qboard -d a/week-8 add -q "a$i"
		qboard -d b/week-8 add -q "b$i"
		session sync -q -d b/week-8 >/dev/null
		timeout -s KILL "0.0$((i * 7 + 3))" session sync -q -d a/week-8 \
		    >/dev/null 2>&1 || :
		sleep 0.1
		find a/.git -name '*.lock' -delete
		[[ ! -e a/.git/MERGE_HEAD ]] || git -C a merge --abort
		session check a/week-8
	done
	session sync -q -d a/week-8
	session sync -q -d b/week-8
	[[ $(qboard -d a/week-8 list -H | wc -l) == 24 ]]
	[[ $(qboard -d b/week-8 list -H | wc -l) == 24 ]]
}

# ---- what git's union of lines makes of tables, by the shared cases

# A case's file has lines like `h`, `1`, `2-edited`, `1 done`.  As a table, `h`
# is the header, and all else a row of the question that begins so, typed at one
# time however it was edited.
as_table() { # SPEC
	printf '%b' "$1" | sed -E 's/^([a-z0-9])(.*[^\r])?(\r?)$/'`
	    `'2026-11-20T17:00:00.000Z\tq\1\t\1\2\tmod\3/'`
	    `'; s/^[^\t]*\tqh\th\t[^\r]*/time\tid\ttext\tby/'
}

# The same the other way, as the file of results writes it.
as_case() { # TABLE
	sed -E 's/^time\tid\ttext\tby/h/; s/^[^\t]*\t[^\t]*\t([^\t]*)\tmod/\1/' "$1" |
	    cat -A | tr '\n' '|'
}

# merged BASE OURS THEIRS: goes to a session with those, as git merges them.
merged() {
	rm -rf "$BATS_TEST_TMPDIR/hazard"
	mkdir "$BATS_TEST_TMPDIR/hazard"
	cd "$BATS_TEST_TMPDIR/hazard" || return
	git init -q
	session init -q --start 2026-11-20T18:00 --zone UTC s
	[[ -z $1 ]] || as_table "$1" >s/questions.tsv
	git add -A && git commit -qm base
	git checkout -q -b ours && as_table "$2" >s/questions.tsv
	git add -A && git commit -qm ours
	git checkout -q -b theirs main && as_table "$3" >s/questions.tsv
	git add -A && git commit -qm theirs
	git checkout -q ours && git merge -q --no-edit theirs >/dev/null
	cd s || return
}

records() {
	qboard list --by-age -H -o tsv -c id,text 2>/dev/null || (($? == 3))
}

# texts ID [SPEC]: what a case's file says of it, or questions.tsv.
texts() {
	if (($# == 1)); then cat questions.tsv; else as_table "$2"; fi |
	    tr -d '\r' | awk -F '\t' -v id="$1" '$2 == id { print $3 }' | sort -u
}

# judged BASE OURS THEIRS: whether each question is what the side that changed
# it says, or, where it stands there in two ways, that is reported.  What is
# only form is mended by --fix, and the rest by an edit.
judged() {
	local id ours theirs want='' disputed=''
	for id in $(as_table "$2$3" | cut -f 2 | sort -u | grep '^q'); do
		ours=$(texts "$id" "$2") theirs=$(texts "$id" "$3")
		if [[ $(texts "$id" | wc -l) -gt 1 ]]; then
			disputed+=" $id"
		elif [[ $ours && $ours != "$(texts "$id" "$1")" ]]; then
			[[ $(texts "$id") == "$ours" ]]
		else
			[[ $(texts "$id") == "${theirs:-$ours}" ]]
		fi
		want+="$id "
	done
	run session check -H
	if [[ $status == 0 ]]; then
		[[ $(records | cut -f 1 | sort | xargs) == "${want% }" ]]
		[[ -z $disputed || $output == *'an edit of the same time'* ]]
	else
		[[ $output == *$'\terror\t'* ]]
	fi
	want=$(records)
	session check -q --fix >/dev/null
	[[ $want == "$(records)" ]]
	for id in $disputed; do
		qboard edit "$id" text=settled
	done
	run -0 session check -H
	[[ -z $output ]]
}

@test "merge: each case of lines merged is right, or told and mended" {
	cases gitmerge/union-hazards.sh
	local n=0 status merged
	# The script's cases, with what it has in the other file.
	case_() {
		IFS=$'\t' read -r _ status merged < <(grep "^$1	" \
		    "$CASES/gitmerge/union-hazards.expected.tsv")
		echo "$1"
		merged "$2" "$3" "$4"
		[[ $status == clean ]]
		# Where lines ended with CR, our attributes have taken them out.
		[[ $merged == *^M* || $(as_case questions.tsv) == "$merged" ]]
		judged "$2" "$3" "$4"
		n=$((n + 1))
	}
	# shellcheck source=/dev/null
	source <(grep '^case_ ' "$CASES/gitmerge/union-hazards.sh")
	[[ $n == "$(wc -l <"$CASES/gitmerge/union-hazards.expected.tsv")" ]]
}
