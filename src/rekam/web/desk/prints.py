"""Orders of cards: may this one be printed?"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.cards import queries, services, words
from rekam.cards.face import rows_of
from rekam.cards.rules import JobState
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Paper, Part, Text


class Prints:
    """Card orders that wait for approval."""

    name = "cetak"
    word: Text = lazy("Pesanan cetak kartu")
    permission = "cards.approve"
    fresh = False

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest orders of others."""
        return [
            Case(
                source=self.name,
                key=job.uuid,
                kind=lazy("Cetak KTP-el"),
                area_code=job.area_code,
                since=job.requested_at,
                by=job.requested_by,
            )
            for job in queries.jobs_to_decide(not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Orders of others."""
        return queries.count_jobs_to_decide(not_by=asker.username)

    def detail(self, key: UUID, asker: Asker) -> Detail:
        """The card as it would be printed beside what the register says."""
        job = queries.get_job(key)
        face = queries.find_face(job, at=asker.at)
        lines = [("NIK", face.nik), *((row.label, row.value) for row in rows_of(face))] if face else []
        against = words.HOLDER_HIDDEN if face is None else ""
        return Detail(
            title=face.name if face else job.uuid.hex[:8],
            question=lazy("Bolehkah kartu ini dicetak dengan foto dan isi ini?"),
            parts=[
                Part(_("Isi kartu, dari register"), [Change(label, None, value) for label, value in lines])
            ],
            papers=[Paper(reverse("cards:front_png", args=[key]), True, lazy("Muka kartu"))] if face else [],
            facts=[(lazy("Alasan pesanan"), str(job.get_reason_display()))],
            subjects=[str(job.uuid), str(job.resident)],
            stands_against=against if job.state == JobState.REQUESTED else lazy("Pesanan ini sudah diputus."),
            approve_word=lazy("Setujui cetak"),
            full_page=reverse("cards:card", args=[key]),
        )

    def approve(self, decision: Decision) -> None:
        """Let the card be printed."""
        services.approve_print(job=decision.key, actor=decision.actor, at=decision.at)

    def refuse(self, decision: Decision) -> None:
        """Close the order; the recording stays print-ready."""
        services.refuse_print(job=decision.key, reason=decision.why, actor=decision.actor, at=decision.at)
