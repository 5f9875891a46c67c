"""What holds for any text, any bytes, any address: by a thousand examples each."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.hostile.sequences import SEQUENCES

from tuinews import config, export
from tuinews.clean import clean
from tuinews.intake import jsonl, url
from tuinews.intake.decoding.decode import binary, decode
from tuinews.intake.lists import opml
from tuinews.model import (
    Article,
    Block,
    BlockKind,
    Capture,
    CaptureKind,
    Feed,
    Marked,
    Span,
    State,
    TuinewsError,
)
from tuinews.store.disk import codec, jsonfile
from tuinews.store.query.language import parse_so_far
from tuinews.text import line, safe, shown, shown_line
from tuinews.ui.reading.links import LinkError, Opener, normalised

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
EVIL = st.sampled_from(
    [*SEQUENCES.values(), "[/]", "[@click=app.quit]", "../", "\0", "http://", "@", "%0d%0a", "://",
     "javascript:", "\u0301" * 40, "<b>", "&lt;", "|", "`", "---\n", "\ud800", "\u2028", "//x"]
)  # fmt: skip
TEXT = st.lists(EVIL | st.text(max_size=8), max_size=6).map("".join)
MANY = settings(max_examples=max(1000, settings().max_examples))
SOME = settings(max_examples=max(200, settings().max_examples))  # whose values take long to make


@MANY
@given(TEXT)
def test_gated_text_is_safe_and_stays_as_it_is(text: str) -> None:
    for gate in (safe, shown, shown_line, line):
        gated = gate(text)
        assert not BAD.search(gated)
        assert gate(gated) == gated
        gated.encode("utf-8")
    assert "\n" not in shown_line(text) + line(text)


@MANY
@given(st.binary(max_size=400) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_become_text(data: bytes) -> None:
    decode(data).encode("utf-8")
    assert binary(data) is None or isinstance(binary(data), str)


@MANY
@given(TEXT)
@example("https://a.example\\@b.example/")
def test_an_address_has_one_form_and_the_host_that_is_asked(text: str) -> None:
    try:
        found = url.parse(text)
    except TuinewsError as error:
        assert "\n" not in str(error)
        return
    assert found.scheme in ("http", "https")
    assert str(url.parse(str(found))) == str(found)
    assert (urlsplit(str(found)).hostname or "") == found.host.strip("[]")


@MANY
@given(TEXT | TEXT.map(lambda text: "https://a.example/" + text))
def test_a_link_is_one_word_that_no_shell_reads(text: str) -> None:
    try:
        link = normalised(text)
    except LinkError as error:
        assert "\n" not in str(error)
        return
    assert re.fullmatch(r"https?://[\x21-\x7e]+", link)
    assert not set(link) & set("'\"`$\\<>|^{} ();&\n") - set("&;")
    assert normalised(link) == link
    assert Opener(("browser", "--new"), in_terminal=False).with_url(link)[2:] == [link]


def article(headline: str, body: str, name: str = "a") -> Article:
    blocks = (Block(BlockKind.PARAGRAPH, (Span(body),)),) if body.strip() else ()
    return Article(id=name, headline=headline, published=NOW, blocks=blocks)


@MANY
@given(TEXT)
def test_a_file_name_stays_in_its_folder(headline: str) -> None:
    name = export.file_name(article(headline, "x"))
    assert Path(name).name == name
    assert not name.startswith(".")
    assert len(name.encode()) <= 120
    assert re.fullmatch(r"[\w.-]+", name)


@settings(max_examples=60)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_saving_makes_one_new_file_each_time(headlines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "saved"
        made = [export.write(article(one, one), place) for one in headlines]
        assert sorted(made) == sorted(place.iterdir())
        assert len(set(made)) == len(headlines)


@SOME
@given(TEXT, TEXT)
def test_exports_hold_nothing_that_acts(headline: str, body: str) -> None:
    one = article(headline, body)
    for form in ("markdown", "text", "json"):
        assert not BAD.search(export.render(one, form))
    assert json.loads(export.as_json(one))["id"] == "a"


@MANY
@given(TEXT, TEXT)
def test_a_stored_article_comes_back_safe_and_stays_so(headline: str, body: str) -> None:
    entry = codec.from_state(State(note=body, tags=("t",)))
    once = codec.to_state(json.loads(json.dumps(entry)))
    assert not BAD.search(once.note)
    assert codec.to_state(json.loads(json.dumps(codec.from_state(once)))) == once


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@SOME
@given(st.dictionaries(st.integers(1, 99), st.dictionaries(TEXT, JSON, max_size=3), max_size=4))
def test_what_a_file_of_the_library_holds_is_valid_json_in_utf_8(
    documents: dict[int, dict[str, object]],
) -> None:
    content = jsonfile.dump("articles", documents, {})
    held = json.loads(content.decode("utf-8"))
    assert held["meta"]["1"]["app"] == "tuinews"
    assert len(held["articles"]) == len(documents)


@SOME
@given(JSON)
def test_any_state_in_a_file_is_read(value: object) -> None:
    document = value if isinstance(value, dict) else {"note": value, "tags": value, "read": value}
    assert isinstance(codec.to_state(document), State)


@MANY
@given(TEXT)
def test_any_query_means_something(text: str) -> None:
    _, said = parse_so_far(text)
    assert not BAD.search(said)


@SOME
@given(JSON)
def test_a_line_of_json_is_an_article_or_one_fault(value: object) -> None:
    import io

    line_of_it = json.dumps(value).encode() + b"\n"
    for one in jsonl.read_lines(io.BytesIO(line_of_it), "x", now=lambda: NOW):
        if isinstance(one, jsonl.BadLine):
            assert "\n" not in one.problem
        else:
            article = one.article if isinstance(one, Marked) else one
            assert not BAD.search(article.headline)


@settings(max_examples=200)
@given(TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    capture = Capture(text=text, kind=CaptureKind.TEXT, origin="x", received=NOW)
    try:
        once = clean(capture)
    except TuinewsError:
        return
    said = "\n".join(block.text for block in once.blocks)
    assert not BAD.search(said + once.headline)
    assert clean(capture) == once


@SOME
@given(st.lists(st.tuples(st.integers(0, 50), TEXT, TEXT), max_size=4))
@example([(0, "\u00c2\u00a1", "\u00e2\u20ac")])
def test_a_list_of_feeds_comes_back(rows: list[tuple[int, str, str]]) -> None:
    feeds = {
        f"https://wire.example/{number}": Feed(
            f"https://wire.example/{number}",
            title=line(title),
            folders=((line(folder.replace("/", " ")),),) if line(folder.replace("/", " ")) else (),
        )
        for number, title, folder in rows
    }
    back = opml.read(opml.write(feeds.values()).encode()).feeds if feeds else ()
    assert {one.url for one in back} == feeds.keys()
    for one in back:
        assert one.title == feeds[one.url].title or not feeds[one.url].title
        assert not one.disabled


@SOME
@given(TEXT)
def test_any_settings_are_read_or_refused(text: str) -> None:
    with tempfile.NamedTemporaryFile("wb", suffix=".toml") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
        file.flush()
        try:
            config.load(Path(file.name))
        except TuinewsError as error:
            assert str(error).startswith(file.name)
            assert "\n" not in str(error)
            assert not BAD.search(str(error))
