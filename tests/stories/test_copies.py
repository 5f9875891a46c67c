"""Copies of one text, and that the benchmark of them runs."""

from __future__ import annotations

from pathlib import Path

from benchmarks import copies as benchmark
from tests.stories import news
from tests.stories.making import make

from tuinews.store.library import Library
from tuinews.stories.copies import Text, share_of_copy
from tuinews.stories.relate import catch_up


def test_two_reports_of_one_speech_are_no_copies() -> None:
    speech = (
        "“We will rebuild every house on the quay before winter comes, and nobody will pay twice,”"
        " she said. “The money is there, the plans are there, and the masons are there.” "
    )
    one = speech + "Mayor Ibarra spoke for an hour in the old theatre to some three hundred people."
    other = "In a packed theatre the mayor of Velmora promised homes for all by December. " + speech

    assert share_of_copy(Text(one), Text(other)) == 0.0


def test_a_text_cut_by_half_is_a_copy() -> None:
    whole = news.QUAKE_SOUTH[0].body
    sentences = whole.split(". ")

    assert share_of_copy(Text(whole), Text(". ".join(sentences[::2]))) > 0.6


def test_reading_the_wire_reads_what_a_paper_cut_from_it(tmp_path: Path) -> None:
    wire = news.QUAKE_SOUTH[0]
    paper = make("cut", "Quake in Velmora", wire.body.rsplit(". ", 2)[0], "2021-03-02", "Post")
    library = Library(tmp_path / "data", tmp_path / "cache")
    library.add([*news.ALL, paper])
    catch_up(library)

    library.mark([wire.id], read=True)
    assert library.state("cut").read is not None
    assert library.state(news.QUAKE_SOUTH[1].id).read is None
    library.close()


def test_copies_made_by_chance_are_found(tmp_path: Path) -> None:
    assert benchmark.measure(12, 3, tmp_path).f1 >= 0.98
