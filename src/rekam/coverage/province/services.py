"""Saying which areas are remote, on a border, on the coast or islands, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.coverage.province.models import AreaAttribute
from rekam.coverage.province.rules import AreaKind
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import Level, get_area


@transaction.atomic
def set_area_kind(*, area_code: str, kind: AreaKind, source: str, actor: str, at: datetime) -> AreaAttribute:
    """Say that a kecamatan (with all its kelurahan) or one kelurahan is of a kind.

    source   the paper that says so
    Raises RuleBroken("not_found") for an area outside the scope, "area_code_malformed", "area_unknown",
    "area_kind_level", or "area_kind_known" where it is said already.
    """
    area = get_area(area_code).code
    if not current_scope().contains(area.text):
        raise RuleBroken("not_found")
    if area.level < Level.KECAMATAN:
        raise RuleBroken("area_kind_level")
    row = AreaAttribute(area_code=area.text, kind=kind, source=source, set_by=actor, set_at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("area_kind_known") from error
    record("coverage.area_kind_set", actor=actor, at=at, area=area.text, kind=kind)
    return row


@transaction.atomic
def withdraw_area_kind(*, mark: UUID, actor: str, at: datetime) -> AreaAttribute:
    """Take a kind back; it stays in the table and in the audit.

    Raises RuleBroken("not_found") where the scope has none that stands.
    """
    row = AreaAttribute.objects.select_for_update().filter(uuid=mark, withdrawn_at=None).first()
    if row is None:
        raise RuleBroken("not_found")
    row.withdrawn_by, row.withdrawn_at = actor, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record("coverage.area_kind_withdrawn", actor=actor, at=at, area=row.area_code, kind=row.kind)
    return row
