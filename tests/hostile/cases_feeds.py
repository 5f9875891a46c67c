"""Hostile feeds: RSS, Atom and JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from tests.hostile.cases import CANARY, Case
from tests.hostile.sequences import SEQUENCES

LEDE = "The harbour stayed shut for a second day, officials said."


def rss(items: str, head: str = "", prolog: str = "", channel: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{prolog}<rss version="2.0"{head}>'
        f"<channel><title>Wire</title><link>https://wire.example/</link>{channel}{items}"
        "</channel></rss>"
    )


def item(title: str = "Storm shuts the port", body: str = LEDE, more: str = "", n: int = 1) -> str:
    return (
        f"<item><title>{title}</title><link>https://wire.example/{n}</link>"
        f"<guid>wire-{n}</guid><description>{body}</description>{more}</item>"
    )


def items(count: int) -> str:
    return "".join(item(f"Storm number {n}", n=n) for n in range(count))


def atom(entries: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>urn:wire</id>'
        f"{entries}</feed>"
    )


def json_feed(*found: object, **more: object) -> str:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Wire", "items": list(found), **more})


def entry(title: object = "Storm shuts the port", **more: object) -> dict[str, object]:
    return {"id": "1", "title": title, "content_text": LEDE, "url": "https://wire.example/1"} | more


def account(*found: object, **feed: object) -> str:
    """All that an account answers, in one answer."""
    wire = {"id": "feed/1", "url": "https://wire.example/feed", "title": "Wire", **feed}
    refs = [{"id": one.get("id")} for one in found if isinstance(one, dict)]
    return json.dumps({"subscriptions": [wire], "items": list(found), "itemRefs": refs})


def post(**more: object) -> dict[str, object]:
    """An item of an account."""
    links = {"alternate": [{"href": "https://wire.example/1"}]}
    stated = {"id": "1", "title": "Storm shuts the port", "summary": {"content": LEDE}}
    return {**stated, "origin": {"streamId": "feed/1"}, **links, **more}


def later(make: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: make().encode()


def broken(seed: int) -> bytes:
    """Return a sound feed in which bytes were turned, doubled and lost."""
    chance = random.Random(seed)
    data = bytearray(rss(items(5)).encode())
    for _ in range(30):
        place = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randrange(1, 30)]
            case _:
                data[place:place] = data[place : place + chance.randrange(1, 60)]
    return bytes(data)


XXE = [
    ("a local file", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ("a device", '<!DOCTYPE rss SYSTEM "file:///dev/zero">'),
    ("a parameter", '<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'),
    ("an address", '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/canary">]>'),
    ("a public name", '<!DOCTYPE rss PUBLIC "-//X//EN" "http://127.0.0.1:9/x.dtd">'),
]
LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
QUADRATIC = f"<!DOCTYPE rss [<!ENTITY a '{'x' * 900}'>]>"

CASES = [
    Case("small and sound", "feed", rss(items(3)), count=3, holds=("Storm number 2",)),
    Case("atom", "feed", atom("<entry><title>A</title><id>1</id></entry>"), count=1),
    *(
        Case(f"names {what}", "feed", rss(item("&x; storm"), prolog=doctype), lacks=("root:x:",))
        for what, doctype in XXE
    ),
    Case("a billion laughs", "feed", rss(item("&a9;"), prolog=LAUGHS + "]>"), seconds=3),
    Case(
        "quadratic growth",
        "feed",
        lambda: rss(item(body="&a;" * 50_000), prolog=QUADRATIC).encode(),
        seconds=5,
    ),
    Case(
        "sixty entities",
        "feed",
        rss(item(), prolog="<!DOCTYPE rss [" + "<!ENTITY e 'x'>" * 60 + "]>"),
        refused="more than 50 entities",
    ),
    Case(
        "a harmless entity",
        "feed",
        rss(item("&c;"), prolog="<!DOCTYPE rss [<!ENTITY c 'Storm'>]>"),
        count=1,
        holds=("Storm",),
    ),
    Case("100,000 levels", "feed", later(lambda: rss(item() + "<a>" * 100_000)), refused="deep"),
    Case(
        "100,000 levels of HTML",
        "feed",
        later(lambda: rss(item(body="&lt;div&gt;" * 100_000 + LEDE))),
        count=1,
        holds=(LEDE,),
    ),
    Case(
        "a tag of 100,000 attributes",
        "feed",
        later(lambda: rss("<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + ">")),
        refused="a tag longer than 32 KiB",
    ),
    Case(
        "6,000 entries",
        "feed",
        later(lambda: rss(items(6_000))),
        count=5000,
        holds=("1,000 of 6,000 entries left out: a feed may bring 5,000",),
    ),
    Case(
        "100,000 categories",
        "feed",
        later(lambda: rss(item(more="<category>x</category>" * 100_000))),
        count=1,
    ),
    Case("a title of 1 MB", "feed", later(lambda: rss(item("storm " * 170_000))), count=1),
    Case("a word of 1 MB", "feed", later(lambda: rss(item(body="a" * 1_000_000))), count=1),
    Case(
        "an author of 100 kB",
        "feed",
        later(lambda: rss(item(more=f"<author>{'a@' * 50_000}</author>"))),
        count=1,
    ),
    Case(
        "a date of 100 kB",
        "feed",
        later(lambda: rss(item(more=f"<pubDate>{'1 ' * 50_000}</pubDate>"))),
        count=1,
    ),
    Case(
        "257 MiB",
        "feed",
        lambda: rss(item()).encode() + b" " * (257 << 20),
        refused="too large: more than 256 MiB",
    ),
    *(
        Case(
            f"date: {date or 'none'}", "feed", rss(item(more=f"<pubDate>{date}</pubDate>")), count=1
        )
        for date in (
            "",
            "yesterday",
            "Thu, 99 Foo 2021 99:99:99",
            "9999-12-31T23:59:59Z",
            "0000-00-00",
            "-1",
            "1e400",
            "Thu, 21 Oct 2021 09:30:00 +9999",
        )
    ),
    *(
        Case(f"cut after {size}", "feed", rss(items(20)).encode()[:size])
        for size in (1, 40, 90, 200, 700, 1500)
    ),
    *(Case(f"turned bytes {seed}", "feed", broken(seed)) for seed in range(12)),
    Case("half a character", "feed", rss(item("storm &#xD800; port")), count=1),
    Case("a character beyond all", "feed", rss(item("storm &#99999999999; port")), count=1),
    Case("a character that ends a program", "feed", rss(item("storm &#0;&#27;[2J")), count=1),
    Case("a place without its element", "feed", rss(item(more="<gml:pos>1 2</gml:pos>"))),
    Case(
        "markup that opens nothing",
        "feed",
        rss(item("[/] text [/ more [@click=app.quit]x[/]")),
        count=1,
        holds=("[@click=app.quit]x[/]",),
    ),
    Case(
        "markup and Markdown",
        "feed",
        rss(item("**b** `c` [bold]d[/bold] $x {{7*7}} %s {0}")),
        count=1,
        holds=("**b** `c` [bold]d[/bold] $x {{7*7}} %s {0}",),
    ),
    Case(
        "a script",
        "feed",
        rss(item(body=f"&lt;script&gt;{CANARY}&lt;/script&gt;&lt;p onclick='{CANARY}'&gt;{LEDE}")),
        count=1,
        lacks=(CANARY,),
        holds=(LEDE,),
    ),
    Case(
        "links that do",
        "feed",
        rss(
            item(
                body="&lt;a href='javascript:alert(1)'&gt;read&lt;/a&gt; "
                "&lt;a href='file:///etc/passwd'&gt;on&lt;/a&gt; " + LEDE
            )
        ),
        count=1,
        lacks=("javascript:", "file:///"),
    ),
    Case(
        "an enclosure that climbs out",
        "feed",
        rss(item(more="<enclosure url='../../../../tmp/tuinews-pwned' type='audio/mpeg'/>")),
        count=1,
    ),
    Case("entries of one id", "feed", rss(items(1) * 9)),
    Case("titles of blanks", "feed", rss(item("\u200b\u2800\u3164") + item("  ", n=2)), count=2),
    Case("marks upon marks", "feed", rss(item("Z" + "\u0301" * 5000 + "algo")), count=1),
    Case(
        "text in tags",
        "feed",
        rss(item("a" + "".join(map(chr, range(0xE0020, 0xE007F))) + "b")),
        count=1,
        holds=("ab",),
    ),
    Case("utf-7", "feed", rss(item("+ADw-script+AD4-")).replace("UTF-8", "UTF-7"), count=1),
    Case(
        "a charset that is none",
        "feed",
        rss(item("Größe")).replace("UTF-8", "x-pwned"),
        count=1,
        holds=("Größe",),
    ),
    Case("utf-16", "feed", rss(item("Größe")).encode("utf-16"), count=1, holds=("Größe",)),
    Case("a path", "feed", "/etc/passwd", refused="not a feed but text"),
    Case("an address", "feed", "http://127.0.0.1:9/canary", refused="not a feed but text"),
    Case(
        "a login page",
        "feed",
        "<!doctype html><html><body><form>Sign in",
        refused="not a feed but a (web )?page|not a feed",
    ),
    Case("a picture", "feed", b"\x89PNG\r\n\x1a\n" + bytes(500), refused="PNG"),
    Case("packed", "feed", b"\x1f\x8b\x08" + bytes(99), refused="gzip"),
    Case("nothing", "feed", b"", refused="empty"),
    Case("NULs", "feed", bytes(5000), refused="binary|empty"),
    # --- JSON ---
    Case("json", "feed", json_feed(entry()), count=1, holds=("Storm shuts the port",)),
    *(
        Case(f"json: {what}", "feed", said, content_type="application/feed+json")
        for what, said in {
            "a list": "[]",
            "null": "null",
            "a number": "7",
            "no items": json_feed().replace("items", "things"),
            "items of no kind": json_feed(None, 1, "x", [], {}, [entry()]),
            "a cut end": json_feed(entry())[:-9],
            "numbers for texts": json_feed(entry(7, content_text=9, id=1.5, url=3, tags=4)),
            "texts for lists": json_feed(entry(tags="x", authors="y", attachments="z")),
            "NaN": '{"version":"https://jsonfeed.org/version/1","items":[NaN,Infinity]}',
            "doubled keys": '{"version":"https://jsonfeed.org/version/1","items":[],"items":{}}',
        }.items()
    ),
    Case(
        "json: 100,000 levels",
        "feed",
        lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000,
        refused=".",
    ),
    Case("json: half a character", "feed", json_feed(entry("storm \ud800 port")), count=1),
    Case(
        "json: a number of 5,000 digits",
        "feed",
        json_feed(entry()).replace('"id": "1"', '"id": ' + "7" * 5000),
    ),
    Case(
        "json: 5,002 entries",
        "feed",
        later(lambda: json_feed(*(entry(id=str(n)) for n in range(5_002)))),
        count=5000,
    ),
    # --- terminals ---
    *(
        Case(
            f"sequence: {name}",
            "feed",
            json_feed(
                entry(f"Storm {made} port", content_text=f"{LEDE} {made} It {made} is."),
                title=f"Wire {made}",
                description=made,
            ),
            count=1,
        )
        for name, made in SEQUENCES.items()
    ),
    # --- accounts ---
    Case("an account", "account", account(post()), count=1, holds=(LEDE, "Wire")),
    Case("an account: levels", "account", "[" * 200_000, refused="not what such a server"),
    Case("an account: a page", "account", "<html>log in</html>", refused="not what such a server"),
    Case(
        "an account: 200,000 ids",
        "account",
        later(lambda: json.dumps({"itemRefs": [{"id": str(n)} for n in range(200_000)]})),
    ),
    Case(
        "an account: a word of 1 MB",
        "account",
        later(lambda: account(post(summary={"content": "a" * 1_000_000}, title="b" * 1_000_000))),
        count=1,
    ),
    Case("an account: a number", "account", '{"items": [{"id": ' + "9" * 20_000 + "}]}"),
    Case(
        "an account: commands for links",
        "account",
        account(
            post(alternate=[{"href": "javascript:alert(1)"}], enclosure=[{"href": "file:///x"}]),
            url="file:///etc/passwd",
            htmlUrl="data:text/html,x",
        ),
        count=1,
        lacks=("javascript:", "file:", "data:"),
    ),
    Case(
        "an account: wrong types",
        "account",
        account(
            post(title=[], summary=7, published="soon", author={}, categories=7, enclosure="x"),
            {"id": [], "origin": 7},
            7,
            None,
            title=7,
            categories={"a": 1},
        ),
    ),
    *(
        Case(
            f"an account: sequence: {name}",
            "account",
            account(
                post(
                    id=f"1{made}",
                    title=f"Storm {made} port",
                    author=f"Ann {made}",
                    summary={"content": f"{LEDE} {made} It {made} is."},
                    categories=[made],
                ),
                title=f"Wire {made}",
                categories=[{"label": f"News {made}/{made}"}],
            ),
        )
        for name, made in list(SEQUENCES.items())[::5]
    ),
]
