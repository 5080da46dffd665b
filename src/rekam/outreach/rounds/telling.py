"""What came of the visits of a day: told home by home, and reported once every home of a team is told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.enrolment.ways.queries import recorded_on_visit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.results.services import Told, report_visit
from rekam.outreach.rounds import queries
from rekam.outreach.rounds.models import HomeDay, HomeStop, Route
from rekam.outreach.rounds.rules import BECOMES, GONE, Outcome, buckets
from rekam.outreach.rounds.words import OUTCOMES
from rekam.outreach.sites.homes.rules import State as Request
from rekam.outreach.sites.homes.services import close_request, correct_request


@transaction.atomic
def tell(*, home: UUID, outcome: Outcome, note: str, actor: str, at: datetime) -> HomeStop:
    """Write down what came of one visit; the request ends, or waits again, and the last home of a team
    makes its report.

    note  anything worth knowing next time; the outcome's own word where it is empty
    Raises RuleBroken("not_found" | "round_not_announced" | "round_not_yet" | "round_told" |
    "home_visit_step").
    """
    row = queries.get_home(home)
    if row.home_day.announced_at is None or row.route is None:
        raise RuleBroken("round_not_announced")
    if row.home_day.on > office_day(at):
        raise RuleBroken("round_not_yet")
    if row.outcome:
        raise RuleBroken("round_told")
    row.outcome, row.note, row.told_by, row.told_at = outcome, note.strip(), actor, at
    row.save(update_fields=["outcome", "note", "told_by", "told_at"])
    _close(row, actor=actor, at=at)
    _report(row.route, actor=actor, at=at)
    return row


@transaction.atomic
def correct(*, home: UUID, outcome: Outcome, note: str, actor: str, at: datetime) -> HomeStop:
    """Say otherwise what came of a visit: its request goes where the new outcome sends it, and the team's
    report is made anew beside the first. What was said before stays in the audit.

    Raises RuleBroken("not_found" | "round_not_told" | "round_followed" | "round_planned_again" |
    "home_visit_open" | "home_visit_forgotten").
    """
    row = queries.get_home(home)
    if not row.outcome or row.route is None:
        raise RuleBroken("round_not_told")
    if row.followed_at is not None:
        raise RuleBroken("round_followed")
    if row.request.state == Request.PLANNED:
        raise RuleBroken("round_planned_again")
    before = row.outcome
    row.outcome, row.note, row.told_by, row.told_at = outcome, note.strip(), actor, at
    row.save(update_fields=["outcome", "note", "told_by", "told_at"])
    correct_request(request=row.request.uuid, state=BECOMES[outcome], note=_note(row), at=at)
    _audit("outreach.home_visit.corrected", row, actor=actor, at=at, before=before, after=str(outcome))
    _report(row.route, actor=actor, at=at)
    return row


def _close(row: HomeStop, *, actor: str, at: datetime) -> None:
    outcome = Outcome(row.outcome)
    close_request(request=row.request.uuid, state=BECOMES[outcome], note=_note(row), actor=actor, at=at)
    if outcome in GONE:
        _audit("outreach.home_visit.gone", row, actor=actor, at=at)


def _note(row: HomeStop) -> str:
    outcome = Outcome(row.outcome)
    return row.note or ("" if BECOMES[outcome] is Request.DONE else str(OUTCOMES[outcome]))


def _report(route: Route, *, actor: str, at: datetime) -> None:
    """The visit's report, where every home is told and the visit calls up those homes and nobody else."""
    homes = [home for home in queries.homes_of(route.home_day) if home.route_id == route.pk]
    if route.visit is None or not all(home.outcome for home in homes):
        return
    listed = [home for home in homes if home.request.resident]
    if {str(home.request.resident) for home in listed} != set(route.visit.people):
        return
    counts = buckets(Outcome(home.outcome) for home in listed)
    beyond = sum(home.outcome == Outcome.RECORDED for home in homes) - counts.recorded
    report_visit(visit=route.visit.uuid, told=Told(counts=counts, beyond=beyond), actor=actor, at=at)


@transaction.atomic
def tell_arrived(*, home_day: UUID, actor: str, at: datetime) -> Sequence[HomeStop]:
    """Write down as recorded whoever's recording has arrived from the stations by now; those homes.

    Raises RuleBroken("not_found" | "round_not_announced" | "round_not_yet").
    """
    row = queries.get_day(home_day, lock=True)
    if row.announced_at is None:
        raise RuleBroken("round_not_announced")
    told = []
    for home in arrived(row):
        told.append(tell(home=home.uuid, outcome=Outcome.RECORDED, note="", actor=actor, at=at))
    return told


def arrived(home_day: HomeDay) -> Sequence[HomeStop]:
    """Homes of which nothing is told yet, and whose recording at this day's visit has arrived."""
    found = []
    for route in queries.routes_of(home_day):
        made = recorded_on_visit(route.visit.uuid) if route.visit else {}
        taken = {person for person, succeeded in made.items() if person is not None and succeeded}
        open_ = HomeStop.objects.filter(route=route, outcome="", request__resident__in=taken)
        found += list(open_.select_related("request").order_by("order"))
    return found


@transaction.atomic
def follow_up(*, home: UUID, actor: str, at: datetime) -> HomeStop:
    """Note that the register has heard of somebody who died or moved.

    Raises RuleBroken("not_found" | "round_not_gone").
    """
    row = queries.get_home(home)
    if row.outcome not in GONE or row.followed_at is not None:
        raise RuleBroken("round_not_gone")
    row.followed_by, row.followed_at = actor, at
    row.save(update_fields=["followed_by", "followed_at"])
    _audit("outreach.home_visit.followed", row, actor=actor, at=at)
    return row


@transaction.atomic
def forget_notes(*, before: datetime, dry_run: bool = False) -> list[str]:
    """Empty the notes told before that moment; the ids of their homes."""
    rows = HomeStop.objects.filter(told_at__lt=before).exclude(note="").order_by("pk")
    ids = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.update(note="")
    return ids


def _audit(action: str, row: HomeStop, *, actor: str, at: datetime, **facts: str) -> None:
    person = row.request.resident
    record(
        action,
        actor=actor,
        at=at,
        subjects=[str(person)] if person else [],
        purpose=Purpose.OUTREACH,
        case=str(row.request.uuid),
        **facts,
    )
