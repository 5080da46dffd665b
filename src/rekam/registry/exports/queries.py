"""Reads of exports, in the scope of whoever asks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from rekam.accounts.caps.queries import limit_of, used_of
from rekam.accounts.caps.rules import Sort, Standing, fits
from rekam.accounts.permissions import Account
from rekam.accounts.queries import accounts_of_person
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.registry.exports import rules
from rekam.registry.exports.models import Export
from rekam.registry.exports.rules import DECIDE_WITHIN, Kind, State, belongs
from rekam.registry.models import Resident
from rekam.registry.rules import Nationality, Status
from rekam.registry.voters.queries import first_time_voters

AT_MOST = 100


def get_export(export: UUID) -> Export:
    """The export with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = Export.objects.filter(uuid=export).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def exports() -> Sequence[Export]:
    """The scope's last exports, the newest first; at most 100."""
    return list(Export.objects.defer("marks").order_by("-asked_at", "-pk")[:AT_MOST])


def waiting(*, at: datetime, not_by: str = "", limit: int = AT_MOST) -> Sequence[Export]:
    """Exports of the scope that wait for a second officer and can still be decided, the oldest first.

    not_by   leaves out what this officer asked for himself, since he may not decide it
    """
    return list(_waiting(at=at, not_by=not_by).defer("marks").order_by("asked_at", "pk")[:limit])


def count_waiting(*, at: datetime, not_by: str = "") -> int:
    """How many of them there are."""
    return _waiting(at=at, not_by=not_by).count()


def is_waiting(wanted: Mapping[str, object], *, at: datetime) -> bool:
    """Whether a request with these columns waits for a second officer already."""
    return _waiting(at=at, not_by="").filter(**wanted).exists()


def check_fetch(row: Export, *, actor: str, at: datetime) -> None:
    """Whether this officer may fetch the file now, as far as the export itself goes.

    Raises what rules.check_fetch raises, RuleBroken("export_expired") too where the rows are forgotten.
    """
    rules.check_fetch(
        state=State(row.state),
        asked_by=row.asked_by,
        expires_at=row.expires_at,
        downloads=row.downloads,
        actor=actor,
        at=at,
    )
    if not row.content:
        raise RuleBroken("export_expired")


def hindrance(row: Export, *, account: Account, at: datetime) -> str:
    """The code with which fetching would be refused now; "" where the file lies ready."""
    try:
        check_fetch(row, actor=account.username, at=at)
    except RuleBroken as broken:
        return broken.code
    today = exported_today(account, at=at)
    return "" if fits(used=today.used, people=row.people, limit=today.limit) else "daily_limit_reached"


def exported_today(account: Account, *, at: datetime) -> Standing:
    """How many residents left in this officer's files today, of how many."""
    day = account.day(at)
    return Standing(
        used_of(account, day=day, sort=Sort.EXPORTED), limit_of(account, day=day, sort=Sort.EXPORTED)
    )


def people(*, kind: Kind, area_code: str, on: date, polling: date | None = None) -> list[Resident]:
    """The residents of an area that a purpose is about, as of a day; by the one rule, person by person.

    polling   the polling day of a list of voters. Raises RuleBroken("polling_day_missing" |
              "polling_day_too_early").
    """
    if kind is Kind.VOTERS:
        if polling is None:
            raise RuleBroken("polling_day_missing")
        return first_time_voters(area_code=area_code, polling=polling)
    rows = registry.residents(area_code=area_code).filter(status=Status.ACTIVE)
    if kind is not Kind.MATCHING:
        rows = rows.filter(recorded_on=None)
    return [row for row in rows.order_by("pk").iterator() if _belongs(row, kind=kind, on=on)]


def _waiting(*, at: datetime, not_by: str) -> QuerySet[Export]:
    rows = Export.objects.filter(state=State.ASKED, asked_at__gte=at - DECIDE_WITHIN)
    return rows.exclude(asked_by__in=accounts_of_person(not_by)) if not_by else rows


def _belongs(row: Resident, *, kind: Kind, on: date) -> bool:
    return belongs(
        kind=kind,
        born=row.birth_date,
        ever_married=row.ever_married,
        nationality=Nationality(row.nationality),
        permit_until=row.permit_until,
        status=Status(row.status),
        recorded_on=row.recorded_on,
        on=on,
    )
