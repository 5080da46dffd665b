"""Keeping teams and their absences."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.queries import get_site
from rekam.outreach.sites.rules import WEEK, Kind, check_hours, check_period
from rekam.outreach.sites.teams.models import Absence, Team
from rekam.outreach.sites.teams.queries import get_team


@transaction.atomic
def keep_team(
    *,
    team: UUID | None,
    name: str,
    office: UUID,
    members: Sequence[str],
    weekdays: Sequence[int],
    leaves: time,
    back: time,
    saturday_leaves: time | None = None,
    saturday_back: time | None = None,
    actor: str,
    at: datetime,
) -> Team:
    """Add a team, or change one: where it begins, who is in it (user names), when it works.

    saturday_leaves, saturday_back  both or neither: None = as on other days

    Raises RuleBroken("not_found" | "team_name_known" | "team_hours" | "site_never_open").
    """
    home = get_site(office)
    if home.kind != Kind.OFFICE:
        raise RuleBroken("not_found")
    check_hours(leaves=leaves, back=back)
    check_hours(leaves=saturday_leaves, back=saturday_back)
    if not weekdays or not set(weekdays) <= set(WEEK):
        raise RuleBroken("site_never_open")
    row = Team() if team is None else get_team(team)
    row.name, row.office, row.area_code = name.strip(), home, home.area_code
    row.members, row.weekdays, row.leaves, row.back = list(members), sorted(weekdays), leaves, back
    row.saturday_leaves, row.saturday_back = saturday_leaves, saturday_back
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RuleBroken("team_name_known") from error
    record("outreach.team.kept", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def end_team(*, team: UUID, on: date, actor: str, at: datetime) -> Team:
    """Say that a team is no more from a day on. Raises RuleBroken("not_found")."""
    row = get_team(team)
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    record("outreach.team.ended", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def note_absence(*, team: UUID, first: date, last: date, why: str, actor: str, at: datetime) -> Absence:
    """Days (both included) on which a team stays in. Raises RuleBroken("not_found" | "period_malformed")."""
    check_period(first=first, last=last)
    row = get_team(team)
    made = Absence.objects.create(
        team=row, area_code=row.area_code, first=first, last=last, why=why.strip(), actor=actor, at=at
    )
    record("outreach.team.away", actor=actor, at=at, case=str(row.uuid))
    return made


@transaction.atomic
def drop_absence(*, absence: UUID, actor: str, at: datetime) -> Team:
    """Take an absence back. Raises RuleBroken("not_found")."""
    row = Absence.objects.filter(uuid=absence).select_related("team").first()
    if row is None:
        raise RuleBroken("not_found")
    team = row.team
    row.delete()
    record("outreach.team.back", actor=actor, at=at, case=str(team.uuid))
    return team
