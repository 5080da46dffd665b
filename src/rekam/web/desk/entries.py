"""Entries of the register: may what somebody entered be carried out?"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.registry.entries import queries, services, showing, words
from rekam.registry.entries.rules import Risk
from rekam.registry.refusals import SENTENCES
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Paper, Part, Text

WITHOUT_PAPERS = lazy("Bolehkah perubahan ini masuk register?")


class Entries:
    """Events and changes that wait for approval."""

    name = "entri"
    word: Text = lazy("Entri register")
    permission = "registry.approve"
    fresh = False

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest entries of others, of any office whose residents the scope holds."""
        return [
            Case(
                source=self.name,
                key=row.uuid,
                kind=showing.kind_word(row.kind),
                area_code=row.area_code,
                office=row.office_area,
                since=row.entered_at,
                by=row.entered_by,
                alike=row.kind if row.risk == Risk.LOW and not row.warnings else "",
                about=row.resident,
                name=row.newcomer,
                paper=showing.paper_word(row.document, scans=row.papers),
            )
            for row in queries.waiting(not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Entries of others."""
        return queries.count_waiting(not_by=asker.username)

    def detail(self, key: UUID, asker: Asker) -> Detail:
        """Before and after of everybody it concerns, with the papers that came with it."""
        row = queries.get_entry(key)
        plan, code = services.preview(row, at=asker.at)
        parts = showing.parts_of(plan) if plan else showing.proposed(row)
        return Detail(
            title=showing.name_of(row),
            question=lazy("Apakah isinya sama dengan berkasnya?") if row.papers else WITHOUT_PAPERS,
            parts=[_part(one, kind=row.kind) for one in parts],
            papers=[_paper(key, number, paper["kind"]) for number, paper in enumerate(row.papers)],
            facts=[
                (showing.day_label(row.kind), showing.value_word("status_on", row.facts.get("on", ""))),
                (lazy("Dokumen"), str(row.facts.get("document") or "–")),
                (lazy("Risiko"), str(words.RISKS[row.risk])),
            ],
            warnings=showing.warnings(row.warnings),
            stands_against=SENTENCES.get(code, code),
            must_say=row.risk == Risk.HIGH,
            approve_word=lazy("Setujui"),
            full_page=reverse("registry:entry", args=[key]),
            subjects=showing.people_of(parts, warned=row.warnings) or [str(row.resident or row.uuid)],
        )

    def approve(self, decision: Decision) -> None:
        """Carry it out: rows, cards, events and audit."""
        services.approve(entry=decision.key, why=decision.why, actor=decision.actor, at=decision.at)

    def refuse(self, decision: Decision) -> None:
        """Send it back with the reason; nothing changes."""
        services.refuse(entry=decision.key, why=decision.why, actor=decision.actor, at=decision.at)


def _part(part: showing.Part, *, kind: str) -> Part:
    changes = [Change(line.label, None if part.is_new else line.before, line.after) for line in part.lines]
    note = _("penduduk baru") if part.is_new else ("" if part.kind == showing.kind_word(kind) else part.kind)
    return Part(part.name, changes, note)


def _paper(key: UUID, number: int, kind: str) -> Paper:
    name = _("Berkas %(number)s") % {"number": number + 1}
    return Paper(reverse("registry:paper", args=[key, number]), kind == "jpeg", name)
