"""What the desk's pages are given."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rekam.accounts.queries import named
from rekam.kernel.region import area_name
from rekam.registry.queries import residents_by_id
from rekam.ui.parts import Choice, Hint
from rekam.web.desk.cases import Asker, Case, Detail
from rekam.web.desk.forms import ALIKE_AT_ONCE, REASONS, AlikeForm, ApproveForm, RefuseForm
from rekam.web.desk.queue import Queue, is_late

LISTED = 50


def queue_page(queue: Queue, *, asker: Asker) -> dict[str, object]:
    """The queue with the oldest case on top."""
    listed = listed_of(queue)
    people = {one.uuid: one.full_name for one in residents_by_id([one.about for one in listed if one.about])}
    kinds = {one.alike: one.kind for one in queue.cases if one.alike}
    return {
        "total": queue.total,
        "late": queue.late(at=asker.at),
        "sources": [(source.word, number) for source, number in queue.by_source if number],
        "rows": [
            (
                one,
                people.get(one.about, "") if one.about else one.name,
                area_name(one.area_code),
                is_late(one, at=asker.at),
                str(one.key) in queue.open,
            )
            for one in listed
        ],
        "names": named(one.by for one in listed),
        "first": listed[0] if listed else None,
        "alike": [(what, kinds[what], number) for what, number in queue.alike().items()],
        "listed": LISTED,
        "at": asker.at,
    }


def listed_of(queue: Queue) -> Sequence[Case]:
    """The cases that the queue's page lists."""
    return queue.cases[:LISTED]


def case_page(
    queue: Queue,
    *,
    case: Case,
    detail: Detail,
    asker: Asker,
    approving: ApproveForm,
    refusing: RefuseForm,
) -> dict[str, object]:
    """One case: before and after, its papers, the two answers with their keys."""
    before, after = queue.beside(case)
    hints = [
        Hint(keys=("S",), does=_("setuju")),
        Hint(keys=("T", "1–5", "Enter"), does=_("tolak dengan alasan")),
        Hint(keys=("J",), does=_("berikutnya")),
        Hint(keys=("K",), does=_("sebelumnya")),
    ]
    return {
        "case": case,
        "names": named([case.by]),
        "detail": detail,
        "place": queue.place(case),
        "total": queue.total,
        "previous": before,
        "following": after,
        "area": area_name(case.area_code),
        "office": area_name(case.office) if case.office else "",
        "is_late": is_late(case, at=asker.at),
        "is_open_elsewhere": str(case.key) in queue.open,
        "approving": approving,
        "refusing": refusing,
        "reasons": [
            Choice(value=value, label=str(word), key=str(number))
            for number, (value, word) in enumerate(REASONS.items(), 1)
        ],
        "hints": hints if detail.can_refuse else [hints[0], *hints[2:]],
    }


def alike_page(rows: Sequence[tuple[Case, Detail]], *, form: AlikeForm, asker: Asker) -> dict[str, object]:
    """Equal cases below each other, each with its own tick."""
    return {
        "rows": [(case, detail, is_late(case, at=asker.at)) for case, detail in rows],
        "names": named(case.by for case, _detail in rows),
        "kind": rows[0][0].kind,
        "form": form,
        "most": ALIKE_AT_ONCE,
    }
