"""Exceptions at the counter: may this card be handed over though nothing could be compared?"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.cards import queries, services
from rekam.web.desk.cases import Asker, Case, Decision, Detail, Paper, Part, Text
from rekam.web.desk.holders import Held


class Exceptions:
    """Hand-overs that somebody asked an exception for."""

    name = "serah"
    word: Text = lazy("Pengecualian penyerahan")
    permission = "cards.approve"
    fresh = False

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest that others asked for."""
        return [
            Case(
                source=self.name,
                key=job.uuid,
                kind=lazy("Serah tanpa pembanding"),
                area_code=job.area_code,
                since=job.printed_at or job.requested_at,
                by=job.exception_by,
                about=job.resident,
            )
            for job in queries.exceptions_to_confirm(not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Those that others asked for."""
        return queries.count_exceptions_to_confirm(not_by=asker.username)

    def detail(self, key: UUID, asker: Asker) -> Detail:
        """Whose card, why nothing can be compared, and how often a comparison failed before."""
        job = queries.get_job(key)
        card = Held(job.uuid, job.resident, queries.find_face(job, at=asker.at))
        waived = queries.find_waived(job)
        return Detail(
            title=card.title,
            question=lazy(
                "Benarkah tidak ada jari dan iris yang dapat dibandingkan, dan orangnya memang ini?"
            ),
            parts=[Part(_("Pemegang"), card.lines)],
            papers=[*card.papers, *([_photo(key)] if waived else [])],
            facts=[
                (lazy("Alasan pengecualian"), job.exception_reason),
                *(_seen(waived) if waived else []),
                (lazy("Perbandingan yang tidak cocok"), str(job.mismatches)),
            ],
            warnings=[lazy("Perbandingan pernah tidak cocok: pastikan orangnya.")] if job.mismatches else [],
            subjects=card.subjects,
            stands_against=card.stands_against,
            approve_word=lazy("Sahkan dan serahkan"),
            full_page=reverse("cards:hand_over", args=[key]),
        )

    def approve(self, decision: Decision) -> None:
        """Give the card out on the word of two officers."""
        services.confirm_exception(job=decision.key, actor=decision.actor, at=decision.at)

    def refuse(self, decision: Decision) -> None:
        """The card stays; somebody compares again or asks again."""
        services.refuse_exception(job=decision.key, reason=decision.why, actor=decision.actor, at=decision.at)


def _photo(job: UUID) -> Paper:
    """What shows that nothing can be compared."""
    return Paper(reverse("cards:waiver_photo", args=[job]), True, lazy("Foto pengecualian"))


def _seen(waived: queries.Waived) -> list[tuple[Text, str]]:
    """The cause, and who saw it."""
    return [(lazy("Sebab"), str(waived.excuse)), (lazy("Saksi"), ", ".join(waived.witnesses))]
