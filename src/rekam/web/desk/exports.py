"""Exports: may these rows leave the register?"""

from collections.abc import Sequence
from random import SystemRandom
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.kernel.region import area_name
from rekam.registry.exports import queries, services, showing
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Part, Text


class Exports:
    """Requests for files."""

    name = "ekspor"
    word: Text = lazy("Permintaan ekspor")
    permission = "registry.approve_export"
    fresh = True

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest requests of others."""
        return [
            Case(
                source=self.name,
                key=row.uuid,
                kind=lazy("Ekspor"),
                area_code=row.area_code,
                since=row.asked_at,
                by=row.asked_by,
                name=_people_at(row.people, area_code=row.area_code),
                paper=row.letter,
            )
            for row in queries.waiting(at=asker.at, not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Requests of others."""
        return queries.count_waiting(at=asker.at, not_by=asker.username)

    def detail(self, key: UUID, _asker: Asker) -> Detail:
        """What for, for whom, how many, which columns; nobody's data."""
        row = queries.get_export(key)
        return Detail(
            title=_people_at(row.people, area_code=row.area_code),
            question=lazy("Perlukah sebanyak ini, untuk tujuan ini, kepada penerima ini?"),
            parts=[
                Part(_("Isi berkas"), [Change(label, None, value) for label, value in showing.lines(row)])
            ],
            subjects=[],
            approve_word=lazy("Setujui ekspor"),
            full_page=reverse("registry:export", args=[key]),
        )

    def approve(self, decision: Decision) -> None:
        """Let the file be made, for who asked."""
        services.approve_export(
            export=decision.key, actor=decision.actor, at=decision.at, chance=SystemRandom()
        )

    def refuse(self, decision: Decision) -> None:
        """Close the request without a file."""
        services.refuse_export(export=decision.key, reason=decision.why, actor=decision.actor, at=decision.at)


def _people_at(people: int, *, area_code: str) -> str:
    return _("%(people)s orang di %(area)s") % {"people": people, "area": area_name(area_code)}
