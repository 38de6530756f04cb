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
	run -4 --separate-stderr env PATH=../bin "$MOOT_BIN/session" commit
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
	git config --global user.useConfigOnly true
	refused 2 'git does not know who commits: git config user.name NAME, and git config user.email ADDRESS'
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

@test "sync: a file that git cannot merge is named, and all is as before" {
	clones
	for clone in a b; do
		echo $clone >$clone/README
		git -C $clone add README
		git -C $clone commit -qm README
	done
	session sync -q -d a/week-8
	qboard -d b/week-8 add -q one
	run -1 --separate-stderr session sync -d b/week-8
	[[ $stderr == 'session: changed here and elsewhere, which git cannot merge: README: git merge origin/main, then again' ]]
	[[ -z $(git -C b status --porcelain) && ! -e b/.git/MERGE_HEAD ]]
	[[ $(qboard -d b/week-8 list -H -c text) == one ]]
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

@test "sync: columns that each side added mean what they did" {
	tsv id time length title >agenda.tsv
	for i in {1..9}; do
		tsv "i$i" - 5m "Item $i"
	done >>agenda.tsv
	qboard add -q one
	vote add -q two
	# shellcheck disable=SC2317 # both_orders calls it
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
		rm -f a/.git/index.lock
		[[ ! -e a/.git/MERGE_HEAD ]] || git -C a merge --abort
		session check a/week-8
	done
	session sync -q -d a/week-8
	session sync -q -d b/week-8
	[[ $(qboard -d a/week-8 list -H | wc -l) == 24 ]]
	[[ $(qboard -d b/week-8 list -H | wc -l) == 24 ]]
}

# merged CASE BASE OURS THEIRS: notes.tsv as git merges those.
merged() {
	cd "$BATS_TEST_TMPDIR/work" || return
	rm -rf hazard && mkdir hazard && cd hazard || return
	git init -q
	session init -q --start 2026-11-20T18:00 --zone UTC s
	printf '%b' "$2" >s/notes.tsv
	git add -A && git commit -qm base
	git checkout -q -b ours && printf '%b' "$3" >s/notes.tsv
	git commit -qam ours || :
	git checkout -q -b theirs main && printf '%b' "$4" >s/notes.tsv
	git commit -qam theirs || :
	git checkout -q ours && git merge -q --no-edit theirs >/dev/null
	cd s || return
}

# row N TEXT: the Nth note.
row() {
	printf '2026-11-20T18:0%d:00.000Z\\tn%d\\t%s\\tmod' "$1" "$1" "$2"
}

notes() {
	cut -f 3 notes.tsv | grep -v '^text$' | sort -u | xargs
}

@test "merge: what the union of lines does is right, or session check says so" {
	local h='time\tid\ttext\tby\n' one two a b
	one=$(row 1 one) two=$(row 2 two) a=$(row 3 a) b=$(row 4 b)
	folded() { # the texts of the records, by the history of the session
		session log -H | grep -c "notes"
	}
	merged append "$h$one\n" "$h$one\n$a\n" "$h$one\n$b\n"
	[[ $(notes) == 'a b one' ]] && session check
	merged identical "$h$one\n" "$h$one\n$a\n" "$h$one\n$a\n"
	[[ $(notes) == 'a one' ]] && session check
	merged overlapping "$h$one\n" "$h$one\n$a\n$two\n" "$h$one\n$two\n$b\n"
	[[ $(notes) == 'a b one two' ]] && session check
	merged create '' "$h$one\n" "$h$two\n"
	[[ $(notes) == 'one two' ]] && session check
	merged no-eol "$h$one" "$h$one\n$a" "$h$one\n$b"
	[[ $(notes) == *a*b* ]] || {
		run -1 session check
		[[ $output == *notes.tsv* ]]
	}
	merged crlf "$h$one\n" "${h%\\n}\r\n$one\r\n$a\r\n" "$h$one\n$b\n"
	[[ $(notes | tr -d '\r') == 'a b one' ]] && session check
	merged deleted "$h$one\n$two\n" "$h$one\n" "$h$one\n$two\n$b\n"
	[[ $(notes) == 'b one two' ]] && session check
	merged edited "$h$one\n$two\n" "$h$one\n$(row 2 'two edited')\n" \
	    "$h$one\n$two\n$b\n"
	run session check
	[[ $output == *'same time'* ]]
}
