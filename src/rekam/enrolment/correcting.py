"""Correction cases: opened by a packet, decided by the home office, waited for by the printer."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import correction_queries, queries
from rekam.enrolment import corrections as rules
from rekam.enrolment.corrections import Correction
from rekam.enrolment.models import CorrectionCase, Record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.entries import services as entries
from rekam.registry.entries.rules import kind_of_elements


def open_case(
    record: Record, *, corrections: Sequence[Correction], papers: Sequence[entries.Paper], at: datetime
) -> CorrectionCase | None:
    """Open a case for what was told at a recording; None where nothing was.

    An entry of the register is proposed in the name of the station's officer, so somebody else decides it.
    What the register takes no entry for (an address, somebody without NIK, a register that SIAK leads) waits
    in the verifikator's desk as a case of its own, with the code that says why. Refuses nothing.
    """
    if not corrections:
        return None
    entry, code = _proposed(record, corrections=corrections, papers=papers, at=at)
    case = CorrectionCase.objects.create(
        record=record,
        area_code=record.area_code,
        elements=[str(one.element) for one in corrections],
        on_card=rules.is_on_card(corrections),
        papers=[vars(paper) for paper in papers],
        entry=entry,
        code=code,
        told_to=record.officer,
        opened_at=at,
    )
    _tell("opened", case, actor=record.officer, at=at)
    return case


def _proposed(
    record: Record, *, corrections: Sequence[Correction], papers: Sequence[entries.Paper], at: datetime
) -> tuple[uuid.UUID | None, str]:
    values = rules.values_of(corrections)
    if record.resident is None:
        return None, "record_without_resident"
    left = "" if len(values) == len(corrections) else "correction_needs_event"
    if not values:
        return None, left
    try:
        with transaction.atomic():
            entry = entries.propose(
                kind=kind_of_elements(values),
                resident=record.resident,
                facts={"on": office_day(at).isoformat(), "values": values},
                office_area=record.served_in,
                kept=papers,
                actor=record.officer,
                at=at,
            )
    except RuleBroken as broken:
        return None, broken.code
    return entry.uuid, left


@transaction.atomic
def close_case(*, case: uuid.UUID, corrected: bool, why: str, actor: str, at: datetime) -> CorrectionCase:
    """Decide what no entry decides: the register was put right, or it was right.

    why   what was looked at, 10 letters or more
    Raises RuleBroken("not_found" | "correction_decided" | "four_eyes" | "entry_reason_missing").
    """
    row = CorrectionCase.objects.select_for_update().filter(uuid=case).first()
    if row is None or not row.code:
        raise RuleBroken("not_found")
    if row.closed_at is not None:
        raise RuleBroken("correction_decided")
    check_four_eyes(entered_by=row.told_to, decided_by=actor)
    if not entries.says_why(why):
        raise RuleBroken("entry_reason_missing")
    row.closed_by, row.closed_at, row.corrected, row.why = actor, at, corrected, why.strip()[:200]
    row.save(update_fields=["closed_by", "closed_at", "corrected", "why"])
    _tell("closed", row, actor=actor, at=at)
    return row


def check_may_print(record: uuid.UUID) -> None:
    """Refuse a card of a recording that does not count, or of which something on it is not decided.

    Raises RuleBroken("record_set_aside" | "correction_open").
    """
    if Record.objects.filter(uuid=record, set_aside=True).exists():
        raise RuleBroken("record_set_aside")
    if correction_queries.held_back([record]):
        raise RuleBroken("correction_open")


def _tell(what: str, case: CorrectionCase, *, actor: str, at: datetime) -> None:
    audit(
        f"enrolment.correction_{what}",
        actor=actor,
        at=at,
        **queries.about(case.record, purpose=Purpose.RECORDING),
        elements=",".join(case.elements),
    )
