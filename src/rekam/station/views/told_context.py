"""What pages of a person show of what was told beside the body."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rekam.enrolment import notices
from rekam.station import telling
from rekam.station.correction_form import LABELS
from rekam.station.desk import Work
from rekam.station.store.visits import Draft
from rekam.ui.parts import Fact


def notice(work: Work, *, draft: Draft, language: str) -> dict[str, Any]:
    """The notice in one language, the others, and what was answered to what is optional."""
    known = {one.language: one for one in telling.notices_of(work.worklist.notice)}
    wanted = language or draft.notice.partition("/")[2]
    shown = known.get(wanted, work.worklist.notice)
    answer = draft.consents[0] if draft.consents else None
    return {
        "notice": shown,
        "languages": [(code, notices.LANGUAGES.get(code, code)) for code in known],
        "asked": notices.ASKED.get(shown.language, notices.ASKED[notices.FIRST_LANGUAGE]),
        "answer": ("yes" if answer.granted else "no") if answer else "",
        "contact": answer.contact if answer else "",
    }


def wrong(work: Work, *, draft: Draft) -> list[Fact]:
    """What the resident says is wrong, where it is anything."""
    if not draft.corrections:
        return []
    fields = ", ".join(str(LABELS[one.element]).lower() for one in draft.corrections)
    papers = telling.papers_taken(work.bench, draft=draft)
    value = _("%(fields)s; %(papers)d berkas") % {"fields": fields, "papers": papers}
    href = reverse("station:wrong", args=[draft.id])
    return [Fact(key=_("Data keliru"), value=value, href=href, act=_("Ubah"))]
