"""What readers get wrong about feeds in the wild: a table of feeds and what is meant by them.

Each row breaks some reader: an ampersand that stands bare, a base that is ignored, bytes in
another encoding than they claim, a date nobody parses. `FIELDS` names what of the feed, or of
its first entry, a row is about.
"""
# ruff: noqa: E501 (a case a line)

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.model import Enclosure

SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://news.example/feeds/main.xml"
THIRD = datetime(2024, 1, 3, tzinfo=UTC)
TIME = datetime(2024, 1, 3, 16, 20, 5, tzinfo=UTC)
MINUTE = TIME.replace(second=0)

SPACES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"'
)
HEAD = "<title>News</title><link>https://news.example/</link>"
CANARY = "TUINEWS-CANARY"


def rss(item: str = "<title>A</title>", channel: str = HEAD) -> str:
    return f'<rss version="2.0"{SPACES}><channel>{channel}<item>{item}</item></channel></rss>'


def atom(
    entry: str = "<title>A</title>", extra: str = "", feed: str = "<title>News</title>"
) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{extra}>{feed}<entry>{entry}</entry></feed>'


def rdf(item: str = "<title>A</title>", name: str = "http://purl.org/rss/1.0/") -> str:
    return (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{name}"{SPACES}>'
        f'<channel rdf:about="https://news.example/">{HEAD}</channel>'
        f'<item rdf:about="https://news.example/1">{item}</item></rdf:RDF>'
    )


def feed(item: dict[str, Any], **of: Any) -> str:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "News", "items": [item], **of})


def encoded(codec: str, declared: str, word: str = "Café Škoda") -> bytes:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return (declaration + rss(f"<title>{word}</title>")).encode(codec)


def dated(written: str) -> str:
    return rss(f"<title>A</title><pubDate>{written}</pubDate>")


def _first(name: str) -> Callable[[ParsedFeed], Any]:
    return lambda parsed: getattr(parsed.captures[0], name)


def _stated(name: str) -> Callable[[ParsedFeed], Any]:
    return lambda parsed: getattr(parsed.captures[0].stated, name)


def _of(name: str) -> Callable[[ParsedFeed], Any]:
    return lambda parsed: getattr(parsed, name)


FIELDS: dict[str, Callable[[ParsedFeed], Any]] = {
    "entries": lambda parsed: len(parsed.captures),
    "headlines": lambda parsed: [one.stated.headline for one in parsed.captures],
    "ids": lambda parsed: len({one.stated.guid for one in parsed.captures}),
    **{name: _first(name) for name in ("url", "text")},
    **{
        name: _stated(name)
        for name in (
            "headline",
            "guid",
            "authors",
            "publisher",
            "published",
            "updated",
            "summary",
            "language",
            "enclosures",
            "categories",
        )
    },
    **{
        name: _of(name)
        for name in (
            "kind",
            "title",
            "site",
            "description",
            "ttl",
            "skip_hours",
            "skip_days",
            "notices",
        )
    },
}

Row = tuple[str, str | bytes, str, Any]

KINDS: list[Row] = [
    ("RSS 2.0", rss(), "kind", "rss20"),
    ("RSS 0.91", rss().replace("2.0", "0.91", 1), "headline", "A"),
    ("RSS 0.92", rss().replace("2.0", "0.92", 1), "headline", "A"),
    ("RSS without a version", rss().replace(' version="2.0"', ""), "headline", "A"),
    ("RSS 1.0, items beside the channel", rdf(), "headline", "A"),
    ("RSS 1.0, its title", rdf(), "title", "News"),
    (
        "RSS 1.0, dc:date",
        rdf("<title>A</title><dc:date>2024-01-03T16:20:05Z</dc:date>"),
        "published",
        TIME,
    ),
    (
        "RSS 1.0, content:encoded",
        rdf("<title>A</title><content:encoded><![CDATA[<p>Text</p>]]></content:encoded>"),
        "text",
        "<p>Text</p>",
    ),
    ("RSS 0.90", rdf(name="http://my.netscape.com/rdf/simple/0.9/"), "headline", "A"),
    ("RSS without a channel", f"<rss><item><title>A</title></item></rss>{'':9}", "headline", "A"),
    ("a channel alone", f"<channel>{HEAD}<item><title>A</title></item></channel>", "headline", "A"),
    ("Atom 1.0", atom(), "kind", "atom10"),
    (
        "Atom 0.3",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><entry><title>A</title><issued>2024-01-03T16:20:05Z</issued></entry></feed>',
        "published",
        TIME,
    ),
    (
        "Atom 0.3, modified",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>N</title><entry><title>A</title><issued>2024-01-03T16:20:05Z</issued><modified>2024-01-03T16:20Z</modified></entry></feed>',
        "updated",
        MINUTE,
    ),
    (
        "Atom with a prefix",
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>News</a:title><a:entry><a:title>A</a:title></a:entry></a:feed>',
        "headline",
        "A",
    ),
    (
        "Atom without its namespace",
        "<feed><title>News</title><entry><title>A</title></entry></feed>",
        "headline",
        "A",
    ),
    ("JSON Feed 1.1", feed({"id": "1", "content_text": "x"}), "kind", "json11"),
    (
        "JSON Feed 1",
        feed({"id": "1", "content_text": "x"}, version="https://jsonfeed.org/version/1"),
        "kind",
        "json10",
    ),
    (
        "a feed in capitals",
        rss().replace("<title>", "<TITLE>").replace("</title>", "</TITLE>"),
        "title",
        "News",
    ),
]

BROKEN: list[Row] = [
    ("a bare ampersand", rss("<title>Fish & Chips</title>"), "headline", "Fish & Chips"),
    (
        "a bare ampersand in a link",
        rss("<title>A</title><link>https://news.example/?a=1&b=2</link>"),
        "url",
        "https://news.example/?a=1&b=2",
    ),
    (
        "an escaped ampersand in a link",
        rss("<title>A</title><link>https://news.example/?a=1&amp;b=2</link>"),
        "url",
        "https://news.example/?a=1&b=2",
    ),
    ("an entity of HTML", rss("<title>caf&eacute; &ndash; bar</title>"), "headline", "café – bar"),
    ("an entity that nobody knows", rss("<title>a &nosuch; b</title>"), "headline", "a &nosuch; b"),
    (
        "a number of a character",
        rss("<title>&#8220;Yes&#8221; &#x2014; no</title>"),
        "headline",
        "“Yes” — no",
    ),
    (
        "quotation marks of Windows by number",
        rss("<title>&#147;Yes&#148;</title>"),
        "headline",
        "“Yes”",
    ),
    ("escaped twice", rss("<title>AT&amp;amp;T</title>"), "headline", "AT&T"),
    (
        "tags in a headline",
        rss("<title>A &lt;b&gt;bold&lt;/b&gt; step</title>"),
        "headline",
        "A bold step",
    ),
    (
        "CDATA in a headline",
        rss("<title><![CDATA[R&D <em>now</em>]]></title>"),
        "headline",
        "R&D now",
    ),
    (
        "a smaller-than in a headline",
        rss("<title>2 &lt; 3 and 4 &gt; 3</title>"),
        "headline",
        "2 < 3 and 4 > 3",
    ),
    ("line ends in a headline", rss("<title>\n  One\n\tline \n</title>"), "headline", "One line"),
    ("a control character", rss("<title>a\x0bb \x1b[31mc\x08</title>"), "headline", "a b c"),
    ("an escape that would set a title", rss("<title>a\x1b]0;x\x07b</title>"), "headline", "ab"),
    ("a blank before the declaration", " \n" + '<?xml version="1.0"?>' + rss(), "headline", "A"),
    ("a byte order mark", b"\xef\xbb\xbf" + rss().encode(), "headline", "A"),
    ("rubbish after the end", rss() + "\n<!-- 0.2 s --><script>x()</script>", "headline", "A"),
    (
        "a tag that is never closed",
        rss("<title>A</title><description>one<br>two</description>"),
        "headline",
        "A",
    ),
    (
        "naked markup",
        rss("<title>A</title><description><p>One</p><p>Two</p></description>"),
        "text",
        "<p>One</p><p>Two</p>",
    ),
    (
        "a namespace that is not declared",
        "<rss><channel><title>N</title><item><title>A</title><dc:creator>Ann</dc:creator></item></channel></rss>",
        "authors",
        ("Ann",),
    ),
    (
        "an attribute without quotation marks",
        rss("<title>A</title><enclosure url=https://news.example/a.mp3 type=audio/mpeg />"),
        "headline",
        "A",
    ),
    ("cut in the middle", rss("<title>A</title><description>Text")[:-30], "headline", "A"),
    (
        "two items, one without an end",
        rss("<title>A</title><item><title>B</title>"),
        "headlines",
        ["A", "B"],
    ),
    ("an empty item", rss("") + "", "entries", 1),
    ("a comment where a title was", rss("<!-- no --><title>A</title>"), "headline", "A"),
    (
        "a doctype with entities",
        '<!DOCTYPE rss [<!ENTITY name "Wire">]>' + rss("<title>The &name;</title>"),
        "headline",
        "The Wire",
    ),
    (
        "a file named by an entity",
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///{CANARY}">]>' + rss("<title>a &x; b</title>"),
        "entries",
        1,
    ),
]

ENCODINGS: list[Row] = [
    ("UTF-8", encoded("utf-8", "utf-8"), "headline", "Café Škoda"),
    ("UTF-8, undeclared", encoded("utf-8", ""), "headline", "Café Škoda"),
    ("Latin 1 in UTF-8", encoded("latin-1", "utf-8", "Café"), "headline", "Café"),
    ("Latin 1", encoded("latin-1", "iso-8859-1", "Café"), "headline", "Café"),
    ("Windows in Latin 1", encoded("cp1252", "iso-8859-1", "“Café”"), "headline", "“Café”"),
    ("Windows, undeclared", encoded("cp1252", "", "“Café”"), "headline", "“Café”"),
    ("UTF-16 with a mark", encoded("utf-16", "utf-16"), "headline", "Café Škoda"),
    ("UTF-16 in name only", encoded("utf-8", "utf-16"), "headline", "Café Škoda"),
    ("Latin 2", encoded("iso-8859-2", "iso-8859-2", "Škoda"), "headline", "Škoda"),
    (
        "Cyrillic of Windows",
        encoded("cp1251", "windows-1251", "Новости дня"),
        "headline",
        "Новости дня",
    ),
    ("KOI8", encoded("koi8-r", "koi8-r", "Новости дня"), "headline", "Новости дня"),
    (
        "Shift JIS",
        encoded("shift_jis", "shift_jis", "今日のニュース"),
        "headline",
        "今日のニュース",
    ),
    ("EUC-JP", encoded("euc_jp", "euc-jp", "今日のニュース"), "headline", "今日のニュース"),
    ("GB", encoded("gb18030", "gb2312", "今天的新闻"), "headline", "今天的新闻"),
    ("Big5", encoded("big5", "big5", "今天新聞"), "headline", "今天新聞"),
    ("Korean", encoded("euc_kr", "euc-kr", "오늘의 뉴스"), "headline", "오늘의 뉴스"),
    ("an encoding that does not exist", encoded("utf-8", "utf-9000"), "headline", "Café Škoda"),
    ("misspelt", encoded("utf-8", "utf8"), "headline", "Café Škoda"),
]

LINKS: list[Row] = [
    ("a guid is kept as it is", rss("<title>A</title><guid>g1</guid>"), "guid", "g1"),
    ("a guid that is no address is no link", rss("<title>A</title><guid>g1</guid>"), "url", ""),
    (
        "a guid that is an address is one",
        rss("<title>A</title><guid>https://news.example/1</guid>"),
        "url",
        "https://news.example/1",
    ),
    (
        "but not where it says that it is none",
        rss('<title>A</title><guid isPermaLink="false">https://news.example/1</guid>'),
        "url",
        "",
    ),
    (
        "no guid: the link",
        rss("<title>A</title><link>https://news.example/1</link>"),
        "guid",
        "https://news.example/1",
    ),
    (
        "neither: still two ids",
        f"<rss><channel>{HEAD}<item><title>A</title></item><item><title>B</title></item></channel></rss>",
        "ids",
        2,
    ),
    (
        "one guid twice",
        f"<rss><channel>{HEAD}<item><title>A</title><guid>g</guid></item><item><title>B</title><guid>g</guid></item></channel></rss>",
        "entries",
        2,
    ),
    (
        "blanks around a link",
        rss("<title>A</title><link>\n https://news.example/1 \n</link>"),
        "url",
        "https://news.example/1",
    ),
    (
        "a link in CDATA",
        rss("<title>A</title><link><![CDATA[https://news.example/1?a&b]]></link>"),
        "url",
        "https://news.example/1?a&b",
    ),
    (
        "a link without a host",
        rss("<title>A</title><link>/1</link>"),
        "url",
        "https://news.example/1",
    ),
    ("a script for a link", rss("<title>A</title><link>javascript:alert(1)</link>"), "url", ""),
    ("a file for a link", rss("<title>A</title><link>file:///etc/passwd</link>"), "url", ""),
    (
        "a blank within a link",
        rss("<title>A</title><link>https://news.example/a b</link>"),
        "url",
        "https://news.example/a%20b",
    ),
    (
        "an atom:link beside the channel's",
        rss(channel=f'<atom:link rel="self" href="https://news.example/self"/>{HEAD}'),
        "site",
        "https://news.example/",
    ),
    (
        "Atom: alternate goes before self",
        atom('<title>A</title><link rel="self" href="/s"/><link rel="alternate" href="/1"/>'),
        "url",
        "https://news.example/1",
    ),
    (
        "Atom: no rel is alternate",
        atom('<title>A</title><link href="/1"/>'),
        "url",
        "https://news.example/1",
    ),
    (
        "Atom: an enclosure is no link",
        atom('<title>A</title><link rel="enclosure" href="/a.mp3"/><link href="/1"/>'),
        "url",
        "https://news.example/1",
    ),
    (
        "xml:base of the feed",
        atom('<title>A</title><link href="1"/>', ' xml:base="https://other.example/x/"'),
        "url",
        "https://other.example/x/1",
    ),
    (
        "xml:base of an entry",
        atom('<title>A</title><link xml:base="https://other.example/y/" href="1"/>'),
        "url",
        "https://other.example/y/1",
    ),
    (
        "xml:base within the text",
        atom(
            '<title>A</title><content type="html" xml:base="https://other.example/z/">&lt;a href="1"&gt;x&lt;/a&gt;</content>'
        ),
        "text",
        '<a href="https://other.example/z/1">x</a>',
    ),
    (
        "a picture of the text without a host",
        rss(
            "<title>A</title><link>https://news.example/a/b</link><description>&lt;img src='c.png'&gt;</description>"
        ),
        "text",
        '<img src="https://news.example/a/c.png">',
    ),
    (
        "Atom: an id that is no address",
        atom("<title>A</title><id>tag:news.example,2024:1</id>"),
        "guid",
        "tag:news.example,2024:1",
    ),
    ("JSON: a number for an id", feed({"id": 7, "content_text": "x"}), "guid", "7"),
    (
        "JSON: an address of elsewhere",
        feed({"id": "1", "external_url": "https://other.example/", "content_text": "x"}),
        "url",
        "https://other.example/",
    ),
]

TEXTS: list[Row] = [
    (
        "the whole text goes before the teaser",
        rss(
            "<title>A</title><description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
        ),
        "text",
        "<p>Long</p>",
    ),
    (
        "and the teaser stays",
        rss(
            "<title>A</title><description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
        ),
        "summary",
        "Short",
    ),
    (
        "no headline: the first words",
        rss("<description>It rained all day. Then it snowed.</description>"),
        "headline",
        "It rained all day. Then it snowed.",
    ),
    (
        "Atom: XHTML",
        atom(
            '<title>A</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p></div></content>'
        ),
        "text",
        "<p>One</p>",
    ),
    (
        "Atom: HTML in CDATA",
        atom('<title>A</title><content type="html"><![CDATA[<p>One</p>]]></content>'),
        "text",
        "<p>One</p>",
    ),
    ("Atom: text with signs", atom('<title type="text">a &lt; c</title>'), "headline", "a < c"),
    (
        "Atom: tags that are meant to be read",
        atom('<title type="text">a &lt;b&gt; c</title>'),
        "headline",
        "a <b> c",
    ),
    (
        "Atom: tags that are not, in what is called plain text",
        atom("<title>a &lt;b&gt;c&lt;/b&gt;&lt;br&gt;</title>"),
        "headline",
        "a c",
    ),
    (
        "Atom: HTML in a headline",
        atom('<title type="html">a &amp;lt;b&amp;gt; &lt;i&gt;c&lt;/i&gt;</title>'),
        "headline",
        "a <b> c",
    ),
    (
        "Atom: XHTML in a headline",
        atom(
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>c</b></div></title>'
        ),
        "headline",
        "a c",
    ),
    (
        "Atom: base64",
        atom(
            f'<title>A</title><content type="application/octet-stream" mode="base64">{base64.b64encode(b"<p>One</p>").decode()}</content>'
        ),
        "entries",
        1,
    ),
    (
        "JSON: HTML goes before text",
        feed({"id": "1", "content_html": "<p>One</p>", "content_text": "One"}),
        "text",
        "<p>One</p>",
    ),
    (
        "JSON: a wrong type costs its field only",
        feed({"id": "1", "title": 7, "content_text": "One two"}),
        "headline",
        "One two",
    ),
]

PEOPLE: list[Row] = [
    (
        "dc:creator",
        rss("<title>A</title><dc:creator>Ann Example</dc:creator>"),
        "authors",
        ("Ann Example",),
    ),
    (
        "an address and a name",
        rss("<title>A</title><author>ann@news.example (Ann Example)</author>"),
        "authors",
        ("Ann Example",),
    ),
    (
        "the channel's editor",
        rss(channel=f"{HEAD}<managingEditor>ed@news.example (Ed Itor)</managingEditor>"),
        "authors",
        ("Ed Itor",),
    ),
    (
        "Atom: several",
        atom("<title>A</title><author><name>Ann</name></author><author><name>Ben</name></author>"),
        "authors",
        ("Ann", "Ben"),
    ),
    (
        "Atom: the feed's",
        atom(feed="<title>News</title><author><name>Ann</name></author>"),
        "authors",
        ("Ann",),
    ),
    (
        "Atom: the source of an entry",
        atom("<title>A</title><source><title>The Wire</title></source>"),
        "publisher",
        "The Wire",
    ),
    (
        "RSS: the source of an item",
        rss('<title>A</title><source url="https://wire.example/">The Wire</source>'),
        "publisher",
        "The Wire",
    ),
    (
        "JSON: author of version 1",
        feed({"id": "1", "content_text": "x", "author": {"name": "Ann"}}),
        "authors",
        ("Ann",),
    ),
    (
        "JSON: the feed's authors",
        feed({"id": "1", "content_text": "x"}, authors=[{"name": "Ann"}]),
        "authors",
        ("Ann",),
    ),
    (
        "categories",
        rss("<title>A</title><category>Sea</category><category><![CDATA[R&D]]></category>"),
        "categories",
        ("Sea", "R&D"),
    ),
    (
        "Atom: categories by label",
        atom('<title>A</title><category term="s" label="Sea"/>'),
        "categories",
        ("Sea",),
    ),
    ("the feed's language", rss(channel=f"{HEAD}<language>de-DE</language>"), "language", "de-DE"),
]

MEDIA: list[Row] = [
    (
        "an enclosure",
        rss(
            '<title>A</title><enclosure url="https://cdn.example/a.mp3" length="12" type="audio/mpeg"/>'
        ),
        "enclosures",
        (Enclosure("https://cdn.example/a.mp3", "audio/mpeg", 12),),
    ),
    (
        "a length that is none",
        rss(
            '<title>A</title><enclosure url="https://cdn.example/a.mp3" length="12,5" type="audio/mpeg"/>'
        ),
        "enclosures",
        (Enclosure("https://cdn.example/a.mp3", "audio/mpeg"),),
    ),
    (
        "a duration in hours",
        rss(
            '<title>A</title><enclosure url="https://cdn.example/a.mp3" type="audio/mpeg"/><itunes:duration>1:02:05</itunes:duration>'
        ),
        "enclosures",
        (Enclosure("https://cdn.example/a.mp3", "audio/mpeg", None, 3725),),
    ),
    (
        "media:content",
        rss(
            '<title>A</title><media:content url="https://cdn.example/a.mp4" type="video/mp4" fileSize="9" duration="7"/>'
        ),
        "enclosures",
        (Enclosure("https://cdn.example/a.mp4", "video/mp4", 9, 7),),
    ),
    (
        "Atom: rel=enclosure",
        atom('<title>A</title><link rel="enclosure" href="/a.ogg" type="audio/ogg" length="5"/>'),
        "enclosures",
        (Enclosure("https://news.example/a.ogg", "audio/ogg", 5),),
    ),
    (
        "JSON: attachments",
        feed(
            {
                "id": "1",
                "content_text": "x",
                "attachments": [
                    {
                        "url": "https://cdn.example/a.mp3",
                        "mime_type": "audio/mpeg",
                        "size_in_bytes": 5,
                        "duration_in_seconds": 6,
                    }
                ],
            }
        ),
        "enclosures",
        (Enclosure("https://cdn.example/a.mp3", "audio/mpeg", 5, 6),),
    ),
]

CHANNELS: list[Row] = [
    ("ttl", rss(channel=f"{HEAD}<ttl>90</ttl>"), "ttl", 90),
    ("a ttl that is none", rss(channel=f"{HEAD}<ttl>soon</ttl>"), "ttl", None),
    (
        "sy:updatePeriod",
        rss(
            channel=f"{HEAD}<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
        ),
        "ttl",
        30,
    ),
    (
        "skipHours",
        rss(channel=f"{HEAD}<skipHours><hour>0</hour><hour>23</hour></skipHours>"),
        "skip_hours",
        frozenset({0, 23}),
    ),
    (
        "skipHours that count to 24",
        rss(channel=f"{HEAD}<skipHours><hour>24</hour></skipHours>"),
        "skip_hours",
        frozenset({0}),
    ),
    (
        "skipDays",
        rss(channel=f"{HEAD}<skipDays><day>Sunday</day></skipDays>"),
        "skip_days",
        frozenset({6}),
    ),
    (
        "itunes:new-feed-url",
        rss(channel=f"{HEAD}<itunes:new-feed-url>https://new.example/f</itunes:new-feed-url>"),
        "notices",
        ("it says that it has moved to https://new.example/f",),
    ),
    ("no title: still a feed", rss(channel="<link>https://news.example/</link>"), "entries", 1),
    (
        "a description with markup",
        rss(channel=f"{HEAD}<description>All &lt;i&gt;the&lt;/i&gt; news</description>"),
        "description",
        "All the news",
    ),
]

#: One day in the words of fourteen languages, and as machines and careless people write it.
DATES: list[Row] = [
    (f"the date {written!r}", dated(written), "published", meant)
    for written, meant in [
        ("Wed, 03 Jan 2024 16:20:05 GMT", TIME),
        ("Wed, 3 Jan 24 16:20 PST", MINUTE + timedelta(hours=8)),
        ("3 janvier 2024 16:20:05", TIME),
        ("Mittwoch, 3. Januar 2024 16:20 Uhr", MINUTE),
        ("mié, 3 ene 2024 16:20:05 +0000", TIME),
        ("3 gennaio 2024 16:20", MINUTE),
        ("3 de janeiro de 2024 às 16:20", MINUTE),
        ("woensdag 3 januari 2024 16:20", MINUTE),
        ("3 stycznia 2024 16:20", MINUTE),
        ("3 января 2024 16:20", MINUTE),
        ("3. ledna 2024 16:20", MINUTE),
        ("3 Ocak 2024 16:20", MINUTE),
        ("onsdag den 3. januar 2024 16:20", MINUTE),
        ("3. tammikuuta 2024 16:20", MINUTE),
        ("2024年1月3日 16:20", MINUTE),
        ("2024년 1월 3일 16:20", MINUTE),
        ("January 3rd, 2024 4:20 pm", MINUTE),
        ("2024-01-03T16:20:05Z", TIME),
        ("2024-01-03 16:20:05", TIME),
        ("2024-01-03T17:20:05+01:00", TIME),
        ("1704298805", TIME),
        ("20240103", THIRD),
        ("03.01.2024 16:20", MINUTE),
        ("13/01/2024", THIRD + timedelta(days=10)),
        ("Wed, 03 Jan 2024 17:20:05 Europe/Paris", TIME),
        # never a wrong one rather than none
        ("30 Feb 2024 10:00", None),
        ("03/04/2024", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("Wed, 03 Jan 2024 25:61:00", None),
        ("next Tuesday", None),
        # what is to come has not happened
        ("Wed, 03 Jan 2029 16:20:05 GMT", SEEN),
    ]
]

TABLE = [*KINDS, *BROKEN, *ENCODINGS, *LINKS, *TEXTS, *PEOPLE, *MEDIA, *CHANNELS, *DATES]
