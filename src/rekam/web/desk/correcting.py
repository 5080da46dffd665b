"""What a resident said at a recording is wrong, and no entry could be filled in for: is it put right?"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment import queries, services
from rekam.enrolment.words import reason
from rekam.registry.entries import showing
from rekam.registry.entries import words as columns
from rekam.registry.refusals import SENTENCES
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Paper, Part, Text


class Corrections:
    """Corrections from stations that need a hand; the others are entries already."""

    name = "koreksi"
    word: Text = lazy("Koreksi dari perekaman")
    permission = "registry.approve"
    fresh = False

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest that others heard of."""
        return [
            Case(
                source=self.name,
                key=row.uuid,
                kind=lazy("Koreksi biodata"),
                area_code=row.area_code,
                since=row.opened_at,
                by=row.told_to,
                about=row.record.resident,
                paper=showing.paper_word("", scans=len(row.papers)),
            )
            for row in queries.corrections.waiting(not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Those that others heard of."""
        return queries.corrections.count_waiting(not_by=asker.username)

    def detail(self, key: UUID, _asker: Asker) -> Detail:
        """What was said, beside the paper, and why no entry could be filled in."""
        case = queries.corrections.get_case(key)
        record = case.record
        lines = [
            Change(columns.COLUMNS[one.element], None, showing.value_word(one.element, one.told))
            for one in queries.corrections.told(case)
        ]
        known = [str(record.resident)] if record.resident else []
        return Detail(
            title=_("Rekaman %(short)s") % {"short": str(record.uuid)[:8]},
            question=lazy("Sudahkah register dibetulkan, dengan entri atau di SIAK?"),
            parts=[Part(_("Menurut warga"), lines)],
            papers=[_paper(key, number) for number in range(len(case.papers))],
            facts=[
                (lazy("Mengapa bukan entri"), str(SENTENCES.get(case.code, reason(case.code)))),
                (lazy("Kartu"), _("menunggu koreksi ini") if case.on_card else _("tidak menunggu")),
            ],
            must_say=True,
            approve_word=lazy("Sudah dibetulkan"),
            full_page=reverse("enrolment:record", args=[record.uuid]),
            subjects=[str(record.uuid), *known],
        )

    def approve(self, decision: Decision) -> None:
        """The register was put right."""
        self._close(decision, corrected=True)

    def refuse(self, decision: Decision) -> None:
        """The register was right; the card may be printed as it is."""
        self._close(decision, corrected=False)

    def _close(self, decision: Decision, *, corrected: bool) -> None:
        services.close_correction(
            case=decision.key, corrected=corrected, why=decision.why, actor=decision.actor, at=decision.at
        )


def _paper(case: UUID, number: int) -> Paper:
    address = reverse("enrolment:correction_paper", args=[case, number])
    return Paper(address, True, _("Berkas %(number)s") % {"number": number + 1})
