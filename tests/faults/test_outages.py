"""A week of drawn outages, told by heartbeats only: each is suspected once, and nothing else is.

`pytest -s tests/faults/test_outages.py --runs 500 --seed 1` prints what it counted.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from rekam.devices.outages import rules
from rekam.devices.outages.rules import BEAT, LEAST, Calendar, Silence, Suspect, suspects

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar(zone=WIB)
MONDAY = datetime(2026, 11, 23, tzinfo=WIB)
AT = MONDAY + timedelta(days=7)
SITES = {"36.73.01": ("a1", "a2", "a3"), "36.73.02": ("b1", "b2"), "36.73.03": ("c1",)}
SITE_OF = {station: site for site, stations in SITES.items() for station in stations}
MINUTE = timedelta(minutes=1)
USUAL = 15


@dataclass(frozen=True)
class Out:
    """What was out in truth."""

    stations: frozenset[str]
    began: datetime
    ended: datetime


def drawn(dice: random.Random) -> list[Out]:
    """Up to one outage a day: of all sites, of one, of a kit; two to six hours, some over a night."""
    found = []
    for day in range(0, 5, 2):
        stations = dice.choice(
            [
                frozenset(SITE_OF),
                frozenset(SITES["36.73.01"]),
                frozenset(SITES["36.73.02"]),
                frozenset({"a2"}),
            ]
        )
        hours = dice.uniform(2, 6)
        began = MONDAY + timedelta(days=day, hours=dice.uniform(8, 15.9 - min(hours, 6)))
        ended = began + timedelta(hours=hours if dice.random() < 0.7 or day == 4 else 24)
        found.append(Out(stations, began, ended))
    return found


def heard(station: str, outages: Sequence[Out], dice: random.Random) -> Iterator[datetime]:
    """When a laptop's heartbeats arrive: hourly while it is on, every minute after one that failed."""
    for day in range(5):
        now = MONDAY + timedelta(days=day, hours=7, minutes=dice.uniform(20, 58))
        off = MONDAY + timedelta(days=day, hours=16, minutes=dice.uniform(1, 40))
        while now < off:
            is_out = any(station in one.stations and one.began <= now < one.ended for one in outages)
            if not is_out:
                yield now
            now += MINUTE if is_out else BEAT


def silences(outages: Sequence[Out], dice: random.Random) -> Iterator[Silence]:
    for station, site in SITE_OF.items():
        moments = list(heard(station, outages, dice))
        for before, after in pairwise(moments):
            if after - before - BEAT >= LEAST:
                yield Silence(station=station, site=site, began=before + BEAT, ended=after)


def count(seeds: Sequence[int]) -> dict[str, float]:
    """Over all seeds: what was drawn, found once, not found, found twice or invented, left open."""
    began = time.perf_counter()
    sums = dict.fromkeys(("attempted", "landed", "lost", "doubled", "stuck"), 0)
    for seed in seeds:
        dice = random.Random(seed)
        outages = drawn(dice)
        told = suspects(silences(outages, dice), expected=SITES, calendar=CALENDAR, at=AT)
        hits = [[one for one in told if is_of(one, out)] for out in outages]
        sums["attempted"] += len(outages)
        sums["landed"] += sum(len(hit) == 1 for hit in hits)
        sums["lost"] += sum(not hit for hit in hits)
        sums["doubled"] += len(told) - sum(bool(hit) for hit in hits)
        sums["stuck"] += sum(one.ended is None for one in told)
    return {**sums, "seed": seeds[0], "seconds": round(time.perf_counter() - began, 2)}


def is_of(one: Suspect, out: Out) -> bool:
    """Whether a suspicion is this outage: its stations, within its while, an hour late at most."""
    within = out.began <= one.began + MINUTE and (one.ended or AT) <= out.ended + BEAT
    meets = one.began < out.ended and out.began < (one.ended or AT)
    return meets and within and set(one.stations) == out.stations


def harm(counted: dict[str, float]) -> float:
    return counted["lost"] + counted["doubled"] + counted["stuck"]


def test_each_outage_of_a_week_is_suspected_once(
    seeds: Callable[[int], range], told: Callable[[object], None]
) -> None:
    counted = count(seeds(USUAL))
    told(counted)
    assert harm(counted) == 0
    assert counted["landed"] == counted["attempted"] >= 3


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("_belongs", lambda *_one, **_rest: False),  # each station an outage of its own
        ("_belongs", lambda one, group, **_rest: all(o.station != one.station for o in group)),  # all are one
        ("OPENS", clock(6)),  # laptops are off in the evening and the early morning
        ("BEAT", timedelta(hours=-6)),  # beginnings may not differ
    ],
)
def test_without_a_rule_outages_are_lost_doubled_or_invented(
    monkeypatch: pytest.MonkeyPatch, name: str, changed: object
) -> None:
    monkeypatch.setattr(rules, name, changed)
    assert harm(count(range(USUAL))) > 0
