"""What a plan is worth beside others: the old rule, the plan before, one more team; and its floor."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rekam.kernel.region import area_name
from rekam.outreach.plans import queries
from rekam.outreach.plans.models import Plan
from rekam.outreach.refusals import SENTENCES
from rekam.ui.dates import long_date
from rekam.ui.language import page_language
from rekam.ui.numbers import Cut, percent, share

FLOORS = FLOOR_MISSED, FLOORS_IMPOSSIBLE = "plan_floor_missed", "plan_floors_impossible"
# What one more team-day must bring more elsewhere before a team is sent there, in people.
WORTH_A_MOVE = 1.0
# Percent.
WORTH_TELLING = 0.1


@dataclass(frozen=True)
class Compared:
    """A line of the comparison: heads and weighted value of a plan, over the same days or its own."""

    name: str
    first: date
    last: date
    people: float
    value: float


@dataclass(frozen=True)
class Price:
    """What an office would gain by one more team-day, by a team with a kit on every day, by a mended kit."""

    office: str
    day: float
    kit: float
    mended: float
    advice: str


@dataclass(frozen=True)
class Broken:
    """A rule that the plan could not keep: its code, its sentence, and where."""

    code: str
    sentence: str
    where: str


def compare(plan: Plan, *, before: Plan | None) -> Sequence[Compared]:
    """The plan, the one before it and the office's old rule, for the bars."""
    span = plan.first, plan.last
    rows = [Compared(_("Rencana ini"), *span, plan.people, plan.value)]
    if before is not None:
        name = _("Rencana %(number)s, sebelum ini") % {"number": before.number}
        rows.append(Compared(name, before.first, before.last, before.people, before.value))
    rows.append(Compared(_("Cara tangan, sisa terbanyak dulu"), *span, plan.by_hand, plan.by_hand_value))
    return rows


def prices_of(plan: Plan) -> Sequence[Price]:
    """By office of the teams, the dearest first, with what to do about it."""
    if not plan.prices:
        return []
    names = queries.offices_of(plan)
    return [
        Price(names.get(office, ""), day, kit, sum(mended), _advice(plan, at=at, names=names))
        for at, (office, day, kit, *mended) in enumerate(plan.prices)
    ]


def _advice(plan: Plan, *, at: int, names: Mapping[str, str]) -> str:
    """Lend from the office where a day brings least to the one where it brings most; the others stay."""
    (dearest, most, *_kits), (cheapest, least, *_same) = plan.prices[0], plan.prices[-1]
    gain = most - least
    if gain < WORTH_A_MOVE or at not in {0, len(plan.prices) - 1}:
        return _("tetap")
    told = {"people": round(gain), "from": names.get(cheapest, ""), "to": names.get(dearest, "")}
    if at == 0:
        return _("terima tim dari %(from)s: +%(people)s orang sehari") % told
    return _("pinjamkan tim ke %(to)s") % told


def left_out_percent(plan: Plan) -> float:
    """What trips for hardly anybody would bring, in percent of the bound; 0 where it is not worth telling."""
    share = 100 * plan.left_out / plan.upper_bound if plan.upper_bound else 0.0
    return share if share >= WORTH_TELLING else 0.0


def worst_of(plan: Plan) -> tuple[str, int, int] | None:
    """The kecamatan of which the least share is reached: its name, whole people, and of how many."""
    some = [(code, people, of) for code, people, of in plan.shares if of]
    if not some:
        return None
    code, people, of = min(some, key=lambda one: one[1] / one[2])
    return area_name(code), int(people), round(of)


def broken_of(plan: Plan) -> Sequence[Broken]:
    """The rules that the plan could not keep, each once with all places; the floor's first."""
    where: dict[str, list[str]] = {}
    for rule in sorted(plan.broken, key=lambda rule: rule["code"] not in FLOORS):
        where.setdefault(rule["code"], []).append(_where(rule))
    return [Broken(code, str(SENTENCES[code]), ", ".join(places)) for code, places in where.items()]


def _where(rule: Mapping[str, str]) -> str:
    if rule["code"] == FLOORS_IMPOSSIBLE:
        return ", ".join(map(area_name, rule["kecamatan"]))
    if rule["code"] == FLOOR_MISSED:
        reached = share(int(10_000 * float(rule["share"])), whole=10_000, decimals=1, cut=Cut.DOWN)
        told = {
            "name": area_name(rule["kecamatan"]),
            "share": percent(reached, decimals=1, language=page_language()),
            "people": math.ceil(float(rule["missing"])),
        }
        return _("%(name)s %(share)s (kurang %(people)s orang)") % told
    parts = [rule[name] for name in ("site", "team") if name in rule]
    if "day" in rule:
        parts.append(long_date(date.fromisoformat(rule["day"]), language=page_language()))
    return " ".join(parts)
