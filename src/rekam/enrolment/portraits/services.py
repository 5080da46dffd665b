"""Taking a new photograph of somebody who is recorded, and putting it in force. Enter through services."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import queries
from rekam.enrolment.images import clean_png, find_portrait
from rekam.enrolment.models import Record
from rekam.enrolment.portraits import rules
from rekam.enrolment.portraits.looking import look_at
from rekam.enrolment.portraits.models import PortraitChange
from rekam.enrolment.portraits.rules import Standing
from rekam.enrolment.services import verify_holder
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.registry.rules import Nationality
from rekam.vault import services as vault

if TYPE_CHECKING:
    from rekam.abis.engine.samples import Sample

__all__ = [
    "Taken",
    "Vouched",
    "agree",
    "clean_png",
    "decide",
    "find_portrait",
    "forget_unused",
    "forget_words",
    "take",
]

VOUCHED = "vouched"  # a decision beside those of a comparison: nothing was compared
NO_WORDS: dict[str, object] = {"excuse_reason": "", "witnesses": []}
NOT_KEPT = (Standing.TAKEN, Standing.DROPPED, Standing.REFUSED)


@dataclass(frozen=True, kw_only=True)
class Vouched:
    """Why nothing of the holder can be compared, and which two people say who it is."""

    code: str
    reason: str
    witnesses: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of a new photograph.

    decision   of the 1:1 comparison, or VOUCHED: only after "hit" and VOUCHED there is a change
    """

    decision: str
    change: PortraitChange | None = None


@transaction.atomic
def take(
    *,
    record: UUID,
    picture: bytes,
    samples: "Sequence[Sample]",
    ground: str,
    note: str,
    vouched: Vouched | None = None,
    actor: str,
    at: datetime,
) -> Taken:
    """Keep a photograph of whoever stands there, if fingers or irises say that it is the recorded one.

    picture   PNG, made again from its pixels
    vouched   in the place of samples, for whom nothing can be compared: the second officer reads it
    One taken before that nobody agreed to gives way. Nothing of the face decides; what was found and how
    alike it is to the one before is told to both officers.
    Raises RuleBroken("not_found" | "record_without_resident" | "portrait_missing" | "portrait_change_open" |
    "portrait_ground_unknown"), and what `verify_holder` raises.
    """
    row = Record.objects.select_for_update().filter(uuid=record).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.resident is None:
        raise RuleBroken("record_without_resident")
    before, reason = queries.portrait(row), rules.ground_of(ground)
    if PortraitChange.objects.filter(record=row, standing=Standing.ASKED).exists():
        raise RuleBroken("portrait_change_open")
    decision = VOUCHED
    if vouched is None:
        decision = verify_holder(record=record, samples=samples, actor=actor, at=at).decision
    if decision not in {"hit", VOUCHED}:
        return Taken(decision=decision)
    change = _looked_at(row, picture=picture, before=before, actor=actor, at=at)
    change.ground, change.note = reason, note.strip()
    if vouched is not None:
        change.excuse, change.excuse_reason = vouched.code, vouched.reason
        change.witnesses = list(vouched.witnesses)
    PortraitChange.objects.filter(record=row, standing=Standing.TAKEN).update(standing=Standing.DROPPED)
    change.save()
    _tell("taken", change, actor=actor, at=at)
    return Taken(decision=decision, change=change)


def _looked_at(row: Record, *, picture: bytes, before: bytes, actor: str, at: datetime) -> PortraitChange:
    """The new photograph with what was found in it, not saved yet."""
    assert row.resident is not None  # `take` asks for it
    holder = registry.get_resident(row.resident)
    foreign = holder.nationality == Nationality.WNA
    seen = look_at(picture, before=before, born=holder.birth_date, foreigner=foreign)
    return PortraitChange(
        record=row,
        area_code=row.area_code,
        before=row.portrait,
        after=vault.keep(picture, kind="portrait"),
        findings=list(seen.findings),
        likeness=None if seen.likeness is None else round(seen.likeness * 100),
        taken_by=actor,
        taken_at=at,
    )


@transaction.atomic
def agree(*, change: UUID, kept_for: str, actor: str, at: datetime) -> PortraitChange:
    """The holder has seen the photograph and agrees; from now on it waits for the second officer.

    kept_for   one of `photo_rules.Reason` where something was found in it, else ""
    Raises RuleBroken("not_found" | "portrait_step_not_allowed" | "photo_reason_missing").
    """
    row = PortraitChange.objects.select_for_update().filter(uuid=change).first()
    if row is None:
        raise RuleBroken("not_found")
    rules.check_kept(findings=row.findings, kept_for=kept_for)
    row.kept_for = kept_for if row.findings else ""
    _step(row, to=Standing.ASKED)
    _tell("agreed", row, actor=actor, at=at)
    return row


@transaction.atomic
def decide(*, change: UUID, approved: bool, actor: str, at: datetime) -> PortraitChange:
    """Put a photograph in force, or refuse it; the one before stays in the history.

    One that is in force already is refused with its order: the photograph before is in force again, unless
    the recording was given another one meanwhile.
    Raises RuleBroken("not_found" | "portrait_step_not_allowed" | "four_eyes").
    """
    row = PortraitChange.objects.select_for_update().filter(uuid=change).select_related("record").first()
    if row is None:
        raise RuleBroken("not_found")
    check_four_eyes(entered_by=row.taken_by, decided_by=actor)
    was_in_force = row.standing == Standing.IN_FORCE
    row.decided_by, row.decided_at = actor, at
    _step(row, to=Standing.IN_FORCE if approved else Standing.REFUSED)
    if approved:
        Record.objects.filter(pk=row.record_id).update(portrait=row.after)
    elif was_in_force:
        Record.objects.filter(pk=row.record_id, portrait=row.after).update(portrait=row.before)
    _tell("in_force" if approved else "undone" if was_in_force else "refused", row, actor=actor, at=at)
    return row


@transaction.atomic
def forget_unused(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let go of photographs taken before that moment that never came into force; their ids.

    What remains: who took it and when, why, what was found, who refused it.
    """
    rows = list(PortraitChange.objects.filter(standing__in=NOT_KEPT, taken_at__lt=before).exclude(after=""))
    if not dry_run:
        PortraitChange.objects.filter(pk__in=[row.pk for row in rows]).update(after="", **NO_WORDS)
        for address in {row.after for row in rows} - _still_used({row.after for row in rows}):
            transaction.on_commit(lambda address=address: vault.forget(address))  # type: ignore[misc]
    return [str(row.uuid) for row in rows]


@transaction.atomic
def forget_words(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget words and witnesses of photographs in force that were taken without a match; their ids.

    What remains: the code, who took it, who approved it, when.
    """
    over = PortraitChange.objects.filter(standing=Standing.IN_FORCE, decided_at__lt=before)
    rows = list(over.exclude(excuse_reason=""))
    if not dry_run:
        PortraitChange.objects.filter(pk__in=[row.pk for row in rows]).update(**NO_WORDS)
    return [str(row.uuid) for row in rows]


def _still_used(addresses: set[str]) -> set[str]:
    """Those of these that a recording or another change has: the same picture lies in the vault once."""
    changes = PortraitChange.objects.filter(Q(before__in=addresses) | Q(after__in=addresses))
    named = {address for pair in changes.values_list("before", "after") for address in pair}
    return named | set(Record.objects.filter(portrait__in=addresses).values_list("portrait", flat=True))


def _step(row: PortraitChange, *, to: Standing) -> None:
    rules.check_step(standing=Standing(row.standing), to=to)
    row.standing = to
    row.save(update_fields=["standing", "kept_for", "decided_by", "decided_at"])


def _tell(what: str, row: PortraitChange, *, actor: str, at: datetime) -> None:
    told = queries.about(row.record, purpose=Purpose.CARD, more=[str(row.uuid)])
    audit(f"enrolment.portrait_{what}", actor=actor, at=at, **told, ground=row.ground)
