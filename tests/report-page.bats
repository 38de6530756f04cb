#!/usr/bin/env bats
# session report -o html: what a browser makes of the pages, and a printer of
# them.

load helper

# papers: each kind as a page, of a session that has something of everything;
# and the minutes of one in which all of it is hostile.
setup_file() {
	command -v chromium >/dev/null || skip 'no chromium'
	[[ -e /usr/lib/python3/dist-packages/html5lib ]] ||
		skip 'no python3-html5lib'
	command -v pdftotext >/dev/null || skip 'no pdftotext'
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR fresh
	cd "$BATS_FILE_TMPDIR" || return
	papers >/dev/null
}

papers() {
	local kind i
	session init -q -t weekly-90 --title 'Week 1' --zone UTC \
	    --start 2026-11-13T18:00 week-1
	feedback -d week-1 add -r 6
	session init -q -t weekly-90 --title 'Week 2' --zone UTC \
	    --start 2026-11-20T18:00 week-2
	cd week-2 || return
	for i in Ana Ben Chloé Dan Eva Fred; do
		roster in --new "$i"
	done
	agenda start -q
	frozen 2026-11-20T18:10:00Z
	agenda next -q
	frozen 2026-11-20T18:30:00Z
	agenda next -q
	qboard add 'Why would it want something else later, when we do not look?' -w ben
	qboard answer 1 'It does not know that we do not look.' -w ana
	vote cast 1 agree -w ana,ben
	vote cast 1 disagree 'Because of proxies' -w eva
	vote add 'How strongly?' --options 'strongly agree,agree,neither,disagree,strongly disagree'
	actions add 'Read the goal misgeneralization paper' -w ben --first 'Print it' --where library
	feedback add -r 9 --worked 'The silence'
	for kind in minutes handout runsheet ballot; do
		session report --as "$kind" -o html >"../$kind.html"
	done
	cd ..
	if [[ -e $CASES/unicode/blns ]]; then
		/usr/bin/python3 "$ROOT/tests/hostile.py" make \
		    "$CASES/unicode/blns/blns.json" s
		session report -d s --as minutes -o html >hostile.html
		session report -d s/people --as runsheet -o html >people.html
	fi
}

# page FILE JOB...: what the browser says of it.
page() {
	cd "$BATS_FILE_TMPDIR" || return
	timeout 120 /usr/bin/python3 "$ROOT/tests/page.py" "$@"
}

@test "pages: valid by the standard's own parser" {
	cd "$BATS_FILE_TMPDIR"
	for kind in minutes handout runsheet ballot people; do
		[[ -e $kind.html ]] || continue
		/usr/bin/python3 - "$kind.html" <<-'END'
			import sys
			import html5lib
			with open(sys.argv[1], "rb") as page:
			    html5lib.HTMLParser(strict=True).parse(page)
		END
	done
}

@test "pages: no error, no request, no overflow on a phone, headings in order" {
	local kind headings='(() => {
		let last = 0, bad = [];
		for (const h of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
			const level = +h.tagName[1];
			if (level > last + 1)
				bad.push(h.textContent);
			last = level;
		}
		return [bad, document.querySelectorAll("main").length,
		    document.querySelectorAll("h1").length,
		    [...document.querySelectorAll("svg")].filter(
			s => !s.querySelector("title").textContent).length];
	})()'
	for kind in minutes handout runsheet ballot; do
		run -0 page "$kind.html" errors overflow=360 overflow=1200 \
		    "eval=$headings"
		[ "$output" = $'0\n0\n[[], 1, 1, 0]' ]
	done
}

@test "pages: hostile texts run nothing and break nothing" {
	cases unicode/blns
	local file
	for file in hostile people; do
		run -0 page "$file.html" errors overflow=360 'eval=[
		    document.querySelectorAll("script,iframe,object,embed,img,input,form,base").length,
		    [...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on"))).length,
		    document.title, document.body.lastElementChild.tagName]'
		[ "$output" = $'0\n[0, 0, "Hostile \\u2013 '"$(
			[[ $file == people ]] && echo Run sheet || echo Minutes
		)"'", "MAIN"]' ]
	done
}

@test "pages: on paper, A4 and Letter" {
	local kind paper size
	for kind in handout runsheet ballot minutes; do
		page "$kind.html" "pdf=A4:$kind-A4.pdf" "pdf=Letter:$kind-Letter.pdf"
		cd "$BATS_FILE_TMPDIR"
		for paper in A4 Letter; do
			size='595.* x 84[12]'
			[[ $paper == Letter ]] && size='612 x 792'
			pdfinfo "$kind-$paper.pdf" | grep -qE "Page size: *$size"
			pdftotext -layout "$kind-$paper.pdf"
		done
	done
	# The prompts begin a page of their own.
	tr '\f' '\n' <handout-A4.txt | grep -q '^ *Prompts$'
	awk -v RS='\f' '/^[ \n]*Prompts/ { found = 1 } END { exit !found }' handout-A4.txt
	awk -v RS='\f' '/^[ \n]*Prompts/ { found = 1 } END { exit !found }' handout-Letter.txt
	# A statement and its table stand on one page.
	for paper in A4 Letter; do
		awk -v RS='\f' '/How strongly/ { exit !(/Ana/ || /Fred/) }' \
		    "ballot-$paper.txt"
		[ "$(pdfinfo "ballot-$paper.pdf" | awk '/^Pages/ { print $2 }')" -le 4 ]
	done
	# An item's head stands above its text.
	session report -d "$ROOT/data/examples/goals/week-4" --as runsheet \
	    -o html >week-4.html
	page week-4.html pdf=Letter:week-4.pdf
	pdftotext -layout week-4.pdf
	run -1 grep -E -B 3 $'^ *For [0-9]+m$' <(awk -v RS='\f' '
	    { n = split($0, line, "\n"); while (n && line[n] !~ /[^ ]/) n--; print line[n] }
	    ' week-4.txt)
	# Words are not broken by narrow columns.
	grep -qw library minutes-A4.txt
	grep -qw misgeneralization minutes-Letter.txt
}
