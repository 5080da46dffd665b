"""The four registers as an office keeps them, with the NIKs of its own residents: one page at a time.

The fields are those of the notes of a working office of October 2025 (docs/reference/ladder.md). Who may
judge open cases does not learn here who the two of one are.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rekam.abis import queries as abis
from rekam.accounts import queries as accounts
from rekam.accounts.permissions import Account, allowed
from rekam.accounts.queries import accounts_of_person
from rekam.accounts.rules import may
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import books, queries
from rekam.enrolment.waiting.books import ADJUDICATE, ASKED, OPERATOR, WRONG
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.enrolment.waiting.words import ACTS, REASONS
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.registry import queries as registry

A_PAGE = 30  # of at most three NIKs a line: fewer than a hundred residents
WITHHELD = "dirahasiakan"
UNKNOWN = "–"
JUDGES = "abis.adjudicate"

Rows = QuerySet[Any]
# A line before its NIKs are known: whose they are, then what else stands there.
Cell = str | Promise | date
Half = tuple[tuple[uuid.UUID | None, ...], tuple[Cell, ...]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a register.

    niks      in the order of the register's columns; UNKNOWN where nobody is known or another office has
              them, WITHHELD of a recording that whoever looks may be given to judge
    told      the other columns
    """

    record: uuid.UUID | None
    niks: tuple[str, ...]
    told: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A page of a register: its columns, its lines, and whose NIK it shows, by their ids in the register."""

    niks: tuple[str, ...]
    others: tuple[str, ...]
    lines: Sequence[Line]
    shown: Sequence[str]
    withheld: int


def rows_of(book: str, *, month: date, at: datetime) -> Rows:
    """The lines of a register of the scope, to be paged. Raises RuleBroken("not_found") for no such one."""
    if book not in books.BOOKS:
        raise RuleBroken("not_found")
    if book in (ADJUDICATE, OPERATOR):
        status, narrowed = books.narrowed_of(book)
        return queries.in_queue(status, narrowed=narrowed, at=at)
    return queries.submissions_in(month, reason=Reason.WRONG_PERSON if book == WRONG else "")


def is_withheld(record: Record, *, account: Account) -> bool:
    """Whether an account is not to learn whose recording it is: it is judged, and may be by it."""
    return bool(_under_judgement([record])) and may_judge(account)


def may_judge(account: Account) -> bool:
    """Whether the human behind an account is given cases to judge: by this one, another, or as a deputy."""
    if allowed(account, JUDGES):
        return True
    known = accounts.offices_of(accounts_of_person(account.username)).values()
    return any(may(role, JUDGES) for _office, role in known)


def kept(book: str, rows: Sequence[Any], *, blind: bool) -> Kept:
    """A page of a register with its NIKs, in the same few statements however long it is.

    blind   whether NIKs of recordings under judgement are withheld (`may_judge`)
    """
    niks, others = COLUMNS[book]
    records = [row.record if isinstance(row, Submission) else row for row in rows]
    hidden = _under_judgement([one for one in records if one is not None]) if blind else set()
    halves: Sequence[Half] = _HALVES[book](rows)
    open_ones = [record is None or record.pk not in hidden for record in records]
    open_halves = [half for half, is_open in zip(halves, open_ones, strict=True) if is_open]
    wanted = {one for whose, _told in open_halves for one in whose if one}
    known = {person.uuid: person.nik for person in registry.residents_by_id(list(wanted))}
    lines = [
        Line(
            record=record.uuid if record else None,
            niks=tuple(known.get(one, UNKNOWN) if one else UNKNOWN for one in whose)
            if is_open
            else (WITHHELD,) * len(whose),
            told=told,
        )
        for record, (whose, told), is_open in zip(records, halves, open_ones, strict=True)
    ]
    shown = sorted(str(one) for one in known)
    return Kept(niks=niks, others=others, lines=lines, shown=shown, withheld=open_ones.count(False))


def page_file(book: str, *, page: Kept, which: str, by: str, at: datetime) -> bytes:
    """A page of a register with its NIKs as CSV.

    which   "1/3": which page of how many; stands in the file, with who saved it
    """
    above = (
        book,
        _("dibuat %(day)s oleh %(by)s") % {"day": office_day(at).isoformat(), "by": by},
        _("halaman %(which)s; memuat NIK: simpan dan musnahkan seperti buku kantor") % {"which": which},
    )
    rows = tuple((*line.niks, str(line.record or ""), *map(str, line.told)) for line in page.lines)
    columns = (*page.niks, "rekaman", *page.others)
    return to_csv(Sheet(above=above, columns=columns, rows=rows, below=()), separator=Separator.SEMICOLON)


def _under_judgement(records: Sequence[Record]) -> set[int]:
    judged = abis.under_judgement([one.subject for one in records])
    return {one.pk for one in records if one.subject in judged or one.state == Status.ADJUDICATE_RECORD}


def _adjudicated(rows: Sequence[Any]) -> list[Half]:
    return [
        (
            (row.resident,),
            (row.captured_on, office_day(row.state_since), area_name(row.area_code), row.officer),
        )
        for row in rows
    ]


def _of_operators(rows: Sequence[Any]) -> list[Half]:
    asked = queries.asked_for_officers_bodies([row.pk for row in rows])
    bodies = accounts.bodies_of([*(row.officer for row in rows), *asked.values()])
    return [
        (
            (row.resident, bodies.get(row.officer), bodies.get(asked.get(row.pk, ""))),
            (row.captured_on, row.officer, asked.get(row.pk, "")),
        )
        for row in rows
    ]


def _wrong(rows: Sequence[Submission]) -> list[Half]:
    return [((row.resident, row.of_body, row.of_face), (*_asked(row), books.became(row))) for row in rows]


def _all(rows: Sequence[Submission]) -> list[Half]:
    return [((row.resident,), (*_what(row), row.status, *_asked(row), books.became(row))) for row in rows]


def _what(row: Submission) -> tuple[Cell, Cell]:
    return ACTS[Remedy(row.remedy)].label, REASONS[Reason(row.reason)] if row.reason else ""


def _asked(row: Submission) -> tuple[Cell, Cell]:
    return row.asked_by, office_day(row.asked_at)


# Columns of NIKs, then the others. The names are the office's own.
COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ADJUDICATE: (("nik",), ("tanggal_perekaman", "sejak", "wilayah", "perekam")),
    OPERATOR: (("nik_duplicate", "nik_operator", "nik_pengaju"), ("tanggal_perekaman", "perekam", "pengaju")),
    WRONG: (
        ("nik_salah_rekam", "nik_pemilik_biometric", "nik_pemilik_foto"),
        ("pengaju", "diajukan", "jadinya"),
    ),
    ASKED: (("nik",), ("pengajuan", "alasan", "status", "pengaju", "diajukan", "jadinya")),
}
_HALVES: Mapping[str, Callable[[Sequence[Any]], list[Half]]] = {
    ADJUDICATE: _adjudicated,
    OPERATOR: _of_operators,
    WRONG: _wrong,
    ASKED: _all,
}
