"""Program, server and printer may die at any step of a card: no order is lost, no card made twice, no blank
in a state that it is not in. Without the word written before each step the same count is not 0."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rekam.cards.printing import services
from rekam.cards.printing.models import Batch
from rekam.cards.printing.rules import BatchState
from rekam.kernel.database import scope
from rekam.simulation.printer_body import Machine
from tests.cards.city import OFFICE, blanks
from tests.cards.printing.scene import orders, printer
from tests.faults.cards_counted import CountedCards, count

KILLED = Path(__file__).with_name("killed_printing.py")
ROOT = Path(__file__).resolve().parents[2]
MOST_BREAKS = 15


def after_a_bad_day(folder: Path, *, seed: int, breaks: int, careless: bool = False) -> CountedCards:
    """A batch at which everything dies once, in the order of a seed; then it is finished.

    breaks  how many ways in which the printer itself fails, besides dying between chip and print
    """
    cards = 2 if careless else 20 + breaks
    state = folder / f"printer-{seed}.json"
    with scope(OFFICE):
        of, serials = printer(), blanks(2 * cards)
        jobs = [job.uuid for job in orders(cards)]
        services.start_batch(printer=of.uuid, jobs=jobs, actor="rina", at=of.registered_at)
    Machine(state=state, wait=lambda _: None).load(serials)
    words = [str(of.uuid), str(state), str(seed), str(breaks), *(["careless"] if careless else [])]
    ran = subprocess.run(
        [sys.executable, KILLED, *words],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-3000:]
    with scope(OFFICE):
        assert Batch.objects.get().state == BatchState.DONE
        return count(state)


def test_everything_dies_once_and_every_blank_is_where_the_ledger_says(
    server: Path, request: pytest.FixtureRequest, told: Callable[[object], None]
) -> None:
    asked_for_more = bool(request.config.getoption("--runs"))
    seed = request.config.getoption("--seed")
    counted = after_a_bad_day(server, seed=seed, breaks=MOST_BREAKS if asked_for_more else 3)
    told(counted)
    assert counted.harm == 0, counted


def test_without_the_word_before_each_step_a_chip_is_written_twice(server: Path) -> None:
    assert after_a_bad_day(server, seed=1, breaks=0, careless=True).doubled > 0
