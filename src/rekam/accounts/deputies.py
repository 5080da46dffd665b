"""Who does an absent officer's work, from one day to another. Enter through services."""

from datetime import date, datetime

from django.db import transaction

from rekam.accounts.models import Account, Deputy
from rekam.accounts.officers import close_deputy, is_managed_by
from rekam.accounts.rules import Role, check_deputy_days, check_stand_in
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def give_deputy(
    *, absent: Account, stand_in: Account, from_day: date, until_day: date, by: Account, at: datetime
) -> Deputy:
    """Let somebody do an absent officer's work on these days; permission and areas follow.

    Raises RuleBroken("not_found" | "deputy_is_absent" | "deputy_forbidden" | "deputy_out_of_area" |
    "deputy_days" | "deputy_known").
    """
    if not (is_managed_by(absent, by=by) and is_managed_by(stand_in, by=by) and stand_in.is_active):
        raise RuleBroken("not_found")
    if absent == stand_in:
        raise RuleBroken("deputy_is_absent")
    check_stand_in(
        absent=Role(absent.role),
        absent_areas=absent.areas,
        stand_in=Role(stand_in.role),
        areas=stand_in.areas,
    )
    today = by.day(at)
    check_deputy_days(from_day=from_day, until_day=until_day, today=today)
    same = Deputy.objects.filter(absent=absent, stand_in=stand_in, ended_at=None)
    if same.filter(from_day__lte=until_day, until_day__gte=from_day).exists():
        raise RuleBroken("deputy_known")
    deputy = Deputy.objects.create(
        absent=absent,
        stand_in=stand_in,
        from_day=from_day,
        until_day=until_day,
        given_by=by.username,
        given_at=at,
    )
    days = {"from_day": from_day.isoformat(), "until_day": until_day.isoformat()}
    people = [str(absent.uuid), str(stand_in.uuid)]
    record("accounts.deputy_given", actor=by.username, at=at, subjects=people, **days)
    return deputy


@transaction.atomic
def end_deputy(deputy: Deputy, *, by: Account, at: datetime) -> None:
    """End it before its last day. Raises RuleBroken("not_found")."""
    if deputy.ended_at is not None or not is_managed_by(deputy.absent, by=by):
        raise RuleBroken("not_found")
    close_deputy(deputy, by=by, at=at)
