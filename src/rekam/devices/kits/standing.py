"""How kits stand today: their parts, what is away, since when they are dead, when they are back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from rekam.devices.kits import availability, repairs
from rekam.devices.kits.availability import DayState, KitDay, KitNow, PartNow, Reserved
from rekam.devices.kits.guests import guests
from rekam.devices.kits.models import Kit, Part, PartEvent, Reservation
from rekam.devices.kits.repairs import Done, Expected, Stays
from rekam.devices.kits.rules import BROKEN, NEEDED, Act, PartKind, State

USABLE = (DayState.READY, DayState.RESERVED)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A kit as it stands today.

    parts        those in it and those that belong to it, working ones first, no written-off one
    dead_since   since when it cannot record; None for one that can
    back_on      when it can again, as far as past repairs tell
    """

    kit: Kit
    parts: Sequence[Part]
    now: KitNow
    today: KitDay
    dead_since: date | None
    back_on: date | None

    @property
    def is_usable(self) -> bool:
        """Whether it can record today."""
        return self.today.state in USABLE

    def here(self, kind: PartKind) -> Part | None:
        """The part of that kind in the kit, the best one where there are two."""
        return next((one for one in self.parts if one.kind == kind and one.kit_id == self.kit.pk), None)

    def away(self, kind: PartKind) -> Part | None:
        """The kit's own part of that kind that is somewhere else."""
        return next((one for one in self.parts if one.kind == kind and one.kit_id != self.kit.pk), None)


def past_stays() -> Stays:
    """Days that past repairs took from each stage to "ready", of all parts of the scope."""
    return repairs.stays_of_all(histories().values())


def histories() -> Mapping[int, Sequence[Done]]:
    """What was done with each part of the scope (by primary key), oldest first.

    What happened to a part elsewhere is not to be seen here: its history ends before that gap.
    """
    found: dict[int, list[Done]] = defaultdict(list)
    rows = PartEvent.objects.order_by("part_id", "number")
    for part, number, act, on in rows.values_list("part_id", "number", "act", "on"):
        if number == len(found[part]) + 1:
            found[part].append(Done(Act(act), on))
    return {part: done for part, done in found.items() if done}


def expected_back(part: Part, *, today: date, past: Stays) -> Expected | None:
    """When a broken part is about to be ready; None for one that is not broken, or where nothing tells."""
    state = State(part.state)
    return repairs.expected(state, since=part.state_on, today=today, past=past) if state in BROKEN else None


def standings(chosen: Sequence[Kit], *, today: date) -> list[Standing]:
    """How these kits stand today, in their order."""
    past, keys = past_stays(), [kit.pk for kit in chosen]
    of_kit: dict[int, list[Part]] = defaultdict(list)
    rows = Part.objects.filter(Q(kit__in=keys) | Q(home__in=keys)).exclude(state=State.WRITTEN_OFF)
    known = (*rows.select_related("kit", "home").order_by("pk"), *guests())
    for part in {part.pk: part for part in known}.values():  # a lent part as its borrower has it
        for key in {part.kit_id, part.home_id}:
            if key is not None:
                of_kit[key].append(part)
    promised: dict[int, list[Reserved]] = defaultdict(list)
    for one in Reservation.objects.filter(kit__in=keys, cancelled_at=None, last__gte=today):
        promised[one.kit_id].append(Reserved(first=one.first, last=one.last))
    return [
        _standing(kit, parts=of_kit[kit.pk], reserved=promised[kit.pk], today=today, past=past)
        for kit in chosen
    ]


def _standing(
    kit: Kit,
    *,
    parts: Sequence[Part],
    reserved: Sequence[Reserved],
    today: date,
    past: Stays,
) -> Standing:
    parts = sorted(parts, key=lambda part: (part.state != State.READY, part.pk))
    now = KitNow(
        kit=kit.uuid,
        team=kit.team,
        parts=[_part_now(part, kit=kit, today=today, past=past) for part in parts],
        reserved=reserved,
    )
    day = availability.kit_day(now, day=today)
    dead = day.state not in USABLE
    return Standing(
        kit=kit,
        parts=parts,
        now=now,
        today=day,
        dead_since=_dead_since(kit, parts=parts) if dead else None,
        back_on=availability.back_on(now, today=today),
    )


def _part_now(part: Part, *, kit: Kit, today: date, past: Stays) -> PartNow:
    expected = expected_back(part, today=today, past=past)
    ready_on = today if part.state == State.READY else expected.on if expected else None
    kind, on_time = PartKind(part.kind), part.due_on is not None and part.due_on >= today
    after = part.due_on + timedelta(days=1) if part.due_on is not None and on_time else None
    if part.kit_id != kit.pk:
        return PartNow(kind=kind, ready_on=ready_on, here_from=after)
    until = part.due_on if on_time else None
    return PartNow(kind=kind, ready_on=ready_on, here_from=today, here_until=until)


def _dead_since(kit: Kit, *, parts: Sequence[Part]) -> date:
    """The first day of those since which a needed kind is wanting."""
    since = []
    for kind in NEEDED:
        own = [part for part in parts if part.kind == kind]
        if not any(part.kit_id == kit.pk and part.state == State.READY for part in own):
            since.append(min((part.broken_on or part.last_on for part in own), default=kit.since))
    return min(since)
