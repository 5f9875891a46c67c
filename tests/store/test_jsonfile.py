"""What is in a file of the store, however damaged, foreign or new it is."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews import limits
from tuinews.store.disk.jsonfile import SCHEMA, dump, load
from tuinews.store.disk.storage import change
from tuinews.store.errors import RefusedError, StoreError, unwritable

META = {"1": {"app": "tuinews", "schema": 1}}
DOCS = {number: {"id": f"a{number}", "headline": f"Story {number}"} for number in range(1, 26)}


def write(path: Path, value: object) -> bytes:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    path.write_bytes(content)
    return content


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    folder.mkdir()
    return folder / "2021-10-20.json"


@pytest.fixture
def told() -> list[str]:
    return []


def put(path: Path, told: list[str], **documents: Mapping[str, object]) -> None:
    found = {name: dict(document) for name, document in documents.items()}
    change(path, "articles", found, set(), told.append)


def test_what_is_written_is_read(path: Path) -> None:
    write(path, dump("articles", DOCS, {"notes": {"1": {"x": 1}}}))
    loaded = load(path, "articles")
    assert loaded.documents == DOCS
    assert loaded.others == {"notes": {"1": {"x": 1}}}
    assert not loaded.problem


def test_a_file_opens_with_plain_tinydb(path: Path, told: list[str]) -> None:
    from tinydb import TinyDB, where

    put(path, told, a1={"id": "a1", "headline": "Zürich, 北京"})
    with TinyDB(path, encoding="utf-8") as database:
        found = database.table("articles").search(where("id") == "a1")
        assert found[0]["headline"] == "Zürich, 北京"
        database.table("articles").insert({"id": "a2", "headline": "by hand"})
    assert [doc["id"] for doc in load(path, "articles").documents.values()] == ["a1", "a2"]


def test_documents_of_others_stay_as_they_are(path: Path, told: list[str]) -> None:
    write(path, {"meta": META, "articles": {"7": {"id": "x", "colour": "red"}}, "mine": {}})
    put(path, told, a1={"id": "a1"})
    loaded = load(path, "articles")
    assert loaded.documents == {7: {"id": "x", "colour": "red"}, 8: {"id": "a1"}}
    assert loaded.others == {"mine": {}}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "not a tuinews store"),
        (b"1e400", "not a tuinews store"),
        (b"null", "not a tuinews store"),
        ({"_default": {"1": {"type": "apple", "count": 7}}}, "not a tuinews store"),
        ({"meta": {"1": {"app": "other", "schema": 1}}, "articles": {}}, "not a tuinews store"),
        ({"meta": {"1": {"app": "tuinews", "schema": "1"}}}, "not a tuinews store"),
        ({"meta": {"1": {"app": "tuinews", "schema": SCHEMA + 1}}, "articles": {}}, "newer"),
        ({"meta": META, "articles": "text"}, "not a tuinews store"),
        (b"[" * 50_000, "nested too deep|not a tuinews store"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested too deep"),
        (b'{"meta": "Z\xfcrich", "articles": {}}', "not UTF-8"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_alone(
    path: Path, told: list[str], value: object, message: str
) -> None:
    before = write(path, value)
    with pytest.raises(RefusedError, match=message) as caught:
        load(path, "articles")
    assert str(path) in str(caught.value)
    with pytest.raises(RefusedError):
        put(path, told, a1={"id": "a1"})
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_marks_of_a_merge_are_refused_with_their_line(path: Path) -> None:
    text = dump("articles", DOCS, {}).decode().replace('"7": {', '<<<<<<< HEAD\n"7": {')
    write(path, text.encode())
    with pytest.raises(RefusedError, match="line 9"):
        load(path, "articles")


@pytest.mark.parametrize("layout", ["ours", "tinydb"])
@given(share=st.floats(0.02, 0.999))
def test_a_file_that_was_cut_off_gives_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, layout: str, share: float
) -> None:
    path = tmp_path_factory.mktemp("torn") / "torn.json"
    whole = dump("articles", DOCS, {}).rstrip()
    if layout == "tinydb":
        whole = json.dumps({"meta": META, "articles": DOCS}).encode()
    cut = whole[: int(len(whole) * share)]
    path.write_bytes(cut)
    loaded = load(path, "articles")
    assert loaded.torn
    found = list(loaded.documents.values())
    assert found == list(DOCS.values())[: len(found)]
    assert len(found) >= cut.count(b"}") - 3
    assert str(path) in loaded.problem


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"   \n"])
def test_an_empty_file_is_made_good_from_its_backup(
    path: Path, told: list[str], content: bytes
) -> None:
    put(path, told, a1={"id": "a1"})
    put(path, told, a2={"id": "a2"})
    path.write_bytes(content)
    assert [doc["id"] for doc in load(path, "articles").documents.values()] == ["a1"]
    put(path, told, a3={"id": "a3"})
    assert [doc["id"] for doc in load(path, "articles").documents.values()] == ["a1", "a3"]
    assert len(told) == 1 and "kept as" in told[0] and str(path) in told[0]
    aside = [name for name in path.parent.iterdir() if ".bad-" in name.name]
    assert [name.read_bytes() for name in aside] == [content]


def test_a_cut_off_file_is_kept_before_it_is_written_anew(path: Path, told: list[str]) -> None:
    put(path, told, **{f"a{number}": doc for number, doc in DOCS.items()})
    torn = path.read_bytes()[:-100]
    path.write_bytes(torn)
    put(path, told, new={"id": "new"})
    ids = [doc["id"] for doc in load(path, "articles").documents.values()]
    assert "new" in ids and "a20" in ids
    assert [name.read_bytes() for name in path.parent.glob("*.bad-*")] == [torn]


def test_odd_document_ids_are_renumbered_and_the_file_kept(path: Path, told: list[str]) -> None:
    odd: dict[str, object] = {
        name: {"id": f"b{number}"}
        for number, name in enumerate(["abc", "007", "-1", "0", " 1", ""])
    }
    odd |= {"9223372036854775808": {"id": "huge"}, "3": {"id": "fine"}, "4": 5, "5": None}
    before = write(path, {"meta": META, "articles": odd})
    loaded = load(path, "articles")
    assert loaded.documents[3] == {"id": "fine"}
    assert len(loaded.documents) == 8
    assert loaded.odd == 9
    put(path, told, new={"id": "new"})
    assert len(load(path, "articles").documents) == 9
    assert [name.read_bytes() for name in path.parent.glob("*.bad-*")] == [before]


def test_a_table_that_is_a_list_is_read(path: Path) -> None:
    write(path, {"meta": META, "articles": [{"id": "a1"}, {"id": "a2"}]})
    assert load(path, "articles").documents == {1: {"id": "a1"}, 2: {"id": "a2"}}


def test_numbers_that_json_does_not_know_are_written_back_as_nothing(
    path: Path, told: list[str]
) -> None:
    digits = b"9" * 5000
    write(
        path,
        b'{"meta": {"1": {"app": "tuinews", "schema": 1}}, "articles": {"1": {"id": "a1",'
        b' "score": NaN, "n": -Infinity, "big": 1e999, "long": ' + digits + b', "l": [NaN]}}}',
    )
    put(path, told, a2={"id": "a2"})
    document = json.loads(path.read_bytes(), parse_constant=pytest.fail)["articles"]["1"]
    assert document == {
        "id": "a1",
        "score": None,
        "n": None,
        "big": None,
        "long": None,
        "l": [None],
    }


def test_halves_of_characters_stay_valid_json(path: Path, told: list[str]) -> None:
    write(
        path,
        b'{"meta": {"1": {"app": "tuinews", "schema": 1}}, "articles": {"1": {"id": "\\ud800"}}}',
    )
    put(path, told, a2={"id": "a2"})
    path.read_bytes().decode("utf-8")
    assert len(load(path, "articles").documents) == 2


def test_a_byte_order_mark_is_no_harm(path: Path) -> None:
    write(path, b"\xef\xbb\xbf" + dump("articles", DOCS, {}))
    assert load(path, "articles").documents == DOCS


def test_a_missing_file_is_empty(path: Path) -> None:
    assert load(path, "articles").documents == {}


def test_nothing_is_written_where_nothing_changes(path: Path, told: list[str]) -> None:
    assert change(path, "articles", {}, {"a9"}, told.append) is None
    assert not path.exists()


def test_a_damaged_backup_helps_nobody_and_harms_nobody(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(path.name + ".bak").write_bytes(b'{"other": 1}')
    assert load(path, "articles").documents == {}


def test_an_unreadable_file_is_an_error_with_its_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path.write_bytes(b"{}")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreError, match="permission denied"):
        load(path, "articles")


def test_a_file_cut_within_a_character_is_cut(path: Path) -> None:
    whole = dump("articles", {1: {"id": "a1", "headline": "Zürich"}}, {})
    write(path, whole[: whole.index("ü".encode()) + 1])
    assert load(path, "articles").torn


def test_a_file_of_more_than_its_limit_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, dump("articles", DOCS, {}))
    monkeypatch.setattr(limits, "STORE_FILE", 10)
    with pytest.raises(RefusedError, match="is larger than"):
        load(path, "articles")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EROFS, "Read-only file system"), "the place is read-only"),
        (OSError(errno.ENXIO, "No such device"), "no such device; nothing was changed"),
    ],
)
def test_why_a_file_cannot_be_written_is_said(path: Path, error: OSError, said: str) -> None:
    assert said in str(unwritable(path, error))
