"""Values behave as the standard library's do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field

import pytest

from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 0
    names: tuple[str, ...] = field(default_factory=tuple)
    secret: str = field(default="", repr=False)


@dataclass
class Count:
    """Something that grows."""

    put: int = 0
    seen: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is looked at when it is made."""

    number: int
    put: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError below 0."""
        if self.number < 0:
            raise ValueError(self.number)


def test_values_take_their_fields_in_order_or_by_name() -> None:
    assert Point(1, 2) == Point(y=2, x=1)
    assert (Point(1).y, Point(1).names) == (0, ())
    with pytest.raises(TypeError, match="x"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="z"):
        Point(1, z=3)  # type: ignore[call-arg]


def test_values_compare_and_hash_by_their_fields() -> None:
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != object()
    assert len({Point(1), Point(1), Point(2)}) == 2
    assert Count(1) == Count(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Count(1))


def test_frozen_values_stay_as_they_are() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_what_is_not_frozen_has_a_list_of_its_own() -> None:
    first, second = Count(), Count()
    first.seen.append(1)
    first.put += 1
    assert (second.seen, second.put) == ([], 0)


def test_values_are_printed_without_what_is_not_to_be_seen() -> None:
    assert repr(Point(1, secret="s")) == "Point(x=1, y=0, names=())"


def test_values_can_be_changed_into_others_copied_and_pickled() -> None:
    point = Point(1, 2, ("a",), "s")
    assert dataclasses.replace(point, y=5) == Point(1, 5, ("a",), "s")
    assert dataclasses.asdict(point)["names"] == ("a",)
    assert copy.deepcopy(point) == copy.copy(point) == point
    assert pickle.loads(pickle.dumps(point)) == point
    match point:
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_what_is_checked_when_made_is_checked_each_time() -> None:
    assert (Checked(1).number, Checked(2, put=3).put) == (1, 3)
    for _ in range(2):
        with pytest.raises(ValueError, match="-1"):
            Checked(-1)


@dataclass(frozen=True, slots=True)
class Spot(Point):
    """A place with a colour."""

    colour: str = "red"
    y: int = 7


class Named(Count):
    """What is no value class itself."""


def test_values_inherit_fields_and_what_they_are_by_default() -> None:
    assert (Spot(1).y, Spot(1).colour, Spot(1).names) == (7, "red", ())
    assert Spot(1, 2, ("a",), "s", "blue").colour == "blue"
    assert Spot(1) != Point(1, 7)
    assert [one.name for one in dataclasses.fields(Spot)] == ["x", "y", "names", "secret", "colour"]
    assert not hasattr(Spot(1), "__dict__")
    assert Named(3).put == 3
    assert [one.name for one in dataclasses.fields(Named)] == ["put", "seen"]


def test_the_standard_library_knows_fields_before_the_first_value_and_after() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        """Not made yet."""

        number: int = field(default=3, metadata={"low": 1})
        some: tuple[int, ...] = field(default_factory=tuple)

    (number, some) = dataclasses.fields(Fresh)
    assert (number.default, number.metadata["low"], some.default_factory) == (3, 1, tuple)
    assert dataclasses.is_dataclass(Fresh)
    assert (Fresh().number, Fresh().some) == (3, ())
    assert dataclasses.asdict(dataclasses.replace(Fresh(), number=4)) == {"number": 4, "some": ()}


def test_a_default_that_all_values_would_share_is_refused() -> None:
    with pytest.raises(ValueError, match="share"):

        @dataclass
        class Shared:
            """Wrong."""

            some: list[int] = []  # noqa: RUF012


def test_the_many_are_made_as_the_first_few() -> None:
    @dataclass(frozen=True, slots=True)
    class Often:
        """Made again and again."""

        number: int
        some: list[int] = field(default_factory=list, compare=False)
        put: str = "x"

    made = [Often(number) if number % 2 else Often(put="y", number=number) for number in range(50)]
    assert [one.number for one in made] == list(range(50))
    assert {one.put for one in made[1::2]} == {"x"}
    assert {one.put for one in made[::2]} == {"y"}
    assert len({id(one.some) for one in made}) == 50
    with pytest.raises(TypeError, match="argument"):
        Often()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="argument"):
        Often(1, [], "x", 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="multiple values"):
        Often(1, number=2)  # type: ignore[misc]
