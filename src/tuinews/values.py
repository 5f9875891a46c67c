"""`dataclass` as the standard library has it, made ten times as fast.

The standard one compiles up to six methods for each class, half a millisecond, which every
start of the program would pay for a hundred classes, most of which it makes no value of. Here
values are compared, hashed and printed by functions that all classes share, and `__init__`
is compiled when the first value of its class is made.
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
    from dataclasses import MISSING, FrozenInstanceError, fields
    from functools import partial
    from operator import attrgetter

    def dataclass(cls=None, /, *, frozen=False, slots=False):
        """Make a class of values; `frozen` and `slots` mean what they always do."""
        if cls is None:
            return partial(dataclass, frozen=frozen, slots=slots)
        own = vars(cls)
        made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
        names = [one.name for one in fields(made)]
        values = attrgetter(*names) if names else type
        shared = {
            "__init__": _first_init(made, frozen),
            "__repr__": _showing([one.name for one in fields(made) if one.repr]),
            "__eq__": _equality(values),
            "__hash__": _hashing(values) if frozen else None,
        }
        if frozen:
            shared |= {**_FROZEN, "__getstate__": _getting(names), "__setstate__": _setting(names)}
        for name, method in shared.items():
            if name not in own:
                setattr(made, name, method)
        return made

    def _first_init(cls, frozen):
        """Return what makes the first value of a class: it compiles what makes the others."""

        def __init__(self, *args, **kwargs):
            cls.__init__ = _compiled_init(cls, frozen)
            cls.__init__(self, *args, **kwargs)

        return __init__

    def _compiled_init(cls, frozen):
        """Return the `__init__` that takes the fields of a class."""
        known = {"__put__": object.__setattr__}
        head, body = ["self"], []
        for one in fields(cls):
            name = given = one.name
            if one.default is not MISSING:
                known[f"__{name}__"] = one.default
                head.append(f"{name}=__{name}__")
            elif one.default_factory is not MISSING:
                known[f"__{name}__"] = one.default_factory
                head.append(f"{name}=__{name}__")
                given = f"__{name}__() if {name} is __{name}__ else {name}"
            else:
                head.append(name)
            body.append(f"__put__(self, {name!r}, {given})" if frozen else f"self.{name} = {given}")
        if hasattr(cls, "__post_init__"):
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

    def _showing(names):
        def __repr__(self):
            shown = [f"{name}={getattr(self, name)!r}" for name in names]
            return f"{self.__class__.__qualname__}({', '.join(shown)})"

        return __repr__

    def _setattr(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delattr(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _getting(names):
        def __getstate__(self):
            return [getattr(self, name) for name in names]

        return __getstate__

    def _setting(names):
        def __setstate__(self, state):
            for name, value in zip(names, state, strict=True):
                object.__setattr__(self, name, value)

        return __setstate__

    _FROZEN = {
        "__setattr__": _setattr,
        "__delattr__": _delattr,
    }
