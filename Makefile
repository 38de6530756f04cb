# moot: make, make check, make demo, make install.  See README.md.

# A program is cmd/NAME.c, or a directory of them with a main.c.
PROGRAMS = $(sort $(patsubst cmd/%.c,%,$(wildcard cmd/*.c)) \
  $(patsubst cmd/%/main.c,%,$(wildcard cmd/*/main.c)))
VERSION = 0.1

PREFIX = /usr/local
DESTDIR =
# Put before the names of programs and manuals, where they are taken.
PROGPREFIX =
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/moot

CC = cc
CFLAGS = -O3 -g
BUILD = build
CASES = ../shared/cases

STD = -std=c11 -D_POSIX_C_SOURCE=200809L
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes \
  -Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wconversion
DEFINES = -DMOOT_VERSION='"$(VERSION)"' -DMOOT_DATADIR='"$(DATADIR)"' \
  -DMOOT_PREFIX='"$(PROGPREFIX)"'
LIBS = -lcsv -lutf8proc
# What one program alone needs beside.
LIBS_timer = -lncursesw -ltinfo
# The programs hold their libraries, since to find and to link those takes as
# long as most listings; `make LINK=` is for where they are to be shared.
LINK = -static

object = $(patsubst %.c,$(BUILD)/%.o,$(1))
LIB_OBJ = $(call object,$(wildcard lib/*.c))
# What a unit test may use of the programs: all but their main.
CMD_OBJ = $(call object,$(filter-out %/main.c,$(wildcard cmd/*/*.c)))
BIN = $(PROGRAMS:%=$(BUILD)/bin/%)
UNIT = $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/unit/*.c))
BENCH = $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
# The fault tests' helpers: each a main, and what they share.
FAULTS = calls limits power short signals
FAULT = $(FAULTS:%=$(BUILD)/fault/%)
FAULT_OBJ = $(call object,$(filter-out tests/fault/cut.c \
  $(FAULTS:%=tests/fault/%.c),$(wildcard tests/fault/*.c)))
# What is preloaded into programs, which then must share libraries.
PRELOAD = $(BUILD)/fault/cut.so $(PROGRAMS:%=$(BUILD)/fault/bin/%)
# Fuzz targets, each with what runs it: the inputs that are kept, or libFuzzer.
FUZZ_MAIN = $(BUILD)/tests/fuzz/replay.o
FUZZ_NAMES = $(filter-out replay,$(patsubst tests/fuzz/%.c,%, \
  $(wildcard tests/fuzz/*.c)))
FUZZ = $(FUZZ_NAMES:%=$(BUILD)/fuzz/%)
# Parts of tests/fault/run: the longest first.
FAULT_PARTS = git calls limits signals writers power short
# What `make check` runs; TESTS=tests/agenda.bats is one file alone.
TESTS = $(FAULT_PARTS:%=fault:%) $(UNIT) $(FUZZ) $(wildcard tests/*.bats)
SOURCES = $(wildcard lib/*.[ch] cmd/*.[ch] cmd/*/*.[ch] tests/*/*.[ch])
FLOWS = $(wildcard data/flows/*)
TEMPLATES = $(wildcard data/templates/*/* data/templates/*/.git*)
# A series made by data/flows/course.
EXAMPLES = $(wildcard data/examples/*/*/* data/examples/*/.git*)
# Lines to copy into files of one's own.
SAMPLES = $(wildcard data/cron/* data/status/*)
SCRIPTS = .ci/run tests/run tests/deps tests/bench/run tests/bench/tally \
  tests/fault/git tests/fault/run tests/fault/worlds tests/fault/writers \
  tests/fuzz/run tests/git/replicas $(FLOWS)
MANUALS = $(wildcard man/*.[1-9])

# One short line a step; `make V=1` shows the commands.
Q = $(if $(V),,@)
tell = @$(if $(V),:,echo "  $(1)  $@")

all: $(BIN)

# Whatever is built otherwise than before is built again.
FLAGS := $(CC) $(STD) $(CPPFLAGS) $(DEFINES) $(WARN) $(CFLAGS) $(LINK) \
  $(LDFLAGS)
ifneq ($(FLAGS),$(file <$(BUILD)/flags))
$(shell mkdir -p $(BUILD))$(file >$(BUILD)/flags,$(FLAGS))
endif

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call tell,CC)
	$(Q)$(CC) $(STD) $(CPPFLAGS) $(DEFINES) -iquote lib $(WARN) $(CFLAGS) \
	  -MMD -MP -c -o $@ $<

# So is what is made of other files than before, though none of them be newer.
OBJECTS := $(LIB_OBJ) $(CMD_OBJ)
ifneq ($(OBJECTS),$(file <$(BUILD)/objects))
$(file >$(BUILD)/objects,$(OBJECTS))
endif

$(BUILD)/libmoot.a: $(LIB_OBJ)
$(BUILD)/libcmd.a: $(CMD_OBJ)
# Not r: programs may have modules of one name.
$(BUILD)/%.a: $(BUILD)/objects
	@rm -f $@
	$(call tell,AR)
	$(Q)$(AR) qcs $@ $(filter %.o,$^)

.SECONDEXPANSION:
$(BUILD)/bin/%: $$(call object,$$(wildcard cmd/$$*.c cmd/$$*/*.c)) \
  $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS_$*) $(LIBS)

$(UNIT) $(BENCH): $(BUILD)/%: $(BUILD)/tests/%.o $(BUILD)/libcmd.a \
  $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(FAULT): $(BUILD)/%: $(BUILD)/tests/%.o $(FAULT_OBJ) $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/fault/cut.so: tests/fault/cut.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(STD) $(CPPFLAGS) $(WARN) $(CFLAGS) -fPIC -shared -o $@ $<

$(BUILD)/fault/bin/%: $$(call object,$$(wildcard cmd/$$*.c cmd/$$*/*.c)) \
  $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_$*) $(LIBS)

$(FUZZ): $(BUILD)/%: $(BUILD)/tests/%.o $(FUZZ_MAIN) $(BUILD)/libcmd.a \
  $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

unit: $(UNIT)
fuzz-programs: $(FUZZ)
fault-programs: $(FAULT) $(PRELOAD)
bench-programs: $(BENCH)

# Another make builds, since deps must have installed before it looks.
check: deps
	@$(MAKE) --no-print-directory all unit fuzz-programs bench-programs \
	  fault-programs
	@MOOT_BIN=$(abspath $(BUILD))/bin CASES=$(abspath $(CASES)) \
	  FAULT=$(abspath $(BUILD))/fault tests/run $(TESTS)

# All cases of what check samples, the longest first: an hour on two cores.
# `make check-long LONG=fault:power` is one part alone.
LONG = fault:git fault:calls tests/replicas.bats \
  $(patsubst %,fault:%,$(filter-out git calls,$(FAULT_PARTS)))
check-long: deps
	@$(MAKE) --no-print-directory all fault-programs
	@MOOT_BIN=$(abspath $(BUILD))/bin FAULT=$(abspath $(BUILD))/fault \
	  FAULT_LENGTH=long REPLICAS=long TIMEOUT=7200 \
	  tests/run $(LONG)

check-unit:
	@$(MAKE) --no-print-directory check TESTS='$(UNIT)'

# A whole session with a fast clock, on a copy of an example.
demo: deps-build
	@$(MAKE) --no-print-directory all
	@PATH=$(abspath $(BUILD))/bin:$$PATH MOOT_DATA=$(abspath data) \
	  data/flows/demo

# The tests again, under the address and undefined sanitizers.  What they
# report counts even where a test does not look at the exit status.
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
REPORTS = $(abspath $(BUILD)/asan)/report
asan: deps
	@rm -f $(REPORTS).*
	@status=0; \
	ASAN_OPTIONS=exitcode=99:log_path=$(REPORTS) \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:log_path=$(REPORTS) \
	  $(MAKE) --no-print-directory BUILD=$(BUILD)/asan LINK= \
	    CFLAGS='$(SANITIZE)' TESTS='$(filter-out fault:%,$(TESTS))' check || \
	    status=$$?; \
	if cat $(REPORTS).* 2>/dev/null; then status=1; fi; exit $$status

# Looks for inputs that break a target, for FUZZ_TIME seconds each; one alone is
# `make fuzz FUZZ_NAMES=csv`.  What fails is kept, and replayed by `make check`.
FUZZ_TIME = 60
FUZZING = -O1 -g -fsanitize=address,undefined,fuzzer-no-link \
  -fno-sanitize-recover=undefined
fuzz: deps-build deps-fuzz
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzzing CC=clang FUZZ_MAIN= \
	  CFLAGS='$(FUZZING)' LDFLAGS=-fsanitize=fuzzer fuzz-programs
	@CASES=$(abspath $(CASES)) FUZZ_TIME=$(FUZZ_TIME) \
	  tests/fuzz/run $(BUILD)/fuzzing $(FUZZ_NAMES)

# The tests of the programs again under valgrind, for what is read before it
# is set and what is lost; the programs are linked anew, so that it sees what
# they allocate.
VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full \
  --errors-for-leak-kinds=definite,indirect --vgdb=no --read-inline-info=no \
  --log-file=$(abspath $(BUILD)/valgrind)/report.%p
VALGRIND_TESTS = $(wildcard tests/*.bats)
valgrind: deps deps-long
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/shared LINK= CFLAGS='-O1 -g' all \
	  bench-programs
	@rm -rf $(BUILD)/valgrind; mkdir -p $(BUILD)/valgrind/bin
	@for p in $(PROGRAMS); do \
	  f=$(BUILD)/valgrind/bin/$$p; \
	  { echo '#!/bin/sh'; \
	    echo 'exec $(VALGRIND) $(abspath $(BUILD))/shared/bin/'$$p' "$$@"'; \
	  } >$$f; chmod +x $$f; done
	@status=0; MOOT_BIN=$(abspath $(BUILD))/valgrind/bin \
	  MOOT_PROGRAMS=$(abspath $(BUILD))/shared/bin \
	  CASES=$(abspath $(CASES)) TIMEOUT=7200 PATIENCE=120 \
	  tests/run $(VALGRIND_TESTS) || status=$$?; \
	if cat $(BUILD)/valgrind/report.* 2>/dev/null | grep .; then status=1; fi; \
	exit $$status

# All that can be said without running anything, every warning an error.
lint: deps-build deps-lint
	@$(MAKE) --no-print-directory lint-gcc lint-clang lint-rest
lint-gcc lint-clang: lint-%:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/$* CC=$* \
	  CFLAGS='-O2 -Werror' all unit fuzz-programs bench-programs \
	  fault-programs
lint-rest:
	clang-format --dry-run -Werror $(SOURCES)
	cppcheck -q --std=c11 --enable=warning,performance,portability \
	  --inline-suppr --suppress=missingIncludeSystem \
	  --error-exitcode=1 -Ilib lib cmd tests
	shellcheck $(SCRIPTS) $(wildcard tests/*.bash tests/*.bats)
	mandoc -T lint -W warning $(MANUALS)

# Speed and size against their bounds: minutes, and all of the machine.
bench: all bench-programs
	@MOOT_BIN=$(abspath $(BUILD))/bin BENCH=$(abspath $(BUILD))/bench \
	  tests/bench/run

# Installs what is missing, or says the command that does.
deps: deps-build deps-check
deps-build deps-check deps-fuzz deps-lint deps-long: deps-%:
	@tests/deps $*

# What install makes, as MODE:FROM:TO; uninstall removes just that, and the
# directories of data that are empty then.
installed = \
  $(foreach p,$(PROGRAMS),755:$(BUILD)/bin/$(p):$(BINDIR)/$(PROGPREFIX)$(p)) \
  $(foreach m,$(MANUALS),644:$(m):$(MANDIR)/man$(subst .,,$(suffix \
    $(m)))/$(PROGPREFIX)$(notdir $(m))) \
  $(foreach f,$(FLOWS),755:$(f):$(DATADIR)/$(f:data/%=%)) \
  $(foreach f,$(TEMPLATES) $(EXAMPLES) $(SAMPLES),644:$(f):$(DATADIR)/$(f:data/%=%))

install: all
	@set -e; for i in $(installed); do \
	  mode=$${i%%:*}; i=$${i#*:}; from=$${i%%:*}; to="$(DESTDIR)$${i#*:}"; \
	  $(if $(V),echo "  $$to";) install -D -m $$mode $$from "$$to"; done

uninstall:
	@for i in $(installed); do rm -f "$(DESTDIR)$${i##*:}"; done
	@[ ! -d "$(DESTDIR)$(DATADIR)" ] || \
	  find "$(DESTDIR)$(DATADIR)" -depth -type d -empty -delete

clean:
	rm -rf $(BUILD)

# Objects, which are made on the way, stay.
.SECONDARY:
.PHONY: all unit bench-programs fault-programs fuzz-programs check check-long \
  check-unit demo asan fuzz valgrind lint lint-gcc lint-clang lint-rest bench \
  deps deps-build deps-check deps-fuzz deps-lint deps-long install uninstall \
  clean
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
