"""What somebody asked for a recording that does not move: does another recording, or another NIK, count?"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.refusals import SENTENCES
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import queries, services
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.enrolment.waiting.words import ACTS, REASONS
from rekam.enrolment.words import told as status_told
from rekam.kernel.errors import RuleBroken
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Part, Text

MOST = 100
QUESTIONS: Mapping[Remedy, Text] = {
    Remedy.KEEP: lazy("Benarkah NIK ini yang dipertahankan, dan yang lain tidak dipakai lagi?"),
    Remedy.SET_ASIDE: lazy("Benarkah rekaman ini tidak dipakai lagi, dengan alasan itu?"),
}


class Submissions:
    """Submissions that a second person decides."""

    name = "ajuan"
    word: Text = lazy("Pengajuan untuk rekaman")
    permission = "enrolment.decide"
    fresh = False

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest that others asked for recordings of others."""
        return [
            Case(
                source=self.name,
                key=row.uuid,
                kind=ACTS[Remedy(row.remedy)].label,
                area_code=row.area_code,
                since=row.asked_at,
                by=row.asked_by,
                about=row.resident,
                paper=str(REASONS[Reason(row.reason)]) if row.reason else "",
            )
            for row in queries.waiting_submissions(not_by=asker.username)[:MOST]
        ]

    def count(self, asker: Asker) -> int:
        """Those that others asked for recordings of others."""
        return queries.waiting_submissions(not_by=asker.username).count()

    def detail(self, key: UUID, _asker: Asker) -> Detail:
        """What is asked, why, what it leads to, and what stands against it by now."""
        row = queries.get_submission(key)
        if row.record is None:
            raise RuleBroken("not_found")
        remedy, record = Remedy(row.remedy), row.record
        hindrance = services.find_hindrance(row)
        asked = [
            Change(_("Yang diajukan"), None, str(ACTS[remedy].leads_to)),
            *([Change(_("Alasan"), None, str(REASONS[Reason(row.reason)]))] if row.reason else []),
            Change(_("Yang sudah diperiksa"), None, row.why),
            Change(_("Status saat itu"), None, str(status_told(Status(row.status)).sentence)),
        ]
        return Detail(
            title=_("Rekaman %(short)s") % {"short": str(record.uuid)[:8]},
            question=QUESTIONS[remedy],
            parts=[Part(_("Rekaman"), asked)],
            subjects=[str(record.uuid), *([str(row.resident)] if row.resident else [])],
            stands_against=SENTENCES.get(hindrance, hindrance),
            approve_word=lazy("Setujui dan jalankan"),
            full_page=reverse("enrolment:record", args=[record.uuid]),
        )

    def approve(self, decision: Decision) -> None:
        """Carry it out."""
        self._decide(decision, agreed=True)

    def refuse(self, decision: Decision) -> None:
        """The recording stays as it is; the reason stands beside the submission."""
        self._decide(decision, agreed=False)

    def _decide(self, decision: Decision, *, agreed: bool) -> None:
        services.decide(
            submission=decision.key,
            agreed=agreed,
            answer=decision.why,
            actor=decision.actor,
            at=decision.at,
        )
