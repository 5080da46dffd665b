"""Writing down what came of a visit."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.pictures import clean_photo
from rekam.outreach.models import Visit
from rekam.outreach.results.models import LONGEST_NOTE, Photo, Report, Source
from rekam.outreach.results.queries import told_by_recordings, unreported
from rekam.outreach.results.rules import MOST_PHOTOS, Counts, check_report
from rekam.outreach.rules import READ_DAYS
from rekam.vault import services as vault

STATIONS = "stasiun"  # who told it, where no officer did
MOST_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an officer tells of a visit.

    counts  of the list
    beyond  how many were recorded who were not on the list
    queue_left  whether people still waited when the time was over
    cost    of the visit in rupiah; None where nobody reckoned it
    note    anything worth knowing next time; no names
    """

    counts: Counts
    beyond: int = 0
    queue_left: bool = False
    cost: int | None = None
    note: str = ""


@transaction.atomic
def report_visit(*, visit: UUID, told: Told, actor: str, at: datetime) -> Report:
    """Write down what came of a visit; a second report corrects the first, which stays.

    Raises RuleBroken("visit_unknown" | "visit_over" | "visit_not_yet" | "report_does_not_add_up" |
    "report_negative" | "note_too_long").
    """
    row = _lock(visit, at=at)
    if len(told.note) > LONGEST_NOTE:
        raise RuleBroken("note_too_long", limit=LONGEST_NOTE)
    drafted = told_by_recordings(row)
    check_report(told.counts, target=drafted.target, beyond=told.beyond)
    as_arrived = (told.counts, told.beyond) == (drafted.counts, drafted.beyond)
    report = Report.objects.create(
        visit=row,
        area_code=row.area_code,
        number=row.reports.count() + 1,
        source=Source.STATION if as_arrived else Source.FORM,
        target=drafted.target,
        known=max(row.known, drafted.target),
        beyond=told.beyond,
        queue_left=told.queue_left,
        cost=told.cost,
        note=told.note.strip(),
        told_by=actor,
        told_at=at,
        **asdict(told.counts),
    )
    record(
        "outreach.visit.reported",
        actor=actor,
        at=at,
        subjects=[str(row.uuid)],
        purpose=Purpose.OUTREACH,
        case=str(row.uuid),
        number=report.number,
    )
    return report


def report_by_stations(*, at: datetime) -> int:
    """Report visits as the recordings that arrived tell them, where nobody did so in time; how many.

    A visit from which nothing came waits on: it may not have taken place, or its laptop is not back.
    """
    waiting = unreported(before=office_day(at) - timedelta(days=READ_DAYS), limit=MOST_AT_ONCE)
    drafts = [(visit, told_by_recordings(visit)) for visit in waiting]
    arrived = [(visit, draft) for visit, draft in drafts if draft.counts.came + draft.beyond]
    for visit, draft in arrived:
        told = Told(counts=draft.counts, beyond=draft.beyond)
        report_visit(visit=visit.uuid, told=told, actor=STATIONS, at=at)
    return len(arrived)


@transaction.atomic
def keep_photos(*, visit: UUID, photos: Sequence[bytes], actor: str, at: datetime) -> int:
    """Keep photographs that prove a visit, made again from their pixels; how many there are now.

    Raises RuleBroken("visit_unknown" | "visit_over" | "visit_not_yet" | "photos_too_many" | "photo_missing" |
    "photo_too_large" | "photo_type_wrong" | "paper_unreadable").
    """
    row = _lock(visit, at=at)
    have = row.photos.count()
    if have + len(photos) > MOST_PHOTOS:
        raise RuleBroken("photos_too_many", limit=MOST_PHOTOS)
    for number, data in enumerate(photos, start=have + 1):
        address = vault.keep(clean_photo(data), kind="visit")
        Photo.objects.create(
            visit=row, area_code=row.area_code, number=number, photo=address, kept_by=actor, kept_at=at
        )
    record("outreach.visit.photographed", actor=actor, at=at, subjects=[str(row.uuid)], case=str(row.uuid))
    return have + len(photos)


@transaction.atomic
def forget_photos(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let go of photographs kept before that moment; their visits' ids. That there were some stays known."""
    photos = Photo.objects.filter(kept_at__lt=before).exclude(photo="").select_related("visit")
    found = list(photos.order_by("pk"))
    if not dry_run:
        photos.update(photo="")
        vault.forget_unless_held((photo.photo for photo in found), held=_has_photo)
    return [str(photo.visit.uuid) for photo in found]


def _has_photo(address: str) -> bool:
    return Photo.objects.filter(photo=address).exists()


def _lock(visit: UUID, *, at: datetime) -> Visit:
    row = Visit.objects.select_for_update().filter(uuid=visit).first()
    if row is None:
        raise RuleBroken("visit_unknown")
    if row.called_off_at:
        raise RuleBroken("visit_over")
    if row.on > office_day(at):
        raise RuleBroken("visit_not_yet", on=row.on.isoformat())
    return row
