"""Asking for a publication, letting it out, refusing it. Each is one transaction and one audit entry."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record
from rekam.coverage.open_data import files
from rekam.coverage.open_data.models import Publication
from rekam.coverage.open_data.queries import Prepared, prepared
from rekam.coverage.open_data.rules import State
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@transaction.atomic
def ask_publication(*, area_code: str, base: str, actor: str, at: datetime) -> Publication:
    """Ask another officer to publish a semester's counts of an area.

    Raises RuleBroken("not_found") outside the scope, "base_unknown", and "open_data_asked" where that
    semester waits already or was published.
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    row = Publication(area_code=area_code, base=base, asked_by=actor, asked_at=at)
    row.sha256 = prepared(area_code=area_code, base=base, today=office_day(at)).sha256
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("open_data_asked") from error
    record("coverage.open_data_asked", actor=actor, at=at, **_facts(row))
    return row


@transaction.atomic
def approve_publication(*, publication: UUID, actor: str, at: datetime) -> Publication:
    """Write the files that were asked for to where everybody may read them; there is no way back.

    Raises RuleBroken("not_found" | "four_eyes" | "open_data_decided" | "open_data_published"), and
    "open_data_changed" where they would no longer be those that were asked for.
    """
    row = _lock(publication)
    check_four_eyes(entered_by=row.asked_by, decided_by=actor)
    found = _as_asked(row, at=at)
    _decide(row, to=State.PUBLISHED, actor=actor, at=at)
    record("coverage.open_data_published", actor=actor, at=at, **_facts(row))
    files.publish(found.cells, area_code=row.area_code, rests_on=found.rests_on, out=files.folder())
    return row


@transaction.atomic
def refuse_publication(*, publication: UUID, actor: str, at: datetime) -> Publication:
    """Close a request without files; who asked may do so too.

    Raises RuleBroken("not_found" | "open_data_decided").
    """
    row = _lock(publication)
    _decide(row, to=State.REFUSED, actor=actor, at=at)
    record("coverage.open_data_refused", actor=actor, at=at, **_facts(row))
    return row


def _lock(publication: UUID) -> Publication:
    row = Publication.objects.select_for_update().filter(uuid=publication).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.state != State.ASKED:
        raise RuleBroken("open_data_decided")
    return row


def _as_asked(row: Publication, *, at: datetime) -> Prepared:
    try:
        found = prepared(area_code=row.area_code, base=row.base, today=office_day(at))
    except RuleBroken as broken:
        raise RuleBroken("open_data_changed", why=broken.code) from broken
    if found.sha256 != row.sha256:
        raise RuleBroken("open_data_changed")
    return found


def _decide(row: Publication, *, to: State, actor: str, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = to, actor, at
    row.save(update_fields=["state", "decided_by", "decided_at"])


def _facts(row: Publication) -> dict[str, str]:
    return {"case": str(row.uuid), "area": row.area_code, "base": row.base, "sha256": row.sha256}
