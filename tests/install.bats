#!/usr/bin/env bats
# make install and uninstall, and that a build is the same every time.
load helper

make_it() {
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES make -s \
	    -C "$ROOT" BUILD="$BATS_FILE_TMPDIR/build" CFLAGS=-O0 \
	    PREFIX="$BATS_FILE_TMPDIR/opt" "$@"
}

setup_file() {
	make_it all
}

@test "install: programs, manuals and data, and all gone with uninstall" {
	run -0 make_it install
	local opt=$BATS_FILE_TMPDIR/opt program
	for program in "$MOOT_BIN"/*; do
		[[ -x $opt/bin/${program##*/} ]]
	done
	[[ -e $opt/share/man/man7/moot.7 && -e $opt/share/man/man5/moot-table.5 ]]
	[[ -x $opt/share/moot/flows/demo ]]
	diff -r "$ROOT/data/templates" "$opt/share/moot/templates"
	diff -r "$ROOT/data/examples" "$opt/share/moot/examples"
	run -0 find "$opt/share" -type f ! -perm 644 ! -path '*/flows/*'
	[[ -z $output ]]
	run -0 make_it uninstall
	run -0 find "$opt" ! -type d
	[[ -z $output && ! -e $opt/share/moot ]]
}

@test "install: what others put there stays" {
	local opt=$BATS_FILE_TMPDIR/opt
	make_it install
	mkdir "$opt/share/moot/templates/ours"
	touch "$opt/bin/other" "$opt/share/moot/templates/ours/session.tsv"
	make_it uninstall
	[[ $(cd "$opt" && find . -type f | sort) == \
	    $'./bin/other\n./share/moot/templates/ours/session.tsv' ]]
	rm -r "$opt"
}

@test "install: DESTDIR is put before, and is not known to the programs" {
	run -0 make_it install DESTDIR="$PWD/a stage"
	[[ ! -e $BATS_FILE_TMPDIR/opt ]]
	[[ -x "$PWD/a stage$BATS_FILE_TMPDIR/opt/bin/agenda" ]]
	run -1 grep -rq "a stage" "$PWD/a stage"
	run -0 make_it uninstall DESTDIR="$PWD/a stage"
	run -0 find "$PWD/a stage" ! -type d
	[[ -z $output ]]
}

@test "install: installed programs find their templates" {
	make_it install
	PATH=$BATS_FILE_TMPDIR/opt/bin:/usr/bin:/bin
	[[ $(command -v session) == "$BATS_FILE_TMPDIR/opt/bin/session" ]]
	# A build knows its source tree; what is installed must not need it.
	run -0 session templates
	[[ $output == *weekly-90* ]]
	session init -q -t weekly-90 week-7
	run -0 agenda -d week-7 list -H
	((${#lines[@]} > 10))
	make_it uninstall
}

@test "install: PROGPREFIX is put before the names of all" {
	make_it install PROGPREFIX=m-
	local opt=$BATS_FILE_TMPDIR/opt
	[[ -x $opt/bin/m-agenda && ! -e $opt/bin/agenda ]]
	[[ -e $opt/share/man/man1/m-agenda.1 ]]
	run -0 "$opt/bin/m-moot" agenda --version
	run -0 "$opt/bin/m-moot" list -H -c program
	[[ $output == *agenda* ]]
	make_it uninstall PROGPREFIX=m-
	run -0 find "$opt" ! -type d
	[[ -z $output ]]
}

@test "build: twice in one place is the same, byte for byte" {
	make_it all
	cp -r "$BATS_FILE_TMPDIR/build/bin" bin
	rm -r "$BATS_FILE_TMPDIR/build"
	make_it all
	diff -r bin "$BATS_FILE_TMPDIR/build/bin"
	run -1 grep -rqE '__(DATE|TIME|TIMESTAMP)__' "$ROOT/lib" "$ROOT/cmd"
}
