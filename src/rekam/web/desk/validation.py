"""Recordings that contradict the register: is it put right, so that they may go on?"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment import queries, services
from rekam.kernel.errors import RuleBroken
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Part, Text


class Validation:
    """Recordings that wait for an office to look into them."""

    name = "periksa"
    word: Text = lazy("Rekaman yang perlu diperiksa")
    permission = "enrolment.validate"
    fresh = False

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest that others recorded."""
        return [
            Case(
                source=self.name,
                key=record.uuid,
                kind=lazy("Periksa rekaman"),
                area_code=record.area_code,
                since=record.state_since,
                by=record.officer,
                about=record.resident,
            )
            for record in queries.to_validate(not_by=asker.username)
        ]

    def count(self, asker: Asker) -> int:
        """Those that others recorded."""
        return queries.count_to_validate(not_by=asker.username)

    def detail(self, key: UUID, _asker: Asker) -> Detail:
        """Why it stands still; the person's own page is one link away."""
        record = queries.get_record(key)
        why = queries.why_it_stands(record)
        lines = [
            Change(_("Direkam"), None, record.captured_on.isoformat()),
            Change(_("Yang bertentangan"), None, why),
        ]
        return Detail(
            title=_("Rekaman %(short)s") % {"short": str(key)[:8]},
            question=lazy("Sudahkah register dibetulkan, sehingga rekaman ini dapat diproses?"),
            parts=[Part(_("Rekaman"), lines)],
            subjects=[str(record.uuid), *([str(record.resident)] if record.resident else [])],
            stands_against=_against(has_resident=record.resident is not None),
            can_refuse=False,
            approve_word=lazy("Periksa lagi dan proses"),
            full_page=reverse("enrolment:record", args=[key]),
        )

    def approve(self, decision: Decision) -> None:
        """Compare with the register again, and let it go on where nothing contradicts."""
        services.check_again(record=decision.key, nik=None, actor=decision.actor, at=decision.at)

    def refuse(self, decision: Decision) -> None:
        """There is no refusal: it stays until the register is put right. Raises RuleBroken("not_found")."""
        raise RuleBroken("not_found", record=decision.key)


def _against(*, has_resident: bool) -> Text:
    return "" if has_resident else lazy("Orang ini direkam tanpa NIK: isi NIK-nya di halaman rekaman.")
