"""`dataclass` as the standard library has it, made ten times as fast.

The standard one compiles up to six methods for each class, half a millisecond, which every
start of the program would pay for a hundred classes, most of which it makes no value of. Here
values are compared, hashed and printed by functions that all classes share, the first few of a
class are filled by another, `__init__` is compiled for those after them, and the standard library
works out what it has to say of a class (`fields`, `replace`, `asdict`) when it is first asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# The rule: what is loaded before the first screen makes its classes with this `dataclass`
# (tests/test_imports.py holds it), and so may what a short command or a worker loads. What
# is loaded later uses that of the standard library.

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from dataclasses import MISSING, Field, FrozenInstanceError
    from functools import partial
    from operator import attrgetter
    from threading import RLock

    _FEW = 16  # values that take as long to fill as an `__init__` to compile
    _ONE_AT_A_TIME = RLock()

    def dataclass(cls=None, /, *, frozen=False, slots=False):
        """Make a class of values; `frozen` and `slots` mean what they always do."""
        if cls is None:
            return partial(dataclass, frozen=frozen, slots=slots)
        defaults, known = _defaults(cls), _Fields(cls)
        values = attrgetter(*defaults) if defaults else type
        shared = {
            "__init__": _first_init(known, defaults, frozen),
            "__repr__": _showing(defaults),
            "__eq__": _equality(values),
            "__hash__": _hashing(values) if frozen else None,
            "__match_args__": tuple(defaults),
            "__dataclass_fields__": known,
            **(_FROZEN if frozen else {}),
        }
        own = vars(cls)
        added = {name: put for name, put in shared.items() if name not in own}
        added["_field_defaults"] = defaults
        if slots:
            known.made = _slotted(cls, added)
        else:
            for name, put in added.items():
                setattr(cls, name, put)
        return known.made

    def _defaults(cls):
        """Return the fields of a class in their order, those of its bases first.

        Each with the default that it was written with, `field(...)` itself or MISSING.
        """
        defaults = {}
        for base in cls.__mro__[:0:-1]:
            if "__dataclass_fields__" in vars(base):
                defaults |= base._field_defaults
        for name, kind in cls.__annotations__.items():
            if not kind.startswith("ClassVar"):
                default = defaults[name] = vars(cls).get(name, MISSING)
                if default.__class__.__hash__ is None:
                    raise ValueError(f"{name}: all values would share {default!r}")
        return defaults

    def _slotted(cls, added):
        """Return a class like `cls` whose values have room for their fields alone."""
        defaults = added["_field_defaults"]
        needless = {*defaults, "__dict__", "__weakref__"}
        kept = {name: put for name, put in vars(cls).items() if name not in needless}
        taken = {slot for base in cls.__mro__[1:-1] for slot in vars(base).get("__slots__", ())}
        room = tuple(name for name in defaults if name not in taken)
        made = type(cls)(cls.__name__, cls.__bases__, {**kept, **added, "__slots__": room})
        made.__qualname__ = cls.__qualname__
        return made

    class _Fields:
        """What the standard library has to say of the fields of a class, until it is asked."""

        def __init__(self, plain):
            """`plain` is the class as it was written."""
            self.plain = self.made = plain

        def __get__(self, value, owner):
            """Ask, and put the answer in place of this."""
            with _ONE_AT_A_TIME:  # the standard library takes the defaults out of the class
                if vars(self.made)["__dataclass_fields__"] is self:
                    whole = dataclasses.dataclass(self.plain, init=False, repr=False, eq=False)
                    self.made.__dataclass_params__ = whole.__dataclass_params__
                    self.made.__dataclass_fields__ = vars(whole)["__dataclass_fields__"]
            return vars(self.made)["__dataclass_fields__"]

    def _first_init(known, defaults, frozen):
        """Return what makes the first values of a class: of many a class there are only few."""
        left = _FEW

        def __init__(self, *args, **kwargs):
            nonlocal left
            left -= 1
            if left < 0 or not _fill(self, defaults, args, kwargs):
                checks = hasattr(known.made, "__post_init__")
                known.made.__init__ = _compiled_init(defaults, frozen, checks)
                known.made.__init__(self, *args, **kwargs)
            elif hasattr(known.made, "__post_init__"):
                self.__post_init__()

        return __init__

    def _fill(value, defaults, args, kwargs):
        """Give a new value its fields; returns whether they were given as they have to be."""
        given = dict(zip(defaults, args, strict=False))
        if len(args) > len(defaults) or kwargs.keys() - (defaults.keys() - given.keys()):
            return False
        given |= kwargs
        for name, default in defaults.items():
            if name in given:
                default = given[name]
            elif isinstance(default, Field):
                factory = default.default_factory
                default = default.default if factory is MISSING else factory()
            if default is MISSING:
                return False
            object.__setattr__(value, name, default)
        return True

    def _compiled_init(defaults, frozen, checks):
        """Return the `__init__` that takes the fields of a class."""
        known = {"__put__": object.__setattr__}
        head, body = ["self"], []
        for name, default in defaults.items():
            given, usual, factory = name, f"__default_{name}__", MISSING
            if isinstance(default, Field):
                default, factory = default.default, default.default_factory
            if factory is not MISSING:
                default, given = factory, f"{usual}() if {name} is {usual} else {name}"
            known[usual] = default
            head.append(name if default is MISSING else f"{name}={usual}")
            body.append(f"__put__(self, {name!r}, {given})" if frozen else f"self.{name} = {given}")
        if checks:
            body.append("self.__post_init__()")
        source = f"def __init__({', '.join(head)}):\n  " + "\n  ".join(body or ["pass"])
        exec(source, known)  # noqa: S102 - of names of fields alone, as the standard library does
        return known["__init__"]

    def _equality(values):
        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values(self) == values(other)

        return __eq__

    def _hashing(values):
        def __hash__(self):
            return hash(values(self))

        return __hash__

    def _showing(defaults):
        hidden = {name for name, one in defaults.items() if isinstance(one, Field) and not one.repr}
        names = [name for name in defaults if name not in hidden]

        def __repr__(self):
            shown = [f"{name}={getattr(self, name)!r}" for name in names]
            return f"{self.__class__.__qualname__}({', '.join(shown)})"

        return __repr__

    def _setattr(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delattr(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _getstate(self):
        return [getattr(self, name) for name in self._field_defaults]

    def _setstate(self, state):
        for name, value in zip(self._field_defaults, state, strict=True):
            object.__setattr__(self, name, value)

    _FROZEN = {
        "__setattr__": _setattr,
        "__delattr__": _delattr,
        "__getstate__": _getstate,
        "__setstate__": _setstate,
    }
