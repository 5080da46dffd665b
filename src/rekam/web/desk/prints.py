"""Orders of cards: may this one be printed?"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.cards import queries, services
from rekam.cards.orders.rules import JobState
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Part, Text
from rekam.web.desk.holders import Held


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
                about=job.resident,
            )
            for job in queries.jobs_to_decide(not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Orders of others."""
        return queries.count_jobs_to_decide(not_by=asker.username)

    def detail(self, key: UUID, asker: Asker) -> Detail:
        """The card as it would be printed beside what the register says."""
        job = queries.get_job(key)
        card = Held(job.uuid, job.resident, queries.find_face(job, at=asker.at))
        nik = [Change("NIK", None, card.face.nik)] if card.face else []
        return Detail(
            title=card.title,
            question=lazy("Bolehkah kartu ini dicetak dengan foto dan isi ini?"),
            parts=[Part(_("Isi kartu, dari register"), [*nik, *card.lines])],
            papers=card.papers,
            facts=[(lazy("Alasan pesanan"), str(job.get_reason_display()))],
            subjects=card.subjects,
            stands_against=card.stands_against
            if job.state == JobState.REQUESTED
            else lazy("Pesanan ini sudah diputus."),
            approve_word=lazy("Setujui cetak"),
            full_page=reverse("cards:card", args=[key]),
        )

    def approve(self, decision: Decision) -> None:
        """Let the card be printed."""
        services.approve_print(job=decision.key, actor=decision.actor, at=decision.at)

    def refuse(self, decision: Decision) -> None:
        """Close the order; the recording stays print-ready."""
        services.refuse_print(job=decision.key, reason=decision.why, actor=decision.actor, at=decision.at)
