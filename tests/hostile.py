"""Sessions whose texts are naughty strings, and whether reports show them.

    hostile.py make STRINGS.json DIR     a session that has each of them in
                                         each place; only its people have
                                         names from there in DIR/people
    hostile.py check FORMAT FILE KIND STRINGS.json PLACE...
                                         whether each shows there as itself,
                                         and nothing else does anything

Each text has a mark of its own, `q17` for the 17th string as a question, by
turns before and behind it, so that no other text can stand for it.
"""

import html.parser
import json
import os
import re
import subprocess
import sys

# Several handles stand between commas.
HANDLES = {"ow", "qw", "aw", "ac", "fi"}
T = "2026-11-20T17:00:00."
HEADERS = {
    "session": "time key value by",
    "agenda": "id depth length title kind owner link time by",
    "people": "time id name role rsvp presence mood goal learned by",
    "groups": "time round who group topic by",
    "questions": "time id who kind topic state text by",
    "statements": "time id state options source title text by",
    "votes": "time who ref round position comment by",
    "notes": "time id ref who kind text by",
    "actions": "time id who status when where first what by",
    "feedback": "time id who rating worked change idea Another by",
    "tries": "time id about idea verdict why by",
}


def strings(path):
    with open(path, encoding="utf-8") as f:
        every = json.load(f)
    return [s for s in every if s.strip() and "\0" not in s
            and not re.search("[\ud800-\udfff]", s)]


def marked(place, i, s):
    mark = "%s%d." % (place, i)
    return mark + " " + s if i % 2 else s + " " + mark


# ---- making

class Session:
    def __init__(self, where):
        self.where, self.n = where, 0
        self.rows = {name: [] for name in HEADERS}
        for key, value in (("title", "Hostile"), ("length", "1h"),
                           ("start", T + "000Z"), ("zone", "UTC")):
            self.add("session", key=key, value=value)

    def add(self, table, **fields):
        self.n += 1
        fields["time"] = "2026-11-20T17:%02d:%02d.%03dZ" % (
            self.n // 60000, self.n // 1000 % 60, self.n % 1000)
        fields["by"] = "mod"
        row = [fields.pop(c, "") for c in HEADERS[table].split()]
        assert not fields, fields
        for a, b in ("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r",
                                                                  "\\r"):
            row = [f.replace(a, b) for f in row]
        self.rows[table].append("\t".join(row))

    def write(self):
        os.makedirs(self.where)
        for name, rows in self.rows.items():
            path = os.path.join(self.where, name + ".tsv")
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(HEADERS[name].replace(" ", "\t") + "\n")
                f.writelines(r + "\n" for r in rows)


def add_all(s, i, text):
    def m(place):
        return marked(place, i, text)

    n = "n%d" % i
    s.add("agenda", id="i" + n, depth="0", length="1m", title=m("it"),
          owner=m("ow"), link=m("li"))
    for kind in "goal", "announce", "read", "prep", "check":
        s.add("agenda", id=kind + n, depth="0", kind=kind, title=m(kind))
    for kind, place in (("text", "tx"), ("script", "sc"), ("remark", "re"),
                        ("note", "no")):
        s.add("notes", id=place + n, ref="i" + n, kind=kind, text=m(place))
    s.add("questions", id="q" + n, who=m("qw"), topic=m("qt"), text=m("qu"))
    s.add("questions", id="p" + n, kind="prompt", topic=m("pt"), text=m("pr"))
    s.add("notes", id="a" + n, ref="q" + n, kind="answer", who=m("aw"),
          text=m("an"))
    s.add("notes", id="b" + n, ref="p" + n, kind="answer", text=m("pa"))
    s.add("statements", id="s" + n, title=m("st"), text=m("se"),
          source=m("so"), options="none")
    s.add("votes", who="ana", ref="s" + n, round="1", position=m("po"),
          comment=m("co"))
    s.add("notes", id="d" + n, kind="decision", text=m("de"))
    s.add("notes", id="e" + n, kind="note", text=m("sn"))
    s.add("actions", id="c" + n, who=m("ac"), when=m("ae"), where=m("ar"),
          first=m("af"), what=m("aa"))
    s.add("feedback", id="f" + n, who=m("fi"), rating="8", worked=m("fw"),
          change=m("fc"), idea=m("fd"), Another=m("fo"))
    s.add("tries", id="t" + n, about=m("tb"), idea=m("td"), verdict=m("tv"),
          why=m("ty"))
    s.add("groups", round="1", who="w" + n, group=m("gr"), topic=m("gt"))


def make(path, where):
    rest, people = Session(where), Session(os.path.join(where, "people"))
    rest.add("people", id="ana", name="Ana", presence="in")
    people.add("statements", id="only", text="Only")
    for i, text in enumerate(strings(path)):
        def m(place):
            return marked(place, i, text)

        add_all(rest, i, text)
        people.add("people", id="p%d" % i, name=m("na"), role=m("ro"),
                   presence="in", mood=m("mo"), goal=m("go"),
                   learned=m("le"))
    rest.write()
    people.write()


# ---- checking

# A control character or a noncharacter is replaced in documents.
GONE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef%s]" % "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xfffe, 0xffff)))


def clean(s):
    s = s.replace("\r\n", "\n").replace("\r", "\n")
    return GONE.sub("\ufffd", s)


def squeezed(s):
    return " ".join(re.split("[ \t\n]+", s)).strip()


BAD = {"script", "iframe", "object", "embed", "link", "img", "form", "input",
       "base", "video", "audio", "frame", "applet", "image", "use"}


class Shown(html.parser.HTMLParser):
    """The text of a page, while it looks for whatever could act."""

    def __init__(self, strict):
        super().__init__()
        self.out, self.strict, self.hidden = [], strict, 0

    def handle_starttag(self, tag, attrs):
        assert not self.strict or tag not in BAD, tag
        for name, value in attrs:
            assert not name.startswith("on") and name not in (
                "src", "srcdoc", "action", "style", "data"), (tag, name)
            assert name != "href" or re.match(
                "(https?://|mailto:|#[a-z-]+$)", value), value
        self.edge(tag, 1)

    def handle_endtag(self, tag):
        self.edge(tag, -1)

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)

    def edge(self, tag, step):
        if tag in ("style", "title", "desc", "svg"):
            self.hidden += step
        if tag not in ("a", "bdi", "span", "em", "strong"):
            self.out.append("\n")


def shown(data, strict):
    page = Shown(strict)
    page.feed(data)
    page.close()
    return "".join(page.out)


def texts_of(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [t for v in value for t in texts_of(v)]
    return [value] if isinstance(value, str) else []


def marks(text):
    at = {}
    for m in re.finditer("[a-z]+[0-9]+[.]", text):
        at.setdefault(m.group(), []).append(m)
    return at


def stands(text, found, want):
    """Whether `want` is where one of its marks was found."""
    for m in found:
        if text.startswith(want, m.start()) or text.endswith(
                want, max(0, m.end() - len(want)), m.end()):
            return True
    return False


def check(form, path, kind, source, places):
    with open(path, "rb") as f:
        data = f.read()
    text = data.decode("utf-8")
    bad = re.search("[\0-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert not bad, (path, bad)
    if form == "json":
        have = set(texts_of(json.loads(text)))
    elif form == "html":
        have = squeezed(shown(text, True))
    elif form == "md":
        page = subprocess.run(
            ["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e",
             "strikethrough", "-e", "tasklist", path], check=True,
            stdout=subprocess.PIPE).stdout
        have = squeezed(shown(page.decode("utf-8"), False))
    else:
        have = squeezed(text)
    lost = []
    have = have if form == "json" else clean(have)
    at = {} if form == "json" else marks(have)
    for i, s in enumerate(strings(source)):
        for place in places:
            want = marked(place, i, s)
            if place in HANDLES and "," in s:
                continue
            if form == "json":
                found = want in have
            elif form == "txt" and (
                    not re.fullmatch("[ -~]*", s) or re.search(r"\S{60}", s)):
                continue
            else:
                want = squeezed(clean(want))
                found = stands(have, at.get("%s%d." % (place, i), []), want)
            if not found:
                lost.append(want)
    for want in lost[:10]:
        print("%s %s lacks %r" % (kind, form, want))
    return 1 if lost else 0


if sys.argv[1] == "make":
    make(*sys.argv[2:])
else:
    sys.exit(check(*sys.argv[2:6], sys.argv[6:]))
