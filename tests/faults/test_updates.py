"""Updates of a laptop under `kill -9`: always the old or the new version, nobody lost, nobody twice."""

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from rekam.devices.updates import reading
from rekam.station.updating import checking, program, slots
from rekam.station.updating.launch import POINTER
from tests.faults.block_device import NotHere, flush_disk
from tests.faults.conftest import Seeds, Told
from tests.faults.updating import Updates, World, build, copied, on_a_disk, run

RUNS = 4
PIECE = 12


@pytest.fixture
def laptops(quick_folder: Path) -> Callable[[], World]:
    first, numbers = build(quick_folder / "first"), count()
    return lambda: copied(first, to=quick_folder / f"run-{next(numbers)}")


def runs(laptops: Callable[[], World], *, seeds: range) -> Updates:
    """Every other one dies at the pointer, where the most can go wrong."""
    total = Updates()
    for seed in seeds:
        total += run(laptops(), seed=seed, near="" if seed % 2 else POINTER)
    return total


def test_killed_at_any_step_it_starts_with_the_old_or_the_new_and_nobody_is_lost(
    laptops: Callable[[], World], seeds: Seeds, told: Told
) -> None:
    total = runs(laptops, seeds=seeds(RUNS))

    told(total)
    assert total.harm == 0
    assert total.landed == total.attempted > 0
    assert min(total.kills, total.switches, total.backs) > 0  # else nothing was tried


def cuts(laptops: Callable[[], World], folder: Path, *, seeds: range, careless: bool = False) -> Updates:
    """The same with a disk that has what the kernel wrote to it by then, and nothing else."""
    total = Updates()
    for seed in seeds:
        (place := folder / f"cut-{seed}").mkdir()
        try:
            with on_a_disk(laptops(), folder=place) as (laptop, cut):
                flush = _nothing if careless else partial(flush_disk, laptop.data)
                near = "" if seed % 2 else POINTER
                total += run(laptop, seed=seed, near=near, cut=cut, flush=flush)
        except NotHere as missing:
            pytest.skip(str(missing))
    return total


def test_without_power_at_any_step_it_starts_with_the_old_or_the_new_and_nobody_is_lost(
    laptops: Callable[[], World], quick_folder: Path, seeds: Seeds, told: Told
) -> None:
    total = cuts(laptops, quick_folder, seeds=seeds(RUNS))

    told(total)
    assert total.harm == 0
    assert total.landed == total.attempted > 0
    assert min(total.kills, total.switches, total.backs) > 0


def test_without_a_flush_a_cut_leaves_a_laptop_without_a_version(
    laptops: Callable[[], World], quick_folder: Path, told: Told
) -> None:
    total = cuts(laptops, quick_folder, seeds=range(1, RUNS + 1), careless=True)

    told(total)
    assert total.stuck > 0


def _nothing(*_: object, **__: object) -> None:
    """In place of a check."""


def torn(path: Path, *, content: bytes, mode: int = 0o600) -> None:
    """In place of `replace_file`: written where it lies, in pieces."""
    path.write_bytes(b"")
    for start in range(0, len(content), PIECE):
        with path.open("ab") as file:
            file.write(content[start : start + PIECE])


@pytest.mark.parametrize(
    ("place", "name", "mutant"),
    [
        pytest.param(reading, "check_signers", _nothing, id="signatures"),
        pytest.param(checking, "check_number", _nothing, id="rollback"),
        pytest.param(checking, "check_stores", _nothing, id="stores-one-step-back"),
        pytest.param(program, "check_no_capture", _nothing, id="open-capture"),
    ],
)
def test_without_a_check_it_is_red(
    laptops: Callable[[], World], monkeypatch: pytest.MonkeyPatch, place: object, name: str, mutant: object
) -> None:
    monkeypatch.setattr(place, name, mutant)

    assert run(laptops(), seed=1, lives=1).harm > 0


def test_without_an_atomic_switch_it_is_red(
    laptops: Callable[[], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "replace_file", torn)

    assert run(laptops(), seed=1, near=POINTER).harm > 0
