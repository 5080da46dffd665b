"""What a plan is worth beside others: the old rule, the plan before, one more team; and its floor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rekam.kernel.region import area_name
from rekam.outreach.plans import queries
from rekam.outreach.plans.models import Plan
from rekam.outreach.plans.words import more
from rekam.outreach.refusals import SENTENCES
from rekam.ui.dates import long_date
from rekam.ui.language import page_language
from rekam.ui.numbers import Cut, percent, share

FLOOR_MISSED = "plan_floor_missed"
# What one more team-day must bring more elsewhere before a team is sent there, in people.
WORTH_A_MOVE = 1.0
# Weighted people that a kit out of order must cost at most, before the page names it.
WORTH_SAYING = 0.5


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
    """What one more team-day would bring to an office, and one more team with a kit on every day."""

    office: str
    day: str
    kit: str
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
    if plan.mends:
        rows.append(Compared(_("Sebelum berubah, hari yang sama"), *span, plan.had, plan.had_value))
        rows.append(Compared(_("Bila dibiarkan"), *span, plan.unmended, plan.unmended_value))
    elif before is not None:
        name = _("Rencana %(number)s, sebelum ini") % {"number": before.number}
        rows.append(Compared(name, before.first, before.last, before.people, before.value))
    rows.append(Compared(_("Cara tangan, sisa terbanyak dulu"), *span, plan.by_hand, plan.by_hand_value))
    return rows


def prices_of(plan: Plan) -> Sequence[Price]:
    """By office of the teams, the dearest first, with what to do about it."""
    if not plan.prices:
        return []
    places = queries.places_of([office for office, _, _ in plan.prices])
    names = {key: site.name for key, site in places.items()}
    return [
        Price(names.get(office, ""), more(day), more(kit), _advice(plan, at=at, names=names))
        for at, (office, day, kit) in enumerate(plan.prices)
    ]


@dataclass(frozen=True)
class DeadKit:
    """A team that stays at home for want of a kit: which kits, for how many days, whom it costs at most."""

    team: str
    kits: str
    days: int
    people: str


def dead_kits_of(plan: Plan) -> Sequence[DeadKit]:
    """Those that lower the plan, the dearest first."""
    return [
        DeadKit(team, names, days, more(people).removeprefix("+"))
        for team, names, days, people in plan.dead_kits
        if people >= WORTH_SAYING
    ]


def _advice(plan: Plan, *, at: int, names: Mapping[str, str]) -> str:
    """Lend from the office where a day brings least to the one where it brings most; the others stay."""
    (dearest, most, _kit), (cheapest, least, _same) = plan.prices[0], plan.prices[-1]
    gain = most - least
    if gain < WORTH_A_MOVE or at not in {0, len(plan.prices) - 1}:
        return _("tetap")
    told = {"people": round(gain), "from": names.get(cheapest, ""), "to": names.get(dearest, "")}
    if at == 0:
        return _("terima tim dari %(from)s: +%(people)s orang sehari") % told
    return _("pinjamkan tim ke %(to)s") % told


def worst_of(plan: Plan) -> tuple[str, str] | None:
    """The kecamatan of which the least share is reached: its name and the share."""
    some = [(people / of, code) for code, people, of in plan.shares if of]
    if not some:
        return None
    part, code = min(some)
    return area_name(code), reached(part)


def reached(part: float) -> str:
    """How a share (0 to 1) of people is told, cut down: 70,3 %."""
    told = share(int(10_000 * part), whole=10_000, decimals=1, cut=Cut.DOWN)
    return percent(told, decimals=1, language=page_language())


def broken_of(plan: Plan) -> Sequence[Broken]:
    """The rules that the plan could not keep, each once with all places; the floor's first."""
    where: dict[str, list[str]] = {}
    for rule in sorted(plan.broken, key=lambda rule: rule["code"] != FLOOR_MISSED):
        where.setdefault(rule["code"], []).append(_where(rule))
    return [Broken(code, str(SENTENCES[code]), ", ".join(places)) for code, places in where.items()]


def _where(rule: Mapping[str, str]) -> str:
    if rule["code"] == FLOOR_MISSED:
        return f"{area_name(rule['kecamatan'])} {reached(float(rule['share']))}"
    parts = [rule[name] for name in ("site", "team") if name in rule]
    if "day" in rule:
        parts.append(long_date(date.fromisoformat(rule["day"]), language=page_language()))
    return " ".join(parts)
