#!/usr/bin/env bats
# That every verb and every option of every program is tried somewhere, and
# here those that all programs share, as each of them has them.
load helper

setup() {
	fresh
	session_here
}

# told: a line for each verb and option that --help tells of, as `untried`
# takes them.  Options that all programs share need be tried once in each;
# --help and --version are by manual.bats.
told() {
	local program verb
	for program in "$MOOT_BIN"/*; do
		program=${program##*/}
		"$program" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' |
		    while read -r verb; do
			echo "$program $verb"
			"$program" "$verb" --help | sed -nE "
				s/^  (-[^ ]*), (--[^ ]*) .*/$program $verb \1 \2/p
				s/^  (--[^ ]*) .*/$program $verb \1/p"
		done
	done | sed -E '/ --(help|version)$/d
		s/ [a-z]+ ((-[ocHdqnb] )?--(output|columns|no-header|dir|quiet|dry-run|by|now|at|spreadsheet))$/ * \1/' |
	    sort -us
}

# The defaults, which no command need name, come first.
@test "options: every verb and every option is tried by some test" {
	{
		printf '%s list\n' agenda actions breakout chat feedback moot \
		    qboard roster session vote
		echo timer count
		told
	} >all
	[[ $(wc -l <all) -gt 400 ]]
	run -0 "$ROOT/tests/untried" all "$ROOT"/tests/*.bats
	[[ -z $output ]]
}

@test "options: what no test tries is told" {
	printf '%s\n' 'p list' 'p list -s --state' 'p add' 'p add -w' \
	    'p * -n --dry-run' 'q add' >all
	cat >some.bats <<-'END'
		p -s open | p add \
		    --who=ana
		# q add
	END
	run -0 "$ROOT/tests/untried" all some.bats
	[[ $output == $'p add -w\np * -n --dry-run\nq add' ]]
	echo 'run p "$verb" -nw ana; [[ $x ]] && q add' >>some.bats
	run -0 "$ROOT/tests/untried" all some.bats
	[[ -z $output ]]
}

# What a spreadsheet would run, in the table of each program.
formulas_here() {
	local f='=1+1'
	session set title="$f"
	agenda edit close title="$f"
	qboard add "$f"
	vote add "$f"
	roster edit chloe name="$f"
	actions add "$f"
	feedback add --worked "$f"
	breakout set -t "$f" ana,ben
	timer start 5m "$f"
	printf 'ana: %s\n' "$f" >chat
}

# quoted COMMAND... OPTION: its csv has the formula, and with OPTION as text.
quoted() {
	local plain
	plain=$("${@:1:$#-1}" -o csv)
	[[ $plain == *[,$'\n']=1+1* ]] || return
	[[ $("$@" -o csv) == "${plain//=1+1/\"\'=1+1\"}" ]]
}

@test "options: --spreadsheet quotes what a spreadsheet would run" {
	formulas_here >/dev/null
	quoted session show --spreadsheet
	quoted agenda list --spreadsheet
	quoted qboard list --spreadsheet
	quoted vote list --spreadsheet
	quoted roster list --spreadsheet
	quoted actions list --spreadsheet
	quoted feedback list --spreadsheet
	quoted breakout list --spreadsheet
	quoted timer list --spreadsheet
	moot list --spreadsheet -o csv | diff - <(moot list -o csv)
	run -0 chat list chat -c text -o csv --spreadsheet
	[[ $output == *"'=1+1"* ]]
}

@test "options: what only a table has is refused of anything else" {
	local verb option
	for verb in 'agenda list -o md' 'agenda list -o ics' \
	    'actions list -o ics' 'actions remind -o mail' 'qboard sheet -o md'; do
		for option in columns=id no-header spreadsheet; do
			# shellcheck disable=SC2086
			run -2 --separate-stderr $verb --$option
			[[ -z $output && $stderr == "${verb%% *}: -o ${verb##* } \
makes no table: no --${option%=*}" ]]
		done
	done
}

@test "options: -b is who typed, and need not be known" {
	agenda add Tea -b zoe
	qboard add Why -b zoe
	actions add Read -b zoe
	feedback add -r 8 -b zoe
	breakout set ana,ben -b zoe
	run -0 session log -H -c by,table
	[[ $(grep -c ^zoe <<<"$output") == 6 ]]
	[[ $(grep ^zoe <<<"$output" | cut -f 2 | sort -u | paste -sd ' ') == \
	    'actions agenda feedback groups questions' ]]
}

@test "options: --now and --at, each for one command" {
	local t=2026-11-20T19:30:00
	qboard add Why --now 2026-11-20T19:30
	moot run --now 2026-11-20T19:30 vote add So
	actions add Read -w ana --at -5m
	feedback add -r 8 --at -5m
	[[ $(tail -qn 1 questions.tsv statements.tsv | cut -c -19 | uniq) == "$t" ]]
	t=2026-11-20T17:55:00
	[[ $(tail -qn 1 actions.tsv feedback.tsv | cut -c -19 | uniq) == "$t" ]]
	[[ -z $(actions due --within 3d) ]]
	[[ $(actions due --now 2026-11-26 --within 3d -H -c who) == ana ]]
	[[ $(feedback list --now 2026-11-26 -H -c rating) == 8 ]]
	printf 'ana: ! read; fri\n' >chat
	chat actions chat --now 2027-01-01 | diff - <(chat actions chat)
}

@test "options: chat takes --alias, --new, --private, -d, -q in every verb" {
	local verb verbs='list questions votes actions feedback people rest'
	mkdir ../elsewhere
	cat >../elsewhere/chat <<-'END'
		18:00:01 From Ana P. to Everyone: ? Why
		18:00:02 From Zed to Everyone: ? Who pays
		18:00:03 From Ben Oh to Ana Paz (Direct Message): ? How
	END
	cd ../elsewhere
	for verb in $verbs; do
		run -0 --separate-stderr chat "$verb" -d ../work -q chat
		[[ -z $stderr ]]
		run -0 --separate-stderr chat "$verb" -d ../work chat
		[[ $verb == people || $stderr == *'"Ana P."'*'"Zed"'* ]]
		run -0 --separate-stderr chat "$verb" -d ../work chat \
		    --alias 'Ana P.=ana' --new --private
		[[ -z $stderr ]]
		echo "$verb $(($(wc -l <<<"$output") - 1))"
	done >counts
	[[ $(paste -sd ' ' counts) == 'list 3 questions 3 votes 0 actions 0'` \
	    `' feedback 0 people 1 rest 0' ]]
}

@test "options: what is wrong with a command is said in spite of -q" {
	run -2 --separate-stderr moot run -q frob
	[[ $stderr == 'moot: no program "frob"'* ]]
	run -2 --separate-stderr agenda show -q frob
	[[ $stderr == 'agenda: no item "frob"' ]]
}

@test "options: whose a note is, or what was learned" {
	qboard add Why
	qboard note 1 -w ben Later
	roster note chloe -w ana 'Sits by the door'
	run -0 session log -H -c change
	[[ $output == *who=ben*Later*who=ana*Sits* ]]
	roster checkout -w chloe <<<'to ask first'
	[[ $(roster list -H -c learned | tail -n 1) == 'to ask first' ]]
}

@test "options: feedback, actions and git, what stands nowhere else" {
	feedback add -r 7 --idea 'Walk in pairs'
	feedback note -w ben 1 'He meant the garden'
	feedback try 'Walk in pairs' --from 1
	feedback note --try 1 'In the garden'
	feedback drop --try 1
	feedback restore --try 1
	run -0 feedback show --try 1
	[[ $output == *'Walk in pairs'*'In the garden'* ]]
	run -0 feedback log --try 1 -H -c change
	[[ $output == *state=dropped* ]]
	actions add Read -w ana --due 2026-11-20
	actions add Write -w ben --due 2026-11-20
	[[ $(actions due --series -H -c who | paste -sd ' ') == 'ana ben' ]]
	[[ $(actions list -w ben -H -c what) == Write ]]
	[[ $(actions remind -w ben -H -c who) == ben ]]
	git init -q
	git config user.name Ana
	git config user.email ana@example.org
	git init -q --bare ../bare
	git remote add origin ../bare
	session sync -m 'What we said'
	[[ $(git log --format=%s) == 'What we said' ]]
}
