"""What an entry would do to the register as it is now; nothing is written."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rekam.kernel.canonical import encode
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.entries import areas
from rekam.registry.entries.cautions import Caution, cautions_of
from rekam.registry.entries.effects import EFFECTS, EKTP, Kind
from rekam.registry.entries.facts import Area, Facts, parse, unparse
from rekam.registry.entries.models import Entry
from rekam.registry.entries.planning import Plan
from rekam.registry.entries.plans import make_plan
from rekam.registry.entries.rules import State
from rekam.registry.entries.scenes import expected, load_scene, resolved
from rekam.registry.entries.standing import ADDS_MEMBER, offered
from rekam.registry.models import Event
from rekam.registry.services import refuse_what_siak_owns


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """An entry thought through.

    facts      as they were told
    before     what approval has to find unchanged
    area_code  where it belongs
    warnings   codes, some with whom they are about (cautions.Caution)
    """

    facts: Facts
    plan: Plan
    before: dict[str, object]
    area_code: str
    warnings: list[str]


def draft(*, kind: Kind, resident: uuid.UUID | None, facts: Mapping[str, object], at: datetime) -> Drafted:
    """What an entry would do, and what looks odd about it, before it is entered.

    resident   whom it is about; None where he is not in the register yet, and for a change of areas
    facts      as entries.facts has them for this kind
    Raises RuleBroken("siak_owns_this" | "entry_kind_unknown" | "entry_facts_invalid" |
    "entry_beyond_scope" | "entry_waits_already") and those of plans.make_plan.
    """
    refuse_what_siak_owns()
    if not EFFECTS[kind].entered:
        raise RuleBroken("entry_kind_unknown", kind=str(kind))
    is_new = kind in ADDS_MEMBER and "newcomer" not in facts
    told = parse(kind, {**facts, **({"newcomer": uuid.uuid4()} if is_new else {})})
    found = drafted(kind, resident=resident, facts=told, today=office_day(at))
    if Entry.objects.filter(
        digest=digest_of(kind, resident=resident, facts=told), state=State.WAITING
    ).exists():
        raise RuleBroken("entry_waits_already")
    return found


def preview(entry: Entry, *, at: datetime) -> tuple[Plan | None, str]:
    """What a waiting entry would do to the register as it is now; else the code of why it cannot."""
    kind = Kind(entry.kind)
    facts = parse(kind, entry.facts)
    try:
        found = drafted(kind, resident=entry.resident, facts=facts, today=office_day(at))
    except RuleBroken as broken:
        return None, broken.code
    return found.plan, "" if found.before == entry.before else "entry_stale"


def drafted(
    kind: Kind, *, resident: uuid.UUID | None, facts: Facts, today: date, locked: bool = False
) -> Drafted:
    """The same from facts that were read, with the rows locked where it is about to be carried out.

    Raises RuleBroken("entry_beyond_scope") where the area is not the officer's, and those of make_plan.
    """
    if isinstance(facts, Area):
        plan = areas.plan(facts, today=today, locked=locked)
        before: dict[str, object] = {"residents": len(plan.steps)}
        return Drafted(facts=facts, plan=plan, before=before, area_code=facts.from_code, warnings=[])
    told, facts = facts, resolved(facts)
    scene = load_scene(kind=kind, subject=resident, facts=facts, today=today, locked=locked)
    plan = make_plan(kind=kind, subject=resident, facts=facts, scene=scene)
    area_code = scene.get(resident).area_code if resident else plan.steps[0].after.area_code
    if not current_scope().contains(area_code):
        raise RuleBroken("entry_beyond_scope", field="area_code")
    cautions = cautions_of(plan, kind=kind, subject=resident, facts=facts, scene=scene)
    return Drafted(
        facts=told,
        plan=plan,
        before=expected(plan, scene=scene),
        area_code=area_code,
        warnings=[*cautions, *_of_the_register(plan, kind=kind, resident=resident, on=facts.on)],
    )


def offered_to(resident: uuid.UUID, *, at: datetime) -> frozenset[Kind]:
    """The kinds of event that may be entered for a resident as the register stands.

    Raises RuleBroken("entry_person_unknown") for somebody outside the scope.
    """
    today = office_day(at)
    scene = load_scene(kind=None, subject=resident, facts=Facts(on=today), today=today)
    return offered(subject=resident, scene=scene)


def digest_of(kind: Kind, *, resident: uuid.UUID | None, facts: Facts) -> str:
    """By what the same entry is known when it comes again: 64 hexadecimal digits.

    The id that somebody new was given does not count, since it is another one each time.
    """
    told = {name: value for name, value in unparse(facts).items() if name != "newcomer"}
    return hashlib.sha256(encode([kind.value, str(resident or ""), told])).hexdigest()


def _of_the_register(plan: Plan, *, kind: Kind, resident: uuid.UUID | None, on: date) -> Iterator[str]:
    """Other entries about the resident, and later events of those whom the event is about."""
    if resident and Entry.objects.filter(resident=resident, state=State.WAITING).exists():
        yield "another_waits"
    about = [step.resident for step in plan.steps if step.kind is kind and step.before is not None]
    later = Event.objects.filter(resident__uuid__in=about, valid_on__gt=on).exclude(kind__startswith=EKTP)
    next_of_each = later.order_by("resident", "valid_on", "pk").distinct("resident")
    for person, event, day in next_of_each.values_list("resident__uuid", "kind", "valid_on"):
        yield str(Caution("later_event", person, event, day))
