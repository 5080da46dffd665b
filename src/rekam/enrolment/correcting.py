"""Correction cases: opened by a packet, decided by the home office, waited for by the printer."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rekam.accounts.queries import accounts_of_person
from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import corrections as rules
from rekam.enrolment import queries
from rekam.enrolment.corrections import Correction
from rekam.enrolment.models import CorrectionCase, Record
from rekam.enrolment.particulars import decode_particulars
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry.entries import services as entries
from rekam.registry.entries.papers import Paper
from rekam.vault import services as vault

AT_MOST = 100


def open_case(
    record: Record, *, corrections: Sequence[Correction], papers: Sequence[Paper], at: datetime
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
    record: Record, *, corrections: Sequence[Correction], papers: Sequence[Paper], at: datetime
) -> tuple[uuid.UUID | None, str]:
    kind, values = rules.kind_of(corrections), rules.values_of(corrections)
    if record.resident is None:
        return None, "record_without_resident"
    left = "" if len(values) == len(corrections) else "correction_needs_event"
    if kind is None:
        return None, left
    try:
        with transaction.atomic():
            entry = entries.propose(
                kind=kind,
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
    """Raises RuleBroken("correction_open") while a case about something on the card is not decided."""
    if held_back([record]):
        raise RuleBroken("correction_open")


def held_back(records: Iterable[uuid.UUID] | None = None) -> frozenset[uuid.UUID]:
    """The recordings of the scope whose card waits for a correction, of these or of all."""
    rows = CorrectionCase.objects.filter(on_card=True)
    if records is not None:
        rows = rows.filter(record__uuid__in=list(records))
    found = list(rows.select_related("record"))
    decided = registry.entries_decided(row.entry for row in found if row.entry)
    return frozenset(row.record.uuid for row in found if _is_open(row, decided=decided))


def case_of(record: Record) -> CorrectionCase | None:
    """The case of a recording, or None."""
    return CorrectionCase.objects.filter(record=record).first()


def is_decided(case: CorrectionCase) -> bool:
    """Whether nobody waits for this case any more."""
    decided = registry.entries_decided([case.entry] if case.entry else [])
    return not _is_open(case, decided=decided)


def get_case(case: uuid.UUID) -> CorrectionCase:
    """A case of the scope. Raises RuleBroken("not_found")."""
    found = CorrectionCase.objects.filter(uuid=case).select_related("record").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def told(case: CorrectionCase) -> Sequence[Correction]:
    """What the resident said, out of the vault."""
    return decode_particulars(vault.read(case.record.particulars)).corrections


def paper(case: CorrectionCase, number: int) -> bytes:
    """A photographed paper of a case. Raises RuleBroken("not_found")."""
    if number >= len(case.papers):
        raise RuleBroken("not_found")
    return vault.read(case.papers[number]["address"])


def waiting(*, not_by: str) -> Sequence[CorrectionCase]:
    """Cases that need a hand, and that others heard of, the oldest first, at most 100."""
    return list(_waiting(not_by).select_related("record").order_by("opened_at", "pk")[:AT_MOST])


def count_waiting(*, not_by: str) -> int:
    """How many of them there are."""
    return _waiting(not_by).count()


def _is_open(case: CorrectionCase, *, decided: Collection[uuid.UUID]) -> bool:
    by_hand = bool(case.code) and case.closed_at is None
    return by_hand or (case.entry is not None and case.entry not in decided)


def _waiting(not_by: str) -> QuerySet[CorrectionCase]:
    rows = CorrectionCase.objects.filter(closed_at=None).exclude(code="")
    return rows.exclude(told_to__in=accounts_of_person(not_by))


def _tell(what: str, case: CorrectionCase, *, actor: str, at: datetime) -> None:
    audit(
        f"enrolment.correction_{what}",
        actor=actor,
        at=at,
        **queries.about(case.record, purpose=Purpose.RECORDING),
        elements=",".join(case.elements),
    )
