# moot: make, make check, make demo, make install.  See README.md.

PROGRAMS = session agenda timer moot
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
# A program is one file, or a directory of them.
objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/$(1).c cmd/$(1)/*.c))
BIN = $(PROGRAMS:%=$(BUILD)/bin/%)

all: $(BIN)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(CPPFLAGS) $(DEFINES) -Ilib $(WARN) $(CFLAGS) -MMD -MP -c \
	  -o $@ $<

$(BUILD)/libmoot.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

.SECONDEXPANSION:
$(BUILD)/bin/%: $$(call objects,%) $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libmoot.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

clean:
	rm -rf $(BUILD)

.PHONY: all clean
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
