"""Writing down ways and boats, one by one or as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.rules import WEEK
from rekam.outreach.sites.tables import read_table
from rekam.outreach.sites.travel.models import Boat, Link
from rekam.outreach.sites.travel.queries import links
from rekam.outreach.sites.travel.rules import Mode, Season, check_link

COLUMNS = {
    "start": ("dari", "from"),
    "end": ("ke", "to"),
    "minutes": ("menit", "minutes"),
    "mode": ("cara", "mode"),
    "first_month": ("bulan awal", "first_month"),
    "last_month": ("bulan akhir", "last_month"),
}
NEEDED = ("start", "end", "minutes")


@dataclass(frozen=True)
class Wrong:
    """A row of a table that was not taken: where and why."""

    line: int
    column: str
    code: str


@transaction.atomic
def keep_link(
    *,
    start: Site,
    end: Site,
    minutes: int,
    mode: Mode = Mode.ROAD,
    season: Season | None = None,
    actor: str,
    at: datetime,
) -> Link:
    """Write down how long a way takes, in place of what stood there for the same ends, mode and season.

    Raises RuleBroken("link_minutes" | "season_malformed" | "link_between_two").
    """
    row = _keep_link(
        start=start, end=end, minutes=minutes, mode=mode, season=season or Season(), actor=actor, at=at
    )
    record("outreach.link.kept", actor=actor, at=at, case=str(row.uuid))
    return row


def _keep_link(
    *, start: Site, end: Site, minutes: int, mode: Mode, season: Season, actor: str, at: datetime
) -> Link:
    check_link(minutes=minutes, season=season)
    if start == end:
        raise RuleBroken("link_between_two")
    row, _ = Link.objects.update_or_create(
        start=start,
        end=end,
        mode=mode,
        first_month=season.first,
        defaults={
            "area_code": settings.REKAM_OFFICE_AREA,
            "minutes": minutes,
            "last_month": season.last,
            "actor": actor,
            "at": at,
        },
    )
    return row


@transaction.atomic
def drop_link(*, link: UUID, actor: str, at: datetime) -> None:
    """Take a way back; the estimate holds again. Raises RuleBroken("not_found")."""
    row = Link.objects.filter(uuid=link).first()
    if row is None:
        raise RuleBroken("not_found")
    row.delete()
    record("outreach.link.dropped", actor=actor, at=at, case=str(link))


@transaction.atomic
def read_links(*, content: bytes, actor: str, at: datetime) -> tuple[int, Sequence[Wrong]]:
    """Take in a table of ways; how many were new or different, and the rows that were not taken.

    Sites are named by their codes. The same table again changes nothing.
    Raises RuleBroken as tables.read_table does.
    """
    before = {(row.start_id, row.end_id, row.mode, row.first_month): row for row in links()}
    sites = {site.code: site for site in Site.objects.all()}
    taken, wrong = 0, list[Wrong]()
    for line in read_table(content, columns=COLUMNS, needed=NEEDED):
        column = ""
        try:
            for column in ("start", "end"):
                if line.cells[column] not in sites:
                    raise RuleBroken("site_code_unknown")
            start, end = sites[line.cells["start"]], sites[line.cells["end"]]
            column = "minutes"
            minutes = _whole(line.cells["minutes"])
            season = Season(
                _whole(line.cells["first_month"] or "1"), _whole(line.cells["last_month"] or "12")
            )
            mode = _mode(line.cells["mode"])
            known = before.get((start.pk, end.pk, mode.value, season.first))
            if known and (known.minutes, known.last_month) == (minutes, season.last):
                continue
            _keep_link(start=start, end=end, minutes=minutes, mode=mode, season=season, actor=actor, at=at)
            taken += 1
        except RuleBroken as broken:
            wrong.append(Wrong(line.number, column, broken.code))
    record("outreach.links.read", actor=actor, at=at, taken=taken, wrong=len(wrong))
    return taken, wrong


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        raise RuleBroken("link_minutes")
    return int(text)


MODES = {"": Mode.ROAD, "jalan": Mode.ROAD, "road": Mode.ROAD, "kapal": Mode.BOAT, "boat": Mode.BOAT}
MODES |= {"kaki": Mode.FOOT, "foot": Mode.FOOT}


def _mode(text: str) -> Mode:
    if text.lower() not in MODES:
        raise RuleBroken("link_mode")
    return MODES[text.lower()]


@transaction.atomic
def keep_boat(
    *,
    start: Site,
    end: Site,
    departs: time,
    minutes: int,
    weekdays: Sequence[int],
    season: Season | None = None,
    actor: str,
    at: datetime,
) -> Boat:
    """Add a boat to the timetable, one way; the way back is a boat of its own.

    Raises RuleBroken("link_minutes" | "season_malformed" | "link_between_two" | "boat_known" |
    "site_never_open").
    """
    season = season or Season()
    check_link(minutes=minutes, season=season)
    if start == end:
        raise RuleBroken("link_between_two")
    if not weekdays or not set(weekdays) <= set(WEEK):
        raise RuleBroken("site_never_open")
    row = Boat(
        area_code=settings.REKAM_OFFICE_AREA,
        start=start,
        end=end,
        departs=departs,
        minutes=minutes,
        weekdays=sorted(weekdays),
        first_month=season.first,
        last_month=season.last,
        actor=actor,
        at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("boat_known") from error
    record("outreach.boat.kept", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def drop_boat(*, boat: UUID, actor: str, at: datetime) -> None:
    """Take a boat off the timetable. Raises RuleBroken("not_found")."""
    row = Boat.objects.filter(uuid=boat).first()
    if row is None:
        raise RuleBroken("not_found")
    row.delete()
    record("outreach.boat.dropped", actor=actor, at=at, case=str(boat))
