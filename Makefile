# moot: make, make check, make demo, make install.  See README.md.

# A program is cmd/NAME.c, or a directory of them.
PROGRAMS = $(sort $(patsubst cmd/%.c,%,$(wildcard cmd/*.c)) \
  $(patsubst cmd/%/main.c,%,$(wildcard cmd/*/main.c)))
VERSION = 0.1

PREFIX = /usr/local
DESTDIR =
PROGPREFIX =
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/moot

CC = cc
CFLAGS = -O2 -g
BUILD = build
CASES = ../shared/cases

STD = -std=c11 -D_POSIX_C_SOURCE=200809L
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes \
  -Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wconversion
DEFINES = -DMOOT_VERSION='"$(VERSION)"' -DMOOT_DATADIR='"$(DATADIR)"' \
  -DMOOT_PREFIX='"$(PROGPREFIX)"'
# Linked into the programs, so that they start as fast as wc(1) does.
LIBS = -Wl,-Bstatic -lcsv -lutf8proc -Wl,-Bdynamic

LIB_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard lib/*.c))
objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/$(1).c cmd/$(1)/*.c))
BIN = $(PROGRAMS:%=$(BUILD)/bin/%)
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
BENCH = $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
# What `make check` runs; TESTS=tests/agenda.bats is one file alone.
TESTS = $(UNIT) $(wildcard tests/*.bats)

# One short line a step; `make V=1` shows the commands.
Q = $(if $(V),,@)
tell = @$(if $(V),:,echo "  $(1)  $@")

all: $(BIN)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call tell,CC)
	$(Q)$(CC) $(STD) $(CPPFLAGS) $(DEFINES) -iquote lib $(WARN) $(CFLAGS) -MMD -MP \
	  -c -o $@ $<

$(BUILD)/libmoot.a: $(LIB_OBJ)
	@rm -f $@
	$(call tell,AR)
	$(Q)$(AR) rcs $@ $^

.SECONDEXPANSION:
$(BUILD)/bin/%: $$(call objects,%) $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(call tell,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# A machine may lack what is built against: first that, then the rest.
check: deps-build deps-check
	@$(MAKE) --no-print-directory all unit bench-programs
	@MOOT_BIN=$(abspath $(BUILD))/bin CASES=$(abspath $(CASES)) \
	  tests/run $(TESTS)

check-unit: TESTS = $(UNIT)
check-unit: check

unit: $(UNIT)
bench-programs: $(BENCH)

# Speed and size against their bounds: minutes, and all of the machine.
bench: all bench-programs
	@MOOT_BIN=$(abspath $(BUILD))/bin BENCH=$(abspath $(BUILD))/bench \
	  tests/bench/run

# Installs what is missing, or says the command that does.
deps: deps-build deps-check
deps-%:
	@tests/deps $*

clean:
	rm -rf $(BUILD)

# Objects of tests, which are made on the way, stay.
.SECONDARY:
.PHONY: all check check-unit unit bench bench-programs deps clean
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
