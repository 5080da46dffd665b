"""A second machine takes over at any moment of the first one's work: what was promised is there. Files."""

import os
import random
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from rekam.config.standby import bringing, promote
from rekam.config.standby import place as places
from rekam.config.standby.guard import PATIENCE, Guard, Sight
from rekam.config.standby.replica import Told
from rekam.kernel.errors import RuleBroken
from rekam.vault import beyond, media
from rekam.vault import services as vault
from rekam.web.watch.standby import Standby, find_standby
from tests.faults.counting import Counted

FILES, STEPS = 8, 100
AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def two_machines(tmp_path: Path, own_vault: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first one's vault, and the folder of the second, which receives."""
    keys = Path(os.environ["REKAM_DATA"]) / "keys"
    monkeypatch.setenv("REKAM_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "keys").symlink_to(keys)
    folder = places.open_here()
    monkeypatch.setenv("REKAM_STANDBY", str(folder))
    beyond.see()
    return folder


def taken_over(folder: Path, *, seed: int, goal: Path) -> Counted:
    """Bring files; at a drawn step between two acts on the disk the other machine takes over."""
    chance = random.Random(seed)
    left = chance.randrange(STEPS)

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            promote.fence()
            (folder / beyond.INBOX).rename(goal)

    def stepping(act: Callable[..., object]) -> Callable[..., object]:
        def done(*given: object, **named: object) -> object:
            step()
            answer = act(*given, **named)
            step()
            return answer

        return done

    with ExitStack() as stack:
        for module, name in ((media, "write"), (media, "fetch"), (beyond, "receives")):
            stack.enter_context(patch.object(module, name, stepping(getattr(module, name))))
        promised = []
        for _ in range(FILES):
            address = vault.keep_first(chance.randbytes(99), kind="packet")
            vault.copy(address)
            if vault.bring_beyond(address):
                promised.append(address)
    if left > 0:
        promote.fence()
        (folder / beyond.INBOX).rename(goal)
    there = {f"packet/{path.name}" for path in goal.rglob("*") if len(path.name) == 64}
    return Counted(
        attempted=FILES,
        landed=len(there),
        acknowledged=len(promised),
        lost=len(set(promised) - there),
    )


def total(folder: Path, *, runs: range) -> Counted:
    counted = Counted()
    for seed in runs:
        places.open_here()
        beyond.see()
        counted += taken_over(folder, seed=seed, goal=folder.parent / f"taken-{seed}")
    return counted


def test_what_was_promised_is_on_the_machine_that_goes_on(
    two_machines: Path, request: pytest.FixtureRequest
) -> None:
    first, runs = (request.config.getoption(name) for name in ("--seed", "--runs"))
    counted = total(two_machines, runs=range(first, first + (runs or 12)))
    print(f"\nseed {first}, {counted}")
    assert counted.harm == 0
    assert 0 < counted.acknowledged < counted.attempted  # else no moment was in the middle


@pytest.mark.parametrize(
    ("place", "name"),
    [(beyond, "receives"), (vault, "_lies_beyond")],
    ids=["nobody looks whether it took over", "promised before it is there"],
)
def test_without_a_defence_something_promised_is_lost(two_machines: Path, place: object, name: str) -> None:
    with patch.object(place, name, lambda *_: True):
        counted = total(two_machines, runs=range(1, 7))
    print(f"\nmutant {name}: {counted}")
    assert counted.lost > 0


def test_a_machine_that_is_away_stops_nobody_and_gets_all_later(two_machines: Path) -> None:
    (two_machines / beyond.RECEIVING).rename(two_machines / "unplugged")
    address = vault.keep(b"a paper", kind="document")
    gone = vault.keep(b"let go", kind="document")
    assert not vault.bring_beyond(address)
    assert beyond.owes()
    with pytest.raises(RuleBroken, match="standby_away"):
        places.check_first()

    (two_machines / "unplugged").rename(two_machines / beyond.RECEIVING)
    places.check_first()
    assert bringing.bring_up(two_machines, see=beyond.see)
    vault.forget(gone)
    (two_machines / beyond.INBOX / "document" / "aa").mkdir(parents=True, exist_ok=True)
    stale = two_machines / beyond.INBOX / "document" / "aa" / ("a" * 64)
    stale.touch()
    assert bringing.bring_up(two_machines, see=beyond.see)

    there = {path.name for path in (two_machines / beyond.INBOX).rglob("*") if path.is_file()}
    assert there == {address.partition("/")[2]}


def test_the_first_machine_stops_and_does_not_start_again(two_machines: Path) -> None:
    guard = Guard(two_machines)
    promote.fence()
    guard.look_into_folder()
    assert guard.fenced.is_set()
    with pytest.raises(RuleBroken, match="standby_took_over"):
        places.check_first()
    places.say_alone(at=AT)
    with pytest.raises(RuleBroken, match="standby_took_over"):
        places.check_first()  # a person's word does not count against that machine's own


def test_only_a_person_lets_it_start_unseen(two_machines: Path) -> None:
    (two_machines / beyond.RECEIVING).unlink()
    with pytest.raises(RuleBroken, match="standby_away"):
        places.check_first()
    places.say_alone(at=AT)
    places.check_first()


def test_a_frozen_machine_looks_some_times_before_it_stops_waiting() -> None:
    sight = Sight()
    assert not sight.look(told("", streaming=False))
    assert sight.look(told("12:00:01"))
    waits = [sight.look(told("12:00:01")) for _ in range(PATIENCE)]
    assert waits == [True] * (PATIENCE - 1) + [False]
    assert sight.look(told("12:00:09"))


def test_the_watch_tells_of_a_second_machine_only_where_there_is_one(
    two_machines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_standby() == Standby()
    guard = Guard(two_machines)
    guard.streaming, guard.behind = True, 7
    beyond.settle()
    guard._tell()
    found = find_standby()
    assert found is not None
    assert found.whole is not None
    assert found.behind == 7
    monkeypatch.delenv("REKAM_STANDBY")
    assert find_standby() is None


def told(replied: str, *, streaming: bool = True) -> Told:
    return Told(streaming=streaming, replied=replied, behind=0, waits=False)
