"""An application as its applicant and its officers see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import Document, Service, documents_of, get_offer
from rekam.applications.clock.queries import Timed, timed
from rekam.applications.clock.words import CAUSES
from rekam.applications.filing import words
from rekam.applications.filing.forms import FIELDS
from rekam.applications.filing.models import Application, ApplicationStep
from rekam.applications.filing.rules import Authority
from rekam.applications.filing.steps import State, Step
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.ui.dates import long_date
from rekam.ui.language import page_language
from rekam.ui.parts import Fact
from rekam.ui.parts import Step as Shown


@dataclass(frozen=True)
class Paper:
    """A required paper and what was sent of it."""

    document: Document
    word: words.Text
    condition: words.Text
    sheets: Sequence[Scan]

    @property
    def sign(self) -> str:
        """How it stands."""
        if any(sheet.verdict == Verdict.AGAIN for sheet in self.sheets):
            return "bad"
        if self.sheets:
            return "good"
        return "none"

    @property
    def needed(self) -> bool:
        """Whether nothing is sent without it."""
        return not self.condition


def papers_of(row: Application, *, at: datetime) -> list[Paper]:
    """The papers that this application requires, with the sheets that count."""
    offer = get_offer(row.service, on=office_day(row.sent_at or at))
    sheets = list(Scan.objects.filter(application=row, dropped_at=None).order_by("pk"))
    return [
        Paper(
            one.document,
            catalogue.DOCUMENTS[one.document],
            catalogue.CONDITIONS.get(one.only_if, ""),
            [sheet for sheet in sheets if sheet.document == one.document],
        )
        for one in documents_of(offer, by_letter=row.authority == Authority.LETTER)
    ]


def facts_of(row: Application) -> list[Fact]:
    """What was filled in, in the words of the form."""
    names = [*_who_elsewhere(row), *FIELDS[Service(row.service)]]
    return [
        Fact(key=str(words.FIELDS[name]), value=_told(name, row.facts[name]))
        for name in dict.fromkeys(names)
        if row.facts.get(name)
    ]


def _who_elsewhere(row: Application) -> Sequence[str]:
    return ("full_name", "nik", "birth_date") if row.applicant is None else ()


def _told(name: str, value: object) -> object:
    if name in words.VALUES:
        return words.VALUES[name].get(str(value), value)
    if name in {"birth_date", "on", "police_on"}:
        return long_date(date.fromisoformat(str(value)), language=page_language())
    return area_name(str(value)) if name == "area_code" else value


def time_of(row: Application, *, at: datetime) -> Timed:
    """The clock of one application."""
    return timed([row], now=at)[0]


def timeline(row: Application) -> list[Shown]:
    """What happened, and what comes next, for the applicant."""
    done = [_shown(step) for step in row.steps.order_by("number")]
    ahead = _AHEAD[State(row.state)]
    return [*done, *(Shown(name=str(words.STEPS[step]), state="todo") for step in ahead)]


def _shown(step: ApplicationStep) -> Shown:
    told = long_date(office_day(step.at), language=page_language())
    cause = f" · {CAUSES[step.cause]}" if step.cause else ""
    why = f" · {step.why}" if step.why and step.step != Step.ORIGINALS else ""
    return Shown(name=str(words.STEPS[Step(step.step)]), state="done", note=f"{told}{cause}{why}")


_WAY = (Step.SENT, Step.CHECKED, Step.APPROVED, Step.ORIGINALS, Step.READY, Step.COLLECTED)
_AHEAD: Mapping[State, Sequence[Step]] = {
    State.DRAFT: _WAY,
    State.INCOMPLETE: _WAY,
    State.WAITING: _WAY[1:],
    State.CHECKED: _WAY[2:],
    State.APPROVED: _WAY[3:],
    State.IN_WORK: _WAY[4:],
    State.READY: _WAY[5:],
    **dict.fromkeys((State.COLLECTED, State.REJECTED, State.WITHDRAWN, State.LAPSED), ()),
}
