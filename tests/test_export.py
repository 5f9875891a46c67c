"""Saved articles: what they say survives literally, and files land only where asked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tuinews import export, limits
from tuinews.columns import cells
from tuinews.intake import jsonl
from tuinews.model import Article, Block, BlockKind, Emphasis, Span, State


def block(kind: BlockKind, *spans: Span | str, level: int = 0, marker: str = "") -> Block:
    runs = tuple(Span(span) if isinstance(span, str) else span for span in spans)
    return Block(kind, runs, level=level, marker=marker)


def titled(headline: str, **more: object) -> Article:
    return Article(id="a1", headline=headline, **more)  # type: ignore[arg-type]


@pytest.fixture
def harbour() -> Article:
    return Article(
        id="9f3c",
        headline="Harbour line reopens",
        publisher="The Courier",
        authors=("Ana Keller", "Jo Brandt"),
        dateline="PORT ANSEL",
        published=datetime(2021, 10, 20, 8, 5, tzinfo=UTC),
        url="https://courier.example/harbour",
        language="en",
        agency="Meridian",
        published_inferred=date(2021, 10, 20),
        see_also=("Storm warning for Thursday",),
        categories=("shipping",),
        blocks=(
            block(
                BlockKind.PARAGRAPH,
                "The line ",
                Span("reopened", frozenset({Emphasis.STRONG})),
                " on ",
                Span("Wednesday", href="https://courier.example/w (1)"),
                ".",
            ),
            block(BlockKind.HEADING, "What it cost", level=2),
            block(BlockKind.QUOTE, "We waited. It was right."),
            block(BlockKind.LIST, "two cranes"),
            block(BlockKind.LIST, "one pier", marker="2."),
            block(BlockKind.TABLE, "Year\tShips\n2020\t1 | 2"),
            block(BlockKind.CODE, "a = `b`\n```"),
            block(BlockKind.CAPTION, "A ferry"),
        ),
    )


def test_markdown_of_a_whole_article(harbour: Article) -> None:
    assert export.markdown(harbour, State(tags=("ships",))) == (
        "---\n"
        'title: "Harbour line reopens"\n'
        'publisher: "The Courier"\n'
        'authors: ["Ana Keller", "Jo Brandt"]\n'
        'date: "2021-10-20T08:05:00Z"\n'
        'place: "PORT ANSEL"\n'
        'url: "https://courier.example/harbour"\n'
        'language: "en"\n'
        'tags: ["ships"]\n'
        'id: "9f3c"\n'
        "---\n\n"
        "# Harbour line reopens\n\n"
        "The line **reopened** on [Wednesday](https://courier.example/w%20%281%29).\n\n"
        "## What it cost\n\n"
        "> We waited. It was right.\n\n"
        "- two cranes\n"
        "2. one pier\n\n"
        "| Year | Ships |\n| --- | --- |\n| 2020 | 1 \\| 2 |\n\n"
        "````\na = `b`\n```\n````\n\n"
        "*A ferry*\n"
    )


def test_plain_text_is_wrapped_to_the_width(harbour: Article) -> None:
    shown = export.text(harbour, 30)
    assert shown.startswith(
        "Harbour line reopens\nThe Courier · Ana Keller, Jo\nBrandt · PORT ANSEL · 20 Oct\n2021\n"
    )
    assert "The line reopened on\nWednesday.\n\nWhat it cost\n------------\n\n> We waited." in shown
    assert "- two cranes\n2. one pier\n\n" in shown
    assert max(map(cells, shown.splitlines())) <= 31  # the address alone is never broken


@pytest.mark.parametrize(
    "headline",
    [
        "# not a heading",
        "*stars* and __lines__",
        "[click](javascript:alert(1))",
        "![x](https://tracker.example/p.gif)",
        "<script>alert(1)</script>",
        "`code`",
        "a | b",
        "&lt;b&gt; &amp; &#35;",
        "1. one",
        "- item",
        "~~gone~~",
        "snake_case stays",
        "\\*",
        '"quoted": yes # no comment',
        "---",
    ],
)
def test_markup_in_an_article_stays_text(headline: str) -> None:
    paragraph = block(BlockKind.PARAGRAPH, headline)
    cell = block(BlockKind.TABLE, f"{headline}\tcell")
    shown = export.markdown(titled(headline, blocks=(paragraph, cell)))
    front, _, body = shown.removeprefix("---\n").partition("\n---\n")
    assert json.loads(front.split("\n")[0].removeprefix("title: ")) == headline
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = [token.children for token in reader.parse(body) if token.children]
    assert ["".join(part.content for part in parts) for parts in inline] == [
        headline,
        headline,
        headline,
        "cell",
    ]
    assert {part.type for parts in inline for part in parts} <= {"text", "text_special"}


def test_a_control_character_does_not_reach_the_file() -> None:
    evil = titled("a\x1b[2Jb\u202ec", blocks=(block(BlockKind.PARAGRAPH, "x\x9b2Jy\x07"),))
    for form in ("markdown", "text"):
        shown = export.render(evil, form)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_json_lines_are_read_back_by_import(harbour: Article, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(export.as_json(harbour) + "\n", encoding="utf-8")
    (back,) = jsonl.read(file)
    assert isinstance(back, Article)
    lined = (replace(one, line=number) for number, one in enumerate(harbour.blocks, 1))
    assert replace(back, sources=()) == replace(harbour, blocks=tuple(lined))


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "paragraph"},
        {"kind": "x", "text": "a"},
        {"kind": [], "text": "a"},
        {"kind": "list", "text": "a", "spans": 5},
        {"kind": "list", "text": "a", "spans": [{"text": 5}]},
        {"kind": "list", "text": "a", "spans": [{"text": "a", "href": 5}]},
    ],
)
def test_blocks_that_make_no_sense_are_refused(block: object, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(json.dumps({"id": "a", "headline": "b", "body": "", "blocks": [block]}))
    (bad,) = jsonl.read(file)
    assert isinstance(bad, jsonl.BadLine)
    assert bad.problem.startswith("line 1: block 1")


NASTY = {
    "../../../../tmp/tuinews-pwned": "tmp-tuinews-pwned.md",
    "/etc/passwd": "etc-passwd.md",
    "..": "article.md",
    "": "article.md",
    "///": "article.md",
    "C:\\Windows\\x": "c-windows-x.md",
    "CON": "article-con.md",
    "com¹": "article-com¹.md",
    "LPT9.md": "lpt9-md.md",
    "nul.txt": "nul-txt.md",
    "-rf": "rf.md",
    ".bashrc": "bashrc.md",
    "trailing dot.": "trailing-dot.md",
    "a\0b\nc": "ab-c.md",
    "~root $HOME %2e": "root-home-2e.md",
    "article_\u202efdp.exe": "article-fdp-exe.md",
    "\u3164": "article.md",
    "cafe\u0301": "café.md",
    "東京の港": "東京の港.md",
    "🎉" * 60: "article.md",
}


@pytest.mark.parametrize(("headline", "name"), NASTY.items())
def test_a_headline_never_becomes_a_path(headline: str, name: str) -> None:
    assert export.file_name(titled(headline)) == name


def test_the_day_stands_before_the_headline() -> None:
    dated = titled("Con artist held", published_inferred=date(2021, 10, 20))
    assert export.file_name(dated, ".txt") == "2021-10-20-con-artist-held.txt"


@given(st.text())
def test_any_name_is_short_visible_and_of_one_part(headline: str) -> None:
    name = export.file_name(titled(headline))
    assert 0 < len(name.encode()) <= limits.EXPORT_NAME
    assert re.fullmatch(r"[^\W_][\w-]*\.md", name)


def test_saving_makes_the_folder_and_never_replaces_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    saved = [export.write(titled(name), folder) for name in ("Same title", "same title", "Same!")]
    assert [path.name for path in saved] == ["same-title.md", "same-title-2.md", "same.md"]
    assert all(path.parent == folder for path in saved)


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    (tmp_path / "harbour.md").symlink_to(target)
    assert export.write(titled("Harbour"), tmp_path).name == "harbour-2.md"
    assert not target.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(export.ExportError, match=r"cannot save to .*file"):
        export.write(titled("Harbour"), file)


def test_a_write_that_fails_leaves_no_half_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(export.ExportError, match="No space left on device"):
        export.write(titled("Harbour"), tmp_path)
    assert list(tmp_path.glob("*.md")) == []


def test_plain_text_aligns_tables_and_keeps_a_credit_with_its_caption() -> None:
    article = titled(
        "Results",
        summary="Two boats, one biscuit.",
        published_inferred=date(2022, 8, 14),
        blocks=(
            block(BlockKind.CAPTION, "Boats at the mark."),
            block(BlockKind.CREDIT, "Una Skerry"),
            block(BlockKind.TABLE, "Boat\tPoints\nKittiwake\t9\nTeasel\t11"),
        ),
    )
    assert export.text(article) == (
        "Results\nprobably 14 Aug 2022\n\n"
        "Two boats, one biscuit.\n\n"
        "  | Boats at the mark.\n  | Una Skerry\n\n"
        "    Boat       Points\n    Kittiwake       9\n    Teasel         11\n"
    )


def test_each_emphasis_has_its_mark_and_white_space_none() -> None:
    spans = [Span("a", frozenset({Emphasis.EM})), Span(" ", frozenset({Emphasis.STRONG}))]
    spans.append(Span("b", frozenset({Emphasis.CODE})))
    article = titled("Signs", blocks=(block(BlockKind.PARAGRAPH, *spans),))
    assert "*a* `b`" in export.markdown(article)


def test_a_long_name_is_cut_at_a_hyphen_where_one_is_near() -> None:
    assert len(export.file_name(titled("x" * 400), ".md")) <= limits.EXPORT_NAME < 256
    name = export.file_name(titled("word " * 90), ".md")
    assert name.endswith("-word.md")


def test_a_folder_in_which_every_name_is_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(path: Path, content: str) -> Path:
        raise FileExistsError

    monkeypatch.setattr(export, "write_new", taken)
    with pytest.raises(export.ExportError, match="9,999 files have that name already"):
        export.write(titled("Storm"), tmp_path)
