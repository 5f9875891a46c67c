"""What bytes are written in, where nothing says so, or what is said is not all of it."""

from __future__ import annotations

import pytest

from tuinews.intake.decoding.decode import decode

TEXTS = [
    ("cp1252", "Der Bürgermeister sagte, die Brücke über die Straße müsse geschlossen bleiben."),
    ("cp1252", "Le maire a déclaré que le pont resterait fermé jusqu’à l’été ; c’est « usé »."),
    ("cp1252", "Según los técnicos, será necesario sustituir más de cien cables el próximo año."),
    ("cp1252", "The mayor said “it is closed” – a café owner’s nightmare."),
    ("cp1252", "El riu s’ha desbordat; l’il·lús alcalde demana col·laboració i paral·lelisme."),
    ("cp1251", "Мост через реку закрыт для движения до весны, сообщил мэр города."),
    ("koi8-r", "Мост через реку закрыт для движения до весны, сообщил мэр города."),
    ("cp932", "橋は春まで通行止めになると市長が発表した。ケーブルの損傷は予想以上だという。"),
    ("gb18030", "市长宣布大桥将关闭至明年春天。工程师表示，钢缆的磨损程度超出预期。"),
    ("big5", "市長宣布大橋將關閉至明年春天。工程師表示，鋼纜的磨損程度超出預期。"),
    ("cp949", "시장은 다리가 내년 봄까지 폐쇄된다고 발표했다. 케이블의 마모가 심하다."),
    ("cp1253", "Η γέφυρα θα παραμείνει κλειστή μέχρι την άνοιξη, δήλωσε ο δήμαρχος."),
    ("cp1255", "הגשר יישאר סגור עד האביב, אמר ראש העיר. הכבלים שחוקים יותר מכפי שחשבו."),
    ("cp1256", "قال رئيس البلدية إن الجسر سيبقى مغلقا حتى الربيع. وأضاف أن الكابلات متآكلة."),
]


@pytest.mark.parametrize(("codec", "content"), TEXTS)
def test_an_undeclared_charset_is_known_by_its_text(codec: str, content: str) -> None:
    assert decode(f"{content}\n{content}\n".encode(codec)) == f"{content}\n{content}\n"


@pytest.mark.parametrize(("codec", "content"), TEXTS)
def test_it_is_known_behind_a_long_ascii_head(codec: str, content: str) -> None:
    page = "<!-- " + "menu " * 20_000 + "-->\n" + f"<p>{content}</p>\n" * 3
    assert decode(page.encode(codec)) == page


def test_single_bytes_of_windows_within_utf_8_are_read() -> None:
    content = "Die Brücke über die Straße bleibt für längere Zeit zu. „Schön“ ist das nicht. " * 5
    quoted = "“It’s a café”, he said."
    mixed = content.encode() + quoted.encode("cp1252") + content.encode()
    assert decode(mixed) == content + quoted + content


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_utf_8_that_was_written_as_utf_8_again_is_read_as_it_was_meant(wrong: str) -> None:
    content = "The café’s owner – “Jürgen”, they say – left. Ça va."
    single = content.replace("”", "’")  # its last byte has no character in windows-1252
    again = (content if wrong == "latin-1" else single).encode().decode(wrong)
    meant = content if wrong == "latin-1" else single
    assert decode(f"{again} € 5, naïve".encode()) == f"{meant} € 5, naïve"


def test_a_text_about_characters_written_twice_stays_as_it_is() -> None:
    content = "The programmer’s “fix” turned ’ into â€™, and that’s all."
    assert decode(content.encode()) == content


def test_a_cut_character_of_utf_8_shows_that_it_is_cut() -> None:
    content = "Grüße aus Köln, schöne Straße. " * 5
    assert decode(content.encode() + b"Z\xc3 ... caf\xc3\xa9") == content + "Z\ufffd ... café"


def test_nothing_is_guessed_of_what_is_declared() -> None:
    assert decode("Мост закрыт".encode("cp1251"), "windows-1251") == "Мост закрыт"
