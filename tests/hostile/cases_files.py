"""Hostile files: pages, captures, lists of feeds, settings, and those of the library itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from tests.hostile.cases import CANARY, Case
from tests.hostile.sequences import SEQUENCES

LEDE = "The harbour stayed shut for a second day while crews cleared the quay of sand."
TEXT = "".join(f"<p>Part {n}: {LEDE}</p>" for n in range(5))
PLAIN = "Storm shuts the port\n\n" + "\n\n".join(f"Part {n}: {LEDE}" for n in range(5))
ALL = "".join(SEQUENCES.values())


def page(body: str = TEXT, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Storm shuts the port</title>"
        f"{head}</head><body><article><h1>Storm shuts the port</h1>{body}</article></body></html>"
    )


def many(tag: str, count: int) -> bytes:
    return page(TEXT + f"<{tag}>x" * count).encode()


def big(make: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: make().encode()


def shard(*documents: object, schema: object = 1, app: str = "tuinews") -> str:
    held = {str(number): one for number, one in enumerate(documents, 1)}
    return json.dumps({"meta": {"1": {"app": app, "schema": schema}}, "articles": held})


def stored(identity: object = "old", **more: object) -> dict[str, object]:
    block = {"kind": "paragraph", "text": LEDE, "spans": [{"text": LEDE}]}
    return {
        "id": identity,
        "headline": "A storm of old",
        "blocks": [block],
        "published": "2021-10-20T08:00:00Z",
        "added": "2021-10-20T09:00:00Z",
    } | more


def outlines(*addresses: str, more: str = "") -> str:
    found = "".join(f'<outline type="rss" text="A" xmlUrl="{one}"{more}/>' for one in addresses)
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{found}</body></opml>'


FOREIGN = "not a tuinews store"
WHOLE = ("untouched: True",)

PAGES = [
    Case("sound page", "page", page(), count=1, holds=("Storm shuts the port",)),
    *(
        Case(f"{count:,} {tag}", "page", partial(many, tag, count))
        for tag, count in (
            ("div", 100_000),
            ("b", 50_000),
            ("ul><li", 5_000),
            ("br", 30_000),
            ("a href='https://a.example/'", 50_000),
            ("option", 4_000),
            ("font", 50_000),
            ("svg", 5_000),
        )
    ),
    Case(
        "a table of 200,000 cells",
        "page",
        big(lambda: page(TEXT + "<table>" + ("<tr>" + "<td>1" * 1000) * 200 + "</table>")),
    ),
    Case(
        "20,000 attributes",
        "page",
        big(lambda: page(TEXT + "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">end")),
    ),
    Case(
        "a span of a million columns",
        "page",
        page(TEXT + "<table><tr><td colspan=1000000 rowspan=1000000>1<td>2</table>"),
        count=1,
    ),
    Case("a list from 10^30", "page", page(TEXT + f"<ol start={10**30}><li>a<li>b</ol>"), count=1),
    Case(
        "2 MB of JSON-LD",
        "page",
        big(
            lambda: page(head="<script type='application/ld+json'>" + "[" * 1_000_000 + "</script>")
        ),
        count=1,
    ),
    Case(
        "a script for a head",
        "page",
        page(head=f"<script>{CANARY}</script>"),
        count=1,
        lacks=(CANARY,),
    ),
    Case(
        "it leads on",
        "page",
        page(head="<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/canary'>"),
    ),
    Case(
        "frames and pictures",
        "page",
        page(
            TEXT
            + "<iframe src='http://127.0.0.1:9/canary'></iframe><img src='http://127.0.0.1:9/canary'>"
        ),
        count=1,
    ),
    Case(
        "hidden text",
        "page",
        page(TEXT + f"<template>{CANARY}</template><!-- {CANARY} -->"),
        count=1,
        lacks=(CANARY,),
    ),
    Case(
        "a base that runs",
        "page",
        page(TEXT + "<a href='x'>more</a>", "<base href='javascript:'>"),
        count=1,
        lacks=("javascript:",),
    ),
    Case(
        "an external entity",
        "page",
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
        + page(TEXT + "<p>&x;</p>"),
        lacks=("root:x:",),
    ),
    Case("sequences in a page", "page", page(TEXT + "<p>" + ALL.replace("<", "&lt;"))),
    Case("a comment without end", "page", page(TEXT + "<!-- " + LEDE)),
    Case("a title without end", "page", "<html><head><title>" + TEXT),
    Case("frames only", "page", "<html><frameset><frame src=a></frameset></html>", refused="."),
    Case("an empty page", "page", "<html><body></body></html>", refused="no readable text"),
    Case("NULs in tags", "page", page("<p\0>" + LEDE + "</p\0>" + TEXT), count=1),
    Case(
        "utf-16 page",
        "page",
        page("<p>größer</p>" + TEXT).encode("utf-16"),
        count=1,
        holds=("größer",),
    ),
]
CAPTURES = [
    Case("sound capture", "capture", PLAIN, count=1, holds=("Storm shuts the port",)),
    Case("empty", "capture", b"", refused="nothing to read"),
    Case("blanks", "capture", b" \n\t\n" * 500, refused="nothing to read"),
    Case("a mark alone", "capture", b"\xef\xbb\xbf", refused="nothing to read"),
    Case("what nobody sees", "capture", "\u200b\u2060\u3164" * 99, refused="nothing to read"),
    *(
        Case(f"a file of {kind}", "capture", start + bytes(range(256)) * 9, refused=kind)
        for kind, start in (
            ("gzip", b"\x1f\x8b\x08"),
            ("zip", b"PK\x03\x04"),
            ("PDF", b"%PDF-1.7"),
            ("PNG", b"\x89PNG\r\n\x1a\n"),
            ("binary", b"\x00\x01\x02\x03"),
        )
    ),
    Case("sequences in a capture", "capture", PLAIN + "\n\n" + ALL, count=1),
    Case("overstruck", "capture", PLAIN + "\n\nN\x08NA\x08AM\x08ME\x08E", count=1),
    Case("ends of lines of a Macintosh", "capture", PLAIN.replace("\n", "\r"), count=1),
    Case("utf-16 without a mark", "capture", PLAIN.encode("utf-16-be"), count=1, holds=(LEDE,)),
    Case(
        "windows",
        "capture",
        PLAIN.replace("shut", "“größer”").encode("cp1252"),
        count=1,
        holds=("größer",),
    ),
    Case(
        "a line of 5 MB",
        "capture",
        lambda: b"word " * 1_000_000,
        refused="too long for an article: .* 2,000,000",
    ),
    Case("25,000 lines", "capture", lambda: b"a\n" * 25_000),
    Case("65 MiB", "capture", lambda: b"storm " * (65 << 18), refused="larger than 64 MiB"),
    Case("articles: not JSON", "articles", "{nothing}\n[]\n7\nnull\n", refused="line 1"),
    Case(
        "articles: 100,000 levels",
        "articles",
        lambda: b'{"blocks":' + b"[" * 100_000,
        refused="line 1",
    ),
    Case(
        "articles: wrong kinds",
        "articles",
        '{"id": 7, "headline": [], "body": {}}\n{"id": "a", "headline": "A", "body": "It is."}\n',
        count=1,
        refused="line 1",
    ),
    Case(
        "articles: half a character",
        "articles",
        '{"id": "a", "headline": "Storm \\ud800", "body": "It is \\udfff."}',
        count=1,
    ),
    Case(
        "articles: an id that climbs",
        "articles",
        '{"id": "../../tuinews-pwned", "headline": "Storm", "body": "It is."}',
        count=1,
    ),
    Case(
        "articles: a day in the year 0",
        "articles",
        '{"id": "a", "headline": "Storm", "body": "It is.", "published": "0000-00-00"}',
    ),
]
LISTS = [
    Case("sound list", "opml", outlines("https://a.example/f", "https://b.example/f"), count=2),
    Case(
        "programs",
        "opml",
        outlines(
            "|touch tuinews-pwned",
            "exec:touch tuinews-pwned",
            "filter:sh:https://a.example/f",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ),
        count=1,
        refused="never run",
    ),
    Case(
        "private addresses",
        "opml",
        outlines("http://127.0.0.1:9/canary", "http://[::1]/", "http://10.0.0.1/"),
    ),
    Case(
        "passwords", "opml", outlines("https://me:hunter2@a.example/f"), count=1, lacks=("hunter2",)
    ),
    Case(
        "an external list",
        "opml",
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + outlines("https://a.example/&x;"),
        lacks=("root:x:",),
    ),
    Case(
        "laughs",
        "opml",
        "<!DOCTYPE opml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
        + outlines("https://a.example/&b;"),
    ),
    Case(
        "10,000 folders in one another",
        "opml",
        lambda: (
            b"<opml><body>"
            + b"<outline text='f'>" * 10_000
            + b"<outline xmlUrl='https://a.example/f'/>"
        ),
        count=1,
    ),
    Case(
        "6,000 feeds",
        "opml",
        big(lambda: outlines(*(f"https://a.example/{n}" for n in range(6_000)))),
        count=6_000,
        seconds=25,
    ),
    Case(
        "names that are paths",
        "opml",
        "<opml><body><outline text='../../etc'><outline text='/' xmlUrl='https://a.example/f'/></outline>",
        count=1,
    ),
    Case(
        "sequences in a list",
        "opml",
        outlines("https://a.example/f").replace(
            '"A"', json.dumps(ALL.replace("<", "").replace("&", "")).replace("\\u001b", "&#27;")
        ),
    ),
    Case(
        "a feed is no list",
        "opml",
        "<rss><channel><title>A</title></channel></rss>",
        refused="OPML",
    ),
    Case(
        "blanks in a tag without an end",
        "opml",
        b"<opml><body><outline xmlUrl='https://a.example/f'" + b" " * 300_000,
        count=1,
        seconds=2.0,
    ),
    Case(
        "a reference of 5,000 digits",
        "opml",
        f"<opml><body><outline text='&#{'1' * 5000};' xmlUrl='https://a.example/f'/></body></opml>",
        count=1,
    ),
    Case(
        "a quote without an end",
        "newsboat",
        b"https://a.example/f " + b'"' + b'\\"' * 200_000,
        count=1,
        seconds=2.0,
    ),
    Case("a page is no list", "opml", page(), refused="OPML"),
    Case("an empty list", "opml", b"", refused="empty|OPML"),
    Case(
        "17 MiB of list",
        "opml",
        lambda: b"<opml>" + b" " * (17 << 20),
        refused="larger than 16 MiB",
    ),
    Case("utf-16 list", "opml", outlines("https://a.example/f").encode("utf-16"), count=1),
    Case(
        "a list of newsboat",
        "newsboat",
        'https://a.example/f news\n"exec:touch tuinews-pwned"\n"query:x:y"\nfile:///etc/passwd\n',
        count=1,
        refused=".",
    ),
    Case("binary list of newsboat", "newsboat", bytes(range(256)) * 9, refused="."),
]
SETTINGS = [
    Case("sound settings", "config", 'theme = "nord"\n', count=1),
    Case("a fault", "config", "theme = \n", refused="line 1"),
    Case(
        "a name that is none",
        "config",
        "refersh_minutes = 5\n",
        refused="did you mean .refresh_minutes",
    ),
    Case("a number beyond", "config", "[fetch]\nbody_mib = 99999\n", refused="from 1 to 256"),
    Case("a wrong kind", "config", "mouse = 'yes'\n", refused="true or false"),
    Case(
        "a browser through a shell",
        "config",
        "[browser]\ncommand = 'sh -c \"x %u\"'\n",
        refused="stand alone",
    ),
    Case(
        "a quote without end",
        "config",
        '[browser]\ncommand = "firefox \'x"\n',
        refused="never closed",
    ),
    Case(
        "an option for a program",
        "config",
        "[browser]\ncommand = ['-x']\n",
        refused="name of a program",
    ),
    Case("NUL in settings", "config", b'theme = "a\0"\n', refused="line 1"),
    Case("settings that are not UTF-8", "config", b'theme = "\xff"\n', refused="UTF-8"),
    Case("settings with a mark", "config", b'\xef\xbb\xbftheme = "nord"\n', count=1),
    Case("settings 100,000 deep", "config", lambda: b"a = " + b"[" * 100_000, refused="nested"),
    Case("2 MiB of settings", "config", lambda: b"# x\n" * (1 << 19), refused="larger than 1 MiB"),
    Case(
        "a number of 5,000 digits", "config", "width = " + "7" * 5000, refused="digits|whole number"
    ),
    Case("sequences in settings", "config", 'theme = "\\u001b[2J"\n', refused="one line of text"),
    Case("sequences in a name", "config", '"\\u001b]0;x\\u0007" = 1\n', refused="unknown setting"),
]
STORE = [
    Case("sound shard", "shard", shard(stored()), count=3),
    Case("a list", "shard", "[]", refused=FOREIGN, holds=WHOLE),
    Case("a number", "shard", "7", refused=FOREIGN, holds=WHOLE),
    Case("null shard", "shard", "null", refused=FOREIGN, holds=WHOLE),
    Case("another TinyDB", "shard", '{"_default": {"1": {"a": 1}}}', refused=FOREIGN, holds=WHOLE),
    Case("of another app", "shard", shard(stored(), app="other"), refused=FOREIGN, holds=WHOLE),
    Case("of tomorrow", "shard", shard(stored(), schema=99), refused="newer tuinews", holds=WHOLE),
    Case("a schema of no kind", "shard", shard(stored(), schema="x"), refused=FOREIGN, holds=WHOLE),
    Case(
        "100,000 levels of shard",
        "shard",
        lambda: b'{"a":' + b"[" * 100_000,
        refused="nested too deep|.",
        holds=WHOLE,
    ),
    Case(
        "marks of a merge",
        "shard",
        "<<<<<<< ours\n" + shard(stored()),
        refused="line 1",
        holds=WHOLE,
    ),
    Case("not UTF-8", "shard", shard(stored()).encode()[:-3] + b"\xff}}", holds=WHOLE),
    *(
        Case(
            f"shard cut at {part} of 8",
            "shard",
            shard(stored("b"), stored("c"))[: part * 100],
            refused="damaged|empty|not",
            holds=WHOLE,
        )
        for part in range(1, 8)
    ),
    Case("an empty shard", "shard", b"", refused="empty", holds=WHOLE),
    Case("a shard of NULs", "shard", bytes(4096), refused="empty", holds=WHOLE),
    Case(
        "ids of no kind",
        "shard",
        shard(stored(7), stored(None), stored(["x"]), stored("")),
        holds=WHOLE,
    ),
    Case(
        "fields of no kind",
        "shard",
        shard(stored("x", headline=7, blocks="no", tags={}, url=[])),
        holds=WHOLE,
    ),
    Case(
        "numbers of no kind",
        "shard",
        shard(stored("x", words=1)).replace("2021-10-20T08", "9e999"),
        holds=WHOLE,
    ),
    Case(
        "sequences in a shard",
        "shard",
        shard(stored("x", headline=ALL, publisher=ALL)),
        holds=WHOLE,
    ),
    Case(
        "documents under one number",
        "shard",
        shard(stored("x")).replace('"1": {"id"', '"9999999999999999999": {"id"'),
        holds=WHOLE,
    ),
    Case(
        "a journal of rubbish",
        "journal",
        bytes(range(256)) * 20,
        refused="damaged|read",
        holds=WHOLE,
    ),
    Case(
        "a journal of tomorrow",
        "journal",
        '{"app": "tuinews", "schema": 99, "journal": "x"}\n',
        refused="newer tuinews",
        holds=WHOLE,
    ),
    Case(
        "a journal without a head",
        "journal",
        '{"id": "kept", "month": "2021-10", "state": {}}\n',
        refused="damaged",
        holds=WHOLE,
    ),
    Case("an empty journal", "journal", b"", holds=WHOLE),
    Case("feeds of another app", "feeds file", "{}", refused=FOREIGN, holds=WHOLE),
    Case(
        "feeds of tomorrow",
        "feeds file",
        '{"meta": {"1": {"app": "tuinews", "schema": 99}}, "feeds": {}}',
        refused="newer",
        holds=WHOLE,
    ),
    Case(
        "feeds cut off",
        "feeds file",
        '{"meta": {"1": {"app": "tuinews", "schema": 1}},\n"feeds": {"1": {"id": "https://a',
        holds=WHOLE,
    ),
]
CASES = [*PAGES, *CAPTURES, *LISTS, *SETTINGS, *STORE]
