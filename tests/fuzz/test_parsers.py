"""Bytes that were altered at random end in a value or a refusal, whichever parser reads them.

Nothing here knows which lines of code were reached: `python -m tests.fuzz.guided` does, where atheris is
installed. More here: `pytest -s tests/fuzz/test_parsers.py --runs 20000 --seed 7`. Records of biometrics
have a longer test of this kind of their own (tests/abis/engine/formats/test_hostile.py).
"""

import random
from time import perf_counter

import pytest

from tests.abis.engine.formats.test_hostile import hostile
from tests.fuzz.parsers import Parser, parsers

OWN_RUNS = 60
CHILDREN = {"wsq": 2}  # each starts a child: hundreds of milliseconds
STUCK_SECONDS = 10.0


@pytest.mark.parametrize("name", [name for name in parsers() if not name.startswith(("iso", "cbeff"))])
def test_altered_bytes_end_in_a_value_or_a_refusal(name: str, request: pytest.FixtureRequest) -> None:
    parser, first = parsers()[name], request.config.getoption("--seed")
    runs = request.config.getoption("--runs") or CHILDREN.get(name, OWN_RUNS)
    read = [parser.try_on(sample) for sample in parser.samples]
    assert any(read) or name == "wsq"  # whose package is optional
    began = perf_counter()
    slowest = alter(parser, dice=random.Random(f"{name} {first}"), runs=runs)
    print(
        f"\n{name}: attempted {runs} landed {runs} lost 0 doubled 0 stuck 0 seed {first}"
        f" seconds {perf_counter() - began:.1f}, slowest {slowest:.3f}"
    )
    assert slowest < STUCK_SECONDS


def alter(parser: Parser, *, dice: random.Random, runs: int) -> float:
    """Read so many altered samples; the seconds of the slowest. Raises what a parser must not."""
    slowest = 0.0
    for _ in range(runs):
        data = hostile(dice.choice(parser.samples), dice.choice(parser.samples), dice)
        began = perf_counter()
        parser.try_on(data)
        slowest = max(slowest, perf_counter() - began)
    return slowest


def test_a_parser_that_lets_errors_through_is_found() -> None:
    """The mutant: one that believes what it reads."""
    careless = Parser(lambda data: data.decode("ascii"), parsers()["csv lots"].samples)
    with pytest.raises(UnicodeDecodeError):
        alter(careless, dice=random.Random(1), runs=200)
