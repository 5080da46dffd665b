"""Reads of correction cases, in the scope of whoever asks; `queries.corrections` to other rooms."""

import uuid
from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from rekam.accounts.queries import accounts_of_person
from rekam.enrolment.corrections import Correction
from rekam.enrolment.models import CorrectionCase, Record
from rekam.enrolment.particulars import decode_particulars
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.vault import services as vault

AT_MOST = 100


def held_back(records: Iterable[uuid.UUID] | None = None) -> frozenset[uuid.UUID]:
    """The recordings of the scope whose card waits for a correction: of these, or of all print-ready ones."""
    rows = CorrectionCase.objects.filter(on_card=True)
    if records is None:
        rows = rows.filter(record__state=Status.PRINT_READY_RECORD)
    else:
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
