"""That the sample articles read well: told from their furniture, dated, and told by several."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tuinews import ingest
from tuinews.clean import clean
from tuinews.intake.files import read
from tuinews.model import BODY_KINDS, Article
from tuinews.paths import assets
from tuinews.store.library import Library
from tuinews.text import safe

SEEDS = sorted(path for path in assets("seeds").iterdir() if path.suffix != ".toml")
NOW = datetime(2021, 10, 23, 8, 0, tzinfo=UTC)

#: file: headline, publisher (a pattern), day of publication (None: the capture does not say)
FACTS = {
    "asanagi-shimbun-floating-library.txt": (
        "船の図書館、台風の島へ一日遅れの到着 待っていたのは行列",
        "朝凪新聞|Asanagi Shimbun",
        date(2021, 10, 20),
    ),
    "bergkurier-gondelbahn-steht-nach-blitzschlag.txt": (
        "Gondelbahn steht nach Blitzschlag still: 86 Fahrgäste harren vier Stunden über dem "
        "Steinachtal aus",
        "Bergkurier",
        date(2021, 10, 19),
    ),
    "brightwater-herald-antivenom-in-a-shirt-pocket.html": (
        "The antivenom that fits in a shirt pocket",
        "Brightwater Herald",
        date(2021, 10, 19),
    ),
    "brightwater-herald-nato-russia-what-is-left.html": (
        "The eight who went, and the telephone that stays: what is left between NATO and Russia",
        "Brightwater Herald",
        date(2021, 10, 20),
    ),
    "brightwater-herald-seven-night-trains.html": (
        "Seven night trains worth lying awake in",
        "Brightwater Herald",
        date(2021, 10, 22),
    ),
    "brightwater-herald-the-tram-that-goes-nowhere.html": (
        "The tram that goes nowhere, and the people who ride it",
        "Brightwater Herald",
        date(2021, 10, 17),
    ),
    "brightwater-herald-woman-reading-by-a-stove.html": (
        "She hung behind the timetable of line 6 for seventy years",
        "Brightwater Herald",
        date(2021, 10, 22),
    ),
    "continental-press-antivenom-needs-no-fridge.txt": (
        "Antivenom that keeps without a fridge works in trial, doctors say",
        "Continental Press",
        date(2021, 10, 19),
    ),
    "continental-press-missing-voss-painting-found-in-tram-depot.txt": (
        "Painting missing since 1944 turns up behind a tram timetable",
        "Continental Press",
        date(2021, 10, 22),
    ),
    "continental-press-nato-sends-eight-russians-home.txt": (
        "NATO sends eight Russians home, calls them spies",
        "Continental Press",
        date(2021, 10, 6),
    ),
    "exchange-quarter-nato-chief-keeps-talks-on-offer.txt": (
        "NATO Chief Keeps Talks on Offer as Moscow Pulls Envoys in Spy Row",
        "Exchange Quarter",
        date(2021, 10, 20),
    ),
    "field-and-orbit-counting-geese-with-thirty-lines.html": (
        "Counting geese with thirty lines of Python",
        "Field & Orbit",
        date(2021, 10, 18),
    ),
    "field-and-orbit-heron-comes-home.html": (
        "Ninety grams of before: Heron comes home",
        "Field & Orbit",
        date(2021, 10, 21),
    ),
    "harbour-courier-lighthouse-keeper-interview.html": (
        "“The light was never lonely. I was, sometimes”",
        "The Harbour Courier",
        date(2021, 10, 16),
    ),
    "harbour-courier-norrline-buys-skarra-winter-boat.html": (
        "Norrline buys Skarra: what happens to the winter boat?",
        "The Harbour Courier",
        date(2021, 10, 19),
    ),
    "harbour-courier-plum-dumplings.html": (
        "Plum dumplings for the first fire of the year",
        "The Harbour Courier",
        date(2021, 10, 22),
    ),
    "harbour-courier-storm-ilse-harbour-closed.html": (
        "The night the crane walked: Ilse keeps the harbour shut, and the town awake",
        "The Harbour Courier",
        date(2021, 10, 20),
    ),
    "harbour-courier-storm-ilse-live.html": (
        "Storm Ilse, Tuesday: the day as it happened",
        "The Harbour Courier",
        date(2021, 10, 19),
    ),
    "harbour-courier-the-postman-who-won.html": (
        "He had a bet to lose and a hill to climb: the postman who won the marathon",
        "The Harbour Courier",
        date(2021, 10, 18),
    ),
    "meridian-wire-heron-capsule-lands.txt": (
        "Probe Heron drops a spoonful of asteroid into the desert",
        "Meridian Wire",
        date(2021, 10, 21),
    ),
    "meridian-wire-nato-line-to-moscow.txt": (
        "NATO keeps a line to Moscow open after both sides close their missions",
        "Meridian Wire",
        date(2021, 10, 20),
    ),
    "meridian-wire-postman-wins-ansel-marathon.txt": (
        "Postman, 41, wins Ansel marathon at first attempt",
        "Meridian Wire",
        date(2021, 10, 17),
    ),
    "meridian-wire-storm-ilse-shuts-port-ansel.txt": (
        "Storm Ilse shuts Port Ansel for a second day, ships wait in the lee",
        "Meridian Wire",
        date(2021, 10, 20),
    ),
    "northern-ledger-norrline-buys-skarra.txt": (
        "Norrline to swallow its old rival Skarra for 410 million crowns",
        "The Northern Ledger",
        date(2021, 10, 19),
    ),
    "northern-ledger-rates-on-hold.html": (
        "Rates on hold, but the bank is no longer quite so patient",
        "The Northern Ledger",
        date(2021, 10, 21),
    ),
    "northern-ledger-storm-bill-port-ansel.txt": (
        "Every day that Port Ansel stays shut costs 60 million crowns. The bill may be the "
        "smaller worry",
        "The Northern Ledger",
        date(2021, 10, 20),
    ),
    "quotidien-des-rives-heron-cuilleree-asteroide.html": (
        "Heron a rapporté une cuillerée d’astéroïde",
        "Le Quotidien des Rives",
        date(2021, 10, 21),
    ),
}

#: Stories that several newsrooms tell, by a part of their names, and words both quote.
STORIES = {
    "nato": (4, "lowest point since the end of the Cold War"),
    "storm": (4, "I would rather be asked why we waited than why we did not"),
    "heron": (3, "It is sitting there like somebody put it down"),
    "antivenom": (2, "no use if it is four hours away, and it is always four hours away"),
    "norrline": (2, "For a hundred years we have met in the middle of the sound and not waved"),
    "(voss|stove)": (2, "I thought, somebody has painted my grandmother"),
    "(postman|marathon)": (2, "I had a parcel for the keeper on Friday"),
}

FURNITURE = re.compile(
    r"advertisement|anzeige$|publicité|^広告|cookie|sign up|sign in|subscri|newsletter|abonnez"
    r"|all rights reserved|tous droits|無断転載|read next|most read|others also read|article type"
    r"|user type|campaign id|share this|leave a reply|free articles? left|inbox",
    re.IGNORECASE | re.MULTILINE,
)
#: What adverts say: a page marks them, in a text dump nobody can know.
ADVERTS = re.compile(r"oilskins|warm feet|individual as your boat", re.IGNORECASE)


def cleaned(path: Path) -> Article:
    """Return the article of a sample."""
    (capture,) = read(path, now=lambda: NOW)
    return clean(capture)


def test_every_sample_is_described_here() -> None:
    assert {path.name for path in SEEDS} == set(FACTS)


def test_text_dumps_and_pages_are_both_there() -> None:
    kinds = [path.suffix for path in SEEDS]
    assert min(kinds.count(".txt"), kinds.count(".html")) >= 10


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_sample_is_plain_text_without_control_characters(path: Path) -> None:
    text = path.read_text("utf-8")
    assert safe(text) == text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_sample_is_told_from_its_furniture(path: Path) -> None:
    article = cleaned(path)
    assert not FURNITURE.search(article.body)
    assert path.suffix == ".txt" or not ADVERTS.search(article.body)
    assert article.cut
    assert len(article.body) > 400


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_sample_has_its_headline_publisher_and_day(path: Path) -> None:
    article = cleaned(path)
    day = article.published.date() if article.published else article.published_inferred
    headline, publisher, expected = FACTS[path.name]
    assert article.headline == headline
    assert re.search(publisher, article.publisher)
    assert day == expected


@pytest.mark.parametrize(("part", "told"), STORIES.items())
def test_a_story_is_told_by_several_newsrooms_who_quote_the_same(
    part: str, told: tuple[int, str]
) -> None:
    count, quote = told
    files = [path for path in SEEDS if re.search(part, path.name)]
    assert len(files) >= count
    texts = [" ".join(cleaned(path).body.split()) for path in files]
    assert sum(quote.casefold() in text.casefold() for text in texts) >= 2


def test_the_samples_show_at_once_what_a_story_is(tmp_path: Path) -> None:
    library = Library(tmp_path / "data", tmp_path / "cache", now=lambda: NOW)
    ids = {path: cleaned(path).id for path in SEEDS}
    library.add(map(cleaned, SEEDS))
    ingest.catch_up(library)
    stories = [set(story.articles) for story in library.stories()]
    storm = {ids[path] for path in SEEDS if "storm" in path.name}
    assert storm in stories, "the live blog, too"
    assert sorted(map(len, stories)) == [2, 2, 2, 2, 2, 3, 4]
    library.close()


def test_the_samples_keep_no_furniture() -> None:
    for path in SEEDS:
        article = cleaned(path)
        last = [block.text for block in article.blocks if block.kind in BODY_KINDS][-1]
        assert not any(last.startswith(f"{name} ") for name in article.authors), path.name
        kept = article.body + "\n".join(article.see_also)
        for words in ("read more here", "Cookie settings", "Jetzt kostenlos", "Sign up", "©"):
            assert words not in kept, path.name
