"""Each hostile thing is refused in one line, or read as far as it can be, within limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from tests.hostile import cases_feeds, cases_files, cases_words, runner
from tests.hostile.cases import Case, Outcome

# What a terminal acts on, or what hides text in text: written down anew, not taken from the
# gate that is tested.
BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
MODULES = (cases_feeds, cases_files, cases_words)
MOST = 512 + 160  # MiB: what a job may take beyond what a process starts with


@cache
def outcomes(module: str) -> dict[str, Outcome]:
    return runner.judged(module)


def faults(case: Case, found: Outcome) -> list[str]:
    """Return what is wrong with what became of a case."""
    wrong: list[str] = [found.ended] if found.ended else []
    said = "\n".join(found.refused)
    everything = "\n".join(found.shown)
    wrong += [f"shows {bad[0]!r}" for bad in BAD.finditer(everything + said)][:3]
    wrong += [f"says more than one line: {one!r}" for one in found.refused if "\n" in one]
    wrong += [f"shows {text}" for text in case.lacks if text in everything + said]
    wrong += [f"does not show {text}" for text in case.holds if text not in everything]
    if "Traceback" in said:
        wrong.append(f"shows a trace: {said}")
    if case.refused and not any(re.search(case.refused, one) for one in found.refused):
        wrong.append(f"was to be refused with {case.refused!r}, said {said!r}, read {found.count}")
    if case.count is not None and found.count != case.count:
        wrong.append(f"gives {found.count}, not {case.count}; says {said!r}")
    if found.seconds > case.seconds:
        wrong.append(f"took {found.seconds:.1f} s")
    if found.memory > MOST:
        wrong.append(f"took {found.memory} MiB")
    return wrong


@pytest.mark.parametrize("module", [module.__name__ for module in MODULES])
def test_every_hostile_case_is_refused_or_read(
    module: str, figure: Callable[[str, object], None]
) -> None:
    cases: list[Case] = next(one for one in MODULES if one.__name__ == module).CASES
    assert not [name for name, count in Counter(case.name for case in cases).items() if count > 1]
    found = outcomes(module)
    wrong = {case.name: bad for case in cases if (bad := faults(case, found[case.name]))}
    assert wrong == {}
    slowest = max(found.values(), key=lambda one: one.seconds)
    largest = max(one.memory for one in found.values())
    figure(
        f"hostile cases, {module.rpartition('_')[2]}",
        f"{len(cases)} of {len(cases)}; at most {slowest.seconds:.1f} s, {largest} MiB",
    )
