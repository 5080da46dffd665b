"""Every tuning value has a line that tells its range and reason, and the range that it tells is enforced."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from inspect import getdoc
from typing import Any

import pytest

from rekam.abis.engine.extract.leader import LeaderParameters
from rekam.abis.engine.face_parameters import FaceParameters
from rekam.abis.engine.finger_parameters import FingerParameters
from rekam.abis.engine.iris_parameters import IrisParameters
from rekam.abis.engine.parameters import Parameters, ScoreModel

TUNED: list[Any] = [FaceParameters(), FingerParameters(), IrisParameters(), LeaderParameters(), Parameters()]
RANGE = re.compile(r"(-?[\d,]*\.?\d+|[a-z]+_[a-z]+) to\s+(-?[\d,]*\.?\d+)(?=[),;])")


def told(kind: type) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names of each line of a docstring that begins with fields, and what it says of them."""
    known = {field.name for field in fields(kind)}
    names: tuple[str, ...] = ()
    words: list[str] = []
    for line in (getdoc(kind) or "").splitlines():
        head = re.match(r"(\w+(?:, \w+)*)\s", line)
        found = tuple(head[1].split(", ")) if head else ()
        if found and set(found) <= known:
            yield names, " ".join(words)
            names, words = found, [line[len(head[1]) :].strip() if head else ""]
        elif line[:1].isspace():
            words.append(line.strip())
        else:
            yield names, " ".join(words)
            names, words = (), []
    yield names, " ".join(words)


def number(text: str, *, of: Any) -> float:
    return float(getattr(of, text)) if "_" in text else float(text.replace(",", ""))


@pytest.mark.parametrize("values", TUNED, ids=lambda one: type(one).__name__)
def test_each_value_tells_its_range_and_reason_and_is_held_to_it(values: Any) -> None:
    seen: list[str] = []
    for names, words in told(type(values)):
        seen.extend(names)
        if set(names) & {"finger", "iris", "face"}:  # score models check themselves
            continue
        ranges = RANGE.findall(" ".join(re.findall(r"\([^)]*\)", words)))
        assert not names or len(ranges) in (1, len(names)), (names, words)
        assert not names or len(RANGE.sub("", words)) > 8, (names, "no reason")
        for name, (low, high) in zip(names, ranges * (len(names) if len(ranges) == 1 else 1), strict=True):
            least, most = number(low, of=values), number(high, of=values)
            assert least <= getattr(values, name) <= most, name
            for beyond in (least - abs(least) / 100 - 1e-6, most + abs(most) / 100 + 1e-6):
                with pytest.raises(ValueError, match=name):
                    replace(values, **{name: beyond})
    assert sorted(seen) == sorted(field.name for field in fields(values))


def test_a_score_model_tells_each_of_its_values() -> None:
    assert sorted(name for names, _ in told(ScoreModel) for name in names) == sorted(
        field.name for field in fields(ScoreModel)
    )
