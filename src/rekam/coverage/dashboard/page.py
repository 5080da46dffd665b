"""All that the page of an area shows, put together from the counters; no part of it scans the register."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from rekam.accounts.permissions import Account, allowed
from rekam.coverage.bases.queries import renewals
from rekam.coverage.counters.queries import Figures, figures, picture
from rekam.coverage.counters.rules import Cell, Channel, Reach
from rekam.coverage.counters.statistics import recorded_by_channel
from rekam.coverage.dashboard.drawing import chance_words, draw_ages, draw_course
from rekam.coverage.dashboard.queries import newest_evidence
from rekam.coverage.dashboard.rules import by_age, in_bands, sixteen
from rekam.coverage.dashboard.standing import Standing, history, movement, standing
from rekam.coverage.dashboard.steps import next_steps
from rekam.coverage.groups import group_table, is_home_office, known_around
from rekam.coverage.hiding import OUTSIDE, SMALLEST_SHOWN, hidden
from rekam.coverage.hiding import Cell as Figure
from rekam.coverage.maps import drawings
from rekam.coverage.outlook.queries import newest
from rekam.coverage.people.rules import REACH as REACH_OF
from rekam.coverage.people.rules import Found
from rekam.coverage.rules import Counts, total
from rekam.coverage.service_output import output
from rekam.coverage.words import CHANNELS, REACH_MEANS, REACHES
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.ui.parts import Portion

OUTPUT_DAYS = timedelta(days=29)
ORDER = (Reach.REACHABLE, Reach.AWAY, Reach.PROBABLY_GONE, Reach.UNKNOWN)
ASKED = {reach: found for found, reach in REACH_OF.items()}


@dataclass(frozen=True)
class Part:
    """One part of the gap: whom it holds, since when it is known, and its place in the bar."""

    words: str | Promise
    means: str | Promise
    people: int | None
    evidence: date | None
    found: Found
    fill: str


def page_of(place: AreaCode, *, account: Account, on: date, today: date) -> Mapping[str, Any] | None:
    """What the template shows of an area on a day; None where nobody lives."""
    seen = picture(area_code=place.text, around=known_around(place, account=account), on=on)
    villages = {code: one for code, one in seen.figures.items() if _inside(code, place=place)}
    if not villages:
        return None
    is_today = on == today
    counts = total(found.counts for found in villages.values())
    past = history(place, today=today) if is_today else {}
    moved = movement(place, now=counts, history=past, today=today) if is_today else None
    found = standing(place, villages=villages, movement=moved)
    name = area_name(place.text)
    context: dict[str, Any] = {"found": found, "counts": counts, "moved": moved}
    if is_today:
        context |= _whither(found, history=past, today=today, name=name)
    context |= _where(found, known=seen.figures, account=account)
    if _may_see_details(place, account=account):
        context |= _who(found, seen=seen.profile, account=account, on=on, name=name)
    if not is_today:
        context["counts_today"] = total(
            one.counts for one in figures(area_code=place.text, on=today).values()
        )
    return context


def _whither(found: Standing, *, history: Mapping[date, Counts], today: date, name: str) -> dict[str, Any]:
    known = newest([found.place.text, *(row.code for row in found.parts)])
    outlook = known.get(found.place.text)
    return {
        "course": draw_course(
            history,
            now=found.counts,
            today=today,
            outlook=outlook,
            name=name,
            renewals=renewals(area_code=found.place.text),
        ),
        "outlook": outlook,
        "short": ceil(outlook.short * found.counts.wajib / 100) if outlook else 0,
        "outlook_chance": chance_words(outlook.chance) if outlook else "",
        "outlooks": [
            (row, known[row.code], chance_words(known[row.code].chance))
            for row in found.parts
            if row.code in known
        ],
        "off_track": [row.name for row in found.parts if row.code in known and known[row.code].short],
    }


def _where(found: Standing, *, known: Mapping[str, Figures], account: Account) -> dict[str, Any]:
    place = found.place
    villages = {code: one.counts for code, one in found.villages.items()}
    return {
        "map": None if found.is_village else drawings(place=place, parts=villages),
        "groups": group_table(
            place=place,
            parts=[] if found.is_village else sorted(row.code for row in found.parts),
            villages={code: one.groups for code, one in known.items()},
            account=account,
        ),
        "smallest_shown": SMALLEST_SHOWN,
    }


def _who(found: Standing, *, seen: Sequence[Cell], account: Account, on: date, name: str) -> dict[str, Any]:
    names_allowed = allowed(account, "coverage.see_names")
    years, ahead = by_age(seen), sixteen(seen)
    bands, parts, channels = in_bands(years), _parts(found), recorded_by_channel(seen)
    if not names_allowed:
        parts = _without_small(parts)
    return {
        "years": years,
        "bands": bands,
        "secret_bands": set() if names_allowed else _small({band.first: band.people for band in bands}),
        "sixteen": ahead,
        "ages": draw_ages(years, name=name) if names_allowed else None,
        "parts_of_gap": parts,
        "hides_parts": any(part.people is None for part in parts),
        "split": [Portion(label=str(part.words), count=part.people or 0) for part in parts],
        "channels": [(CHANNELS[channel], channels[channel]) for channel in Channel if channels[channel]],
        "output": output(area_code=found.place.text, since=on - OUTPUT_DAYS, until=on),
        "steps": next_steps(found, years=years, sixteen=ahead, names_allowed=names_allowed),
        "names_url": reverse("coverage:names", args=[found.place.text]),
    }


def _small(counts: Mapping[Hashable, int]) -> frozenset[Hashable]:
    """What to hide of parts whose sum is shown."""
    return hidden([Figure(key=key, count=count, sums=(OUTSIDE, "all")) for key, count in counts.items()])


def _without_small(parts: list[Part]) -> list[Part]:
    secret = _small({part.found: part.people or 0 for part in parts})
    return [replace(part, people=None) if part.found in secret else part for part in parts]


def _parts(found: Standing) -> list[Part]:
    counts, evidence = found.counts, newest_evidence(area_code=found.place.text)
    people = dict(
        zip(ORDER, (counts.reachable, counts.away, counts.probably_gone, counts.unknown_reach), strict=True)
    )
    return [
        Part(
            words=REACHES[reach],
            means=REACH_MEANS[reach],
            people=people[reach],
            evidence=evidence.get(reach),
            found=ASKED[reach],
            fill=f"part-{number}",
        )
        for number, reach in enumerate(ORDER, start=1)
    ]


def _may_see_details(place: AreaCode, *, account: Account) -> bool:
    """Ages and reasons of a small area are few people each: only who works with them sees them there."""
    wide = place.level <= Level.KABUPATEN_KOTA
    return wide or is_home_office(account) or allowed(account, "coverage.see_names")


def _inside(code: str, *, place: AreaCode) -> bool:
    return f"{code}.".startswith(f"{place.text}.")
