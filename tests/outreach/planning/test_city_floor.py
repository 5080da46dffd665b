"""A floor of 70 % in every kecamatan of a city, and after a kit broke (needs the shared instances)."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from rekam.outreach.planning.evaluate import evaluate, floors_missed
from rekam.outreach.planning.problem_file import read_problem
from rekam.outreach.planning.replan import replan
from rekam.outreach.planning.search import Search

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("REKAM_SHARED_DATA", ROOT.parent / "shared" / "data"))
CITY = SHARED / "outreach" / "city-1.json.gz"


@pytest.mark.skipif(not CITY.exists(), reason="the shared instances are not there")
def test_a_floor_of_70_percent_is_kept_and_stays_kept_when_a_kit_breaks() -> None:
    made = replace(read_problem(CITY.read_bytes()), floor=0.7)
    search = Search(made)
    search.better(rounds=60_000, temperature=0.05)
    visits = search.visits()

    assert evaluate(made, visits).broken == ()
    assert search.value > 16_250, "the plan with neither floor nor search is worth 16,320"

    teams = (replace(made.teams[0], absent_days=frozenset(range(3, 8))), *made.teams[1:])
    broken = replace(made, teams=teams)
    announced = {(stop.site, visit.day) for visit in visits if visit.day < 14 for stop in visit.stops}
    mended = replan(broken, visits, announced=announced, from_day=2, seconds=0.5, clock=time.process_time)
    assert mended.share_changed <= 0.10
    assert floors_missed(evaluate(broken, mended.visits)) == frozenset()
