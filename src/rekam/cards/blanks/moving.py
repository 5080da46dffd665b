"""The one way in which a blank moves: locked, checked against the table, written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from rekam.cards.blanks import rules
from rekam.cards.blanks.losses.watch import refuse_stolen
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken

ROWS_A_TIME = 2000


def lock_blank(serial: str, *, doing: str = "", actor: str = "", at: datetime | None = None) -> Blank:
    """The blank of this serial in the current scope, locked; what `lock_blanks` raises."""
    return lock_blanks([serial], doing=doing, actor=actor, at=at)[0]


def lock_blanks(
    serials: Iterable[str],
    *,
    doing: str = "",
    actor: str = "",
    at: datetime | None = None,
    lost_too: bool = False,
) -> list[Blank]:
    """The blanks of these serials, locked, by serial; locking in one order keeps two acts from a deadlock.

    doing       the state that they would get, and who asks when: for the alarm where one is known as stolen
    lost_too    whether this is about lost blanks, so that no alarm is raised
    Raises RuleBroken("lot_empty" | "blank_known_as_stolen" | "blank_unknown").
    """
    wanted = sorted(set(serials))
    if not wanted:
        raise RuleBroken("lot_empty")
    found = list(Blank.objects.select_for_update().filter(serial__in=wanted).order_by("serial"))
    missing = sorted(set(wanted) - {blank.serial for blank in found})
    if not lost_too:
        lost = [blank.serial for blank in found if blank.state == BlankState.LOST]
        refuse_stolen([*missing, *lost], site="", doing=doing, actor=actor, at=at)
    if missing:
        raise RuleBroken("blank_unknown", serial=missing[0])
    return found


def step(
    blank: Blank, *, to: BlankState, actor: str, at: datetime, reason: str = "", carrier: str = ""
) -> None:
    """Move a locked blank into another account of its site.

    carrier   the team that prints it or gives it out, "" for the counter; what a team prints stays with it
    Raises RuleBroken("blank_step_not_allowed" | "blank_carried" | "blank_known_as_stolen"), and by the
    database's word RuleBroken("blank_used").
    """
    rules.check_custody(carrier=blank.carrier, used_by=carrier, to=to)
    if blank.carrier:
        to = rules.CHECKED_OUT.get(to, to)
    move_blanks([(blank, to)], told=Told(actor=actor, at=at, reason=reason, carrier=blank.carrier))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is written of an act beside which blanks it moved.

    second       the other officer of an act of two
    carrier      the team that had or got them
    site         where they arrive, if that is another site than the one that answered for them
    other_site   the far end of a shipment
    move         the act, which for the road is the shipment
    """

    actor: str
    at: datetime
    reason: str = ""
    second: str = ""
    carrier: str = ""
    site: str = ""
    other_site: str = ""
    move: UUID = field(default_factory=uuid4)


def move_blanks(steps: Sequence[tuple[Blank, BlankState]], *, told: Told) -> None:
    """Write one move for each of these locked blanks, as one act, and where they are now.

    Raises RuleBroken("blank_step_not_allowed" | "blank_known_as_stolen" | "blank_used").
    """
    _check_steps(steps, told=told)
    rows = [_moved(blank, to=to, told=told) for blank, to in steps]
    try:
        with transaction.atomic():
            BlankMove.objects.bulk_create(rows, batch_size=ROWS_A_TIME)
    except IntegrityError as error:
        raise RuleBroken("blank_used", serial=steps[0][0].serial) from error
    _keep([blank for blank, _ in steps])


def _check_steps(steps: Sequence[tuple[Blank, BlankState]], *, told: Told) -> None:
    for blank, to in steps:
        if blank.state == BlankState.LOST and to not in {*rules.KEPT, BlankState.LOST}:
            refuse_stolen([blank.serial], site=blank.area_code, doing=to, actor=told.actor, at=told.at)
        rules.check_blank_step(state=BlankState(blank.state), to=to)


def _moved(blank: Blank, *, to: BlankState, told: Told) -> BlankMove:
    """The blank as it is after the step, and the move that says so."""
    state = BlankState(blank.state)
    left_as = rules.returns_as(state, before=blank.before)
    blank.area_code = told.site or blank.area_code
    blank.state, blank.moved = to, blank.moved + 1
    blank.before = left_as if to in rules.AWAY else ""
    blank.carrier = told.carrier if to in rules.WITH_A_TEAM else ""
    blank.bound_for, blank.shipment = (told.other_site, told.move) if to is BlankState.ROAD else ("", None)
    return BlankMove(
        blank=blank,
        serial=blank.serial,
        number=blank.moved,
        area_code=blank.area_code,
        source=state,
        target=to,
        other_site=told.other_site,
        at=told.at,
        actor=told.actor,
        second=told.second,
        carrier=told.carrier,
        reason=told.reason,
        move=told.move,
    )


def _keep(blanks: Sequence[Blank]) -> None:
    """Save where these blanks are: one statement for all that are alike."""
    fields = ("area_code", "state", "before", "carrier", "bound_for", "shipment")

    def alike(blank: Blank) -> tuple[str, ...]:
        return tuple(str(getattr(blank, field)) for field in fields)

    for _, group in groupby(sorted(blanks, key=alike), key=alike):
        same = list(group)
        rows = Blank.objects.filter(pk__in=[blank.pk for blank in same])
        rows.update(moved=F("moved") + 1, **{field: getattr(same[0], field) for field in fields})


def check_site(site: str) -> None:
    """Refuse a site outside the officer's areas. Raises RuleBroken("site_not_yours")."""
    if not current_scope().contains(site):
        raise RuleBroken("site_not_yours", site=site)
