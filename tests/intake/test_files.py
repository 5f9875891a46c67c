"""What a person sees who imports files of every kind."""

from __future__ import annotations

import errno
import gzip
import io
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from tuinews import limits
from tuinews.intake.errors import IntakeError
from tuinews.intake.files import read, read_stdin, walk
from tuinews.model import CaptureKind

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STORY = "Ferry pier reopens\n\nThe “old” pier in Zürich opened – at last – for 1 € a trip.\n"


def clock() -> datetime:
    return NOW


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
        ("cp1252", b""),
    ],
)
def test_text_is_decoded_whatever_it_is_written_in(tmp_path: Path, codec: str, mark: bytes) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(mark + STORY.encode(codec))
    (capture,) = read(file, now=clock)
    assert capture.text == STORY
    assert capture.kind is CaptureKind.TEXT
    assert capture.received == NOW
    assert capture.origin == str(file)


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ("<meta charset=utf-8>", "cp1252"),  # a lie
        ("<meta charset=iso-8859-1>", "utf-8"),  # another one
        ("<meta charset=shift_jis>", "cp932"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp"),
        ("<meta charset=x-no-such>", "cp1252"),
        ("<meta charset=rot13>", "cp1252"),
    ],
)
def test_pages_are_decoded_as_they_declare_unless_that_is_wrong(
    tmp_path: Path, head: str, codec: str
) -> None:
    word = {"cp932": "東京", "iso2022_jp": "東京", "cp1251": "Киев", "koi8-r": "Киев"}.get(
        codec, "Zürich – café"
    )
    file = tmp_path / "page.html"
    file.write_bytes(f"<html><head>{head}</head><body><p>{word}</p></body></html>".encode(codec))
    (capture,) = read(file)
    assert f"<p>{word}</p>" in capture.text
    assert capture.kind is CaptureKind.PAGE


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "<!DOCTYPE html>\n<title>x</title><p>Text", CaptureKind.PAGE),
        ("a.txt", "  <div>Text</div>", CaptureKind.PAGE),
        ("a.txt", "<?xml version='1.0'?>\n<!-- hi -->\n<html><p>Text", CaptureKind.PAGE),
        ("a.txt", "saved yesterday\n<html lang=en><p>Text", CaptureKind.PAGE),
        ("a.txt", "Read about <b>bold</b> text", CaptureKind.TEXT),
        ("a.txt", "<3 is a heart, 5 < 6", CaptureKind.TEXT),
        ("a.txt", "<em@example.org> wrote", CaptureKind.TEXT),
        ("a.html", "Only words", CaptureKind.TEXT),
        ("a.html", "Words and <b>tags</b>", CaptureKind.PAGE),
        ("a", "<html><p>x", CaptureKind.PAGE),
    ],
)
def test_kind_is_decided_by_content(
    tmp_path: Path, name: str, content: str, kind: CaptureKind
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read(tmp_path / name)[0].kind is kind


def test_a_saved_page_knows_where_it_was_saved_from(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(
        "<!DOCTYPE html>\n<!-- saved from url=(0028)https://news.example/a?b=1 -->\n<html><p>x"
    )
    assert read(file)[0].url == "https://news.example/a?b=1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "nothing to read"),
        (b" \n\t \r\n" * 300, "nothing to read"),
        (b"\xef\xbb\xbf", "nothing to read"),
        (b"\xff\xfe", "nothing to read"),
        ("\u200b\u2060 \u00ad".encode(), "nothing to read"),
        (gzip.compress(b"x" * 200, mtime=0), "a binary file (gzip), not text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a binary file (PNG), not text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a binary file (PDF), not text"),
        (bytes(range(256)) * 64, "a binary file, not text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(content)
    with pytest.raises(IntakeError) as refused:
        read(file)
    assert str(refused.value) == f"{file}: {message}"


def test_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(limits.CAPTURE + 1)
    with pytest.raises(IntakeError, match="larger than 64 MiB"):
        read(file)


def test_a_feed_in_a_file_has_the_limit_of_one_that_is_fetched(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(b"<rss>" + b" " * (limits.BODY_MIB * limits.MIB))
    with pytest.raises(IntakeError, match="a feed larger than 16 MiB"):
        read(file)


def test_a_line_of_50_megabytes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"word " * 10_000_000)
    assert len(read(file)[0].text) == 50_000_000


def test_what_is_no_file_is_refused_without_hanging(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for path, message in (
        (tmp_path / "pipe", "a pipe, not a file"),
        (Path("/dev/zero"), "a device, not a file"),
        (tmp_path, "a folder, not a file"),
        (tmp_path / "loop", "a link that leads back to itself"),
        (tmp_path / "dangling", "no such file"),
        (tmp_path / "nothing", "no such file"),
        (tmp_path / ("n" * 300), "file name too long"),
        (Path("with\0nul"), "not a path"),
    ):
        with pytest.raises(IntakeError, match=message):
            read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_said(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("x")
    file.chmod(0)
    with pytest.raises(IntakeError, match="no permission to read it"):
        read(file)


def test_error_and_origin_carry_no_control_characters(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[2Jb\n\udcff.txt"
    file.write_bytes(b"")
    with pytest.raises(IntakeError) as refused:
        read(file)
    assert str(refused.value).replace("\ufffd", "") == f"{tmp_path}/ab .txt: nothing to read"
    file.write_bytes(b"Text")
    read(file)[0].origin.encode()


def test_standard_input_is_read_like_a_file() -> None:
    (capture,) = read_stdin(io.BytesIO(STORY.encode("utf-16")), now=clock)
    assert (capture.text, capture.origin) == (STORY, "standard input")
    with pytest.raises(IntakeError, match="standard input: nothing to read"):
        read_stdin(io.BytesIO())


def test_folders_are_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.html",
        ".hidden",
        "a.html~",
        "photo.jpg",
        "a_files/style.css",
        "a_files/advert.html",
        "sub/c.txt",
        ".git/config",
        "other_files/kept.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    found = [str(path.relative_to(tmp_path)) for path in walk([tmp_path])]
    assert found == ["a.html", "b.txt", "other_files/kept.txt", "sub/c.txt"]


def test_named_files_are_walked_whatever_they_are(tmp_path: Path) -> None:
    names = [tmp_path / ".hidden", tmp_path / "nothing", tmp_path / "photo.jpg"]
    assert list(walk(names)) == names


def test_a_saved_feed_gives_its_entries(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
        "<item><title>One</title><link>https://news.example/1</link></item>"
        "<item><title>Two</title></item></channel></rss>"
    )
    first, second = read(file, now=clock)
    assert (first.kind, first.origin, first.url) == (
        CaptureKind.ENTRY,
        str(file),
        "https://news.example/1",
    )
    assert second.stated.headline == "Two"
    file.write_text("<rss><channel><title>News</title></channel></rss>")
    with pytest.raises(IntakeError, match="a feed without entries"):
        read(file)
    file.write_text("<opml version='2.0'><body/></opml>")
    with pytest.raises(IntakeError, match=r"a list of feeds \(OPML\), not an article"):
        read(file)


@pytest.mark.parametrize(
    "content",
    [
        '{"url": "https://a.example/1", "text": "A long text.\\n\\nAnd more."}',
        '[{"id": 1}, {"id": 2}]',
        '{"id": 1}\n{"id": 2}\n',
        "[" * 100_000,
    ],
    ids=["object", "list", "lines", "deep"],
)
def test_data_for_programs_is_no_article(tmp_path: Path, content: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(content)
    with pytest.raises(IntakeError, match="data for programs"):
        read(path)


def test_a_field_of_a_form_at_the_top_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("[                    ]\n  * Home\n\nThe mill turned again on Monday.\n")
    assert "The mill turned" in read(path)[0].text


def test_a_text_that_begins_with_a_bracket_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("[Updated] The harbour is open again.\n\nShips left at noon.\n")
    assert read(path)[0].kind is CaptureKind.TEXT


def test_a_saved_json_feed_gives_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items":'
        ' [{"id": "1", "title": "The harbour is open", "content_text": "Ships left at noon."}]}'
    )
    assert [one.kind for one in read(path)] == [CaptureKind.ENTRY]


def test_what_comes_from_a_pipe_has_the_limit_of_a_file() -> None:
    with pytest.raises(IntakeError, match="standard input: larger than 64 MiB"):
        read_stdin(io.BytesIO(bytes(limits.CAPTURE + 1)))


def test_a_pipe_that_fails_is_said() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(IntakeError, match="standard input: Input/output error"):
        read_stdin(Broken())


def test_what_may_not_be_read_is_said_and_walked_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("x")

    def refused(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        with pytest.raises(IntakeError, match="no permission to read it"):
            read(tmp_path / "open.txt")
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda at: refused() if at.name == "closed" else scan(at))
    assert {path.name for path in walk([tmp_path])} == {"closed", "open.txt"}
