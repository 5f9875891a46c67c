"""The text gate: nothing from outside acts on a terminal, and benign text stays as it is."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuinews.limits import LINE, MARKS
from tuinews.text import line, safe, shown, shown_line, special, unescaped

#: Pieces that attacks are made of, to be mixed with everything else.
EVIL = st.sampled_from(
    [
        *(
            "\x1b",
            "\x9b",
            "\x9d",
            "\x90",
            "\x07",
            "\x1b[2J",
            "\x1b]0;t\x07",
            "\x1b]52;c;eA==\x1b\\",
        ),
        *("\x1bP", "\x1b\\", "\x1bc", "\x1b(0", "[31m", "\r", "\n", "\t", "\x08", "\x00", "\x7f"),
        *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\U000e0041", "\ufe0f"),
        *("\ud83d", "\udcff", "\ufffe", "\u0301" * 12, "\u3164", "\u2028", "\x85", "👩\u200d🚀"),
    ]
)
ANY = st.lists(st.one_of(EVIL, st.text(), st.text(st.characters()))).map("".join)

BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)

#: Ordinary text that must not change, joiners and marks included.
BENIGN = {
    "English": "“Quoted” – it’s 5 < 6 > 4, C:\\new\\table, Array[0] and [sic]…",
    "German": "Größe, Übermaß, daß die Straße ä ö ü ẞ",
    "French": "L’été « déjà » – cœur, naïve",
    "Russian": "Съешь ещё этих мягких французских булок",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "Arabic": "أعلنت الوزارة اليوم، ١٢٣ شخصًا",
    "Hebrew with marks": "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
    "Persian with a non-joiner": "می\u200cخواهم کتاب\u200cها",
    "Hindi with a joiner": "क्\u200dष त्र ज्ञ हिन्दी",
    "Bengali": "আমার সোনার বাংলা",
    "Tamil": "தமிழ் செய்திகள்",
    "Thai with stacked marks": "ผู้ที่นี่ น้ำท่วม",
    "Tibetan": "བོད་སྐད་དུ",
    "Chinese": "東京の港は今日、閉鎖された。",
    "Korean": "한국어 뉴스",
    "Vietnamese, composed apart": unicodedata.normalize("NFD", "Việt Nam, Tiếng Việt"),
    "Emoji with joiner": "👩\u200d🚀 und 👍 und 🇩🇪",
    "a mark for the direction": "abc\u200f(123)\u200e",
    "a table": "Year\tShips\n2020\t12",
}


@given(ANY)
def test_nothing_bad_survives_and_it_can_be_written(raw: str) -> None:
    for gated in (safe(raw), shown(raw)):
        assert not BAD.search(gated)
        gated.encode("utf-8")


@given(ANY)
@example("\u200d\ufe0f")
@example("\u200d\ufe0f\U0001f600")
@example("\u200d\u200d\U0001f600\U0001f600")
@example("a" + "\u0301" * 8 + "\U0001f3fb" + "\u0301")
@example("a" + "\u0301" * 8 + "\u200d\U0001f600\u0301")
@example("a" + "\u0301" * 8 + "\u200d\u0301\U0001f600\u0301")
def test_a_second_pass_changes_nothing(raw: str) -> None:
    for gate in (safe, line, shown, shown_line):
        once = gate(raw)
        assert gate(once) == once


@given(ANY)
@example(" ")
@example("a  b")
def test_a_line_is_one_line_of_limited_length(raw: str) -> None:
    for gate in (line, shown_line):
        gated = gate(raw)
        assert len(gated.splitlines()) <= 1
        assert len(gated) <= LINE
        assert gated == gated.strip()
        assert not re.search(r"\s\s|[\t\n]", gated)


@given(ANY)
def test_what_is_stored_is_shown_the_same_way(raw: str) -> None:
    assert shown(safe(raw)) == shown(raw)


@given(ANY, st.integers(1, 40))
def test_a_limit_of_ones_own_holds(raw: str, limit: int) -> None:
    assert len(line(raw, limit)) <= limit
    assert len(shown_line(raw, limit)) <= limit


@pytest.mark.parametrize("benign", BENIGN.values(), ids=BENIGN.keys())
def test_ordinary_text_is_unchanged(benign: str) -> None:
    assert safe(benign) == benign


@given(
    st.text(
        st.characters(
            categories=["L", "N", "P", "S", "Zs"],
            exclude_characters="\u3164\uffa0\u115f\u1160\ufffc",
        )
    )
)
def test_letters_digits_and_signs_of_all_languages_stay(benign: str) -> None:
    assert safe(benign) == benign


def test_every_single_character_passes_or_goes_as_in_company() -> None:
    """What is quickly let through alone is what passes beside something that is taken out."""
    codes = [*range(0x11000), *range(0x1FF00, 0x20100), *range(0x2FF00, 0x30100)]
    codes += [*range(0xE0000, 0xE1000), 0x10FFFD, 0x10FFFE, 0x10FFFF]
    assert [code for code in codes if safe(chr(code)) != safe(chr(code) + "\x00")] == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\x1b[2Jb", "ab"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("bell\x07, delete\x7f, back\x08", "bell, delete, back"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("unfinished \x1b]0;title and more", "unfinished 0;title and more"),
        ("one\ud83dtwo\udcff", "onetwo"),
        ("a broken byte \ufffd stays in sight", "a broken byte \ufffd stays in sight"),
        ("soft\u00adhyphen", "softhyphen"),
        ("evil\u202eexe.txt", "evilexe.txt"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * MARKS),
        ("ש" + "\u05b0" * 50, "ש" + "\u05b0" * MARKS),
        ("ก" + "\u0e31" * 50, "ก" + "\u0e31" * MARKS),
        ("Z" + "\u0301\u200d" * 50, "Z" + "\u0301\u200d" * MARKS),
    ],
)
def test_what_is_taken_out(raw: str, expected: str) -> None:
    assert safe(raw) == expected


@given(ANY)
def test_special_is_all_but_printable_ascii_tabs_and_line_ends(raw: str) -> None:
    plain = {*map(chr, range(32, 127)), "\t", "\n"}
    assert special(raw) == "".join(char for char in raw if char not in plain)


@pytest.mark.parametrize("blank", ["", " ", "\u3164", "\u2800", "\u200d\u200e", "\x00", "\x1b[0m"])
def test_a_line_that_shows_nothing_is_empty(blank: str) -> None:
    assert line(blank) == ""


def test_a_long_line_ends_in_an_ellipsis() -> None:
    assert line("word " * 400) == ("word " * 100)[: LINE - 1].rstrip() + "…"


def test_what_terminals_draw_in_different_widths_is_made_plain() -> None:
    assert shown_line("ok ❤\ufe0f 👍🏽 1\ufe0f\u20e3 👩\u200d🚀") == "ok ❤ 👍 1 👩"


@pytest.mark.parametrize(
    "raw",
    [
        "a" * 1_000_000,
        "é" * 1_000_000,
        "\x1b]0;" * 250_000,
        "\x1b[" + "0" * 1_000_000,
        "\u0301" * 500_000,
        "\n" * 1_000_000,
        "\x9d" * 1_000_000,
        ("\x9d" + "a" * 100) * 10_000,
        "\x1b " * 500_000,
        "\x1b" + " " * 1_000_000,
    ],
    ids=["ascii", "accents", "OSC", "CSI", "marks", "line ends", "C1", "C1 text", "ESC", "blanks"],
)
def test_a_megabyte_takes_no_time_to_speak_of(raw: str) -> None:
    before = time.process_time()
    safe(raw)
    line(raw)
    assert time.process_time() - before < 5


@given(st.text(st.characters(max_codepoint=130), max_size=20))
def test_a_plain_line_is_one_that_is_looked_at_closely(raw: str) -> None:
    assert line(raw) == line(f"\t{raw}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fish &amp; Chips &#8211; caf&eacute;", "Fish & Chips – café"),
        (f"a&#{'1' * 5000};b", "a\ufffdb"),
        ("&#x" + "f" * 5000, "\ufffd"),
    ],
)
def test_references_are_resolved_however_long(written: str, meant: str) -> None:
    assert unescaped(written) == meant
