"""What the office's pages say of an application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rekam.accounts.queries import named, same_person
from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import CARDS, Service
from rekam.applications.clock.drawing import days_of
from rekam.applications.clock.queries import Timed
from rekam.applications.clock.words import CAUSES
from rekam.applications.filing import showing, words
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import spaced
from rekam.applications.filing.rules import Authority, Channel
from rekam.applications.filing.steps import NEXT, State, Step
from rekam.applications.notices.showing import lines_of
from rekam.applications.review import entering
from rekam.applications.review.forms import CollectorForm, OriginalsForm, PauseForm, WhyForm
from rekam.applications.review.services import is_paused
from rekam.applications.uploads.models import Scan
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.registry import queries as registry

SOON = 0.5  # from this chance on the queue warns


@dataclass(frozen=True)
class Line:
    """One application in the queue; `name` is empty of a newcomer and of somebody beyond the scope."""

    timed: Timed
    number: str
    name: str
    service: words.Text
    sign: str
    word: words.Text
    paused: words.Text
    warns: bool


def lines(found: Sequence[Timed]) -> list[Line]:
    """These as the queue shows them."""
    ids = [one.application.subject for one in found if one.application.subject]
    names = {row.uuid: row.full_name for row in registry.residents_by_id(ids)}
    return [_line(one, names.get(one.application.subject or UUID(int=0), "")) for one in found]


def _line(one: Timed, name: str) -> Line:
    row = one.application
    sign, word = words.STATES[State(row.state)]
    paused = one.clock.paused_for
    return Line(
        timed=one,
        number=spaced(row.number),
        name=name,
        service=catalogue.SERVICES[Service(row.service)],
        sign=sign,
        word=word,
        paused=CAUSES[paused] if paused else "",
        warns=not one.late and (one.chance or 0) >= SOON,
    )


def context(
    row: Application, *, now: datetime, checks: bool, approves: bool, username: str
) -> dict[str, object]:
    """Everything that the page of one application shows, and what this officer may do there."""
    state, timed = State(row.state), showing.time_of(row, at=now)
    moves = NEXT.get(state, {})
    first = {name for name in (row.checked_by, row.filed_by) if name}
    own = any(same_person(name, username) for name in first)
    paused = is_paused(row)
    return {
        "row": row,
        "number": spaced(row.number),
        "service": catalogue.SERVICES[Service(row.service)],
        "product": catalogue.PRODUCTS[entering.offer_of(row).product],
        "status": words.STATES[state],
        "timed": timed,
        "days": days_of(timed, now=now),
        "paused": CAUSES[timed.clock.paused_for] if timed.clock.paused_for else "",
        "applicant": _person(row.applicant),
        "subject": _person(row.subject),
        "authority": words.AUTHORITIES[Authority(row.authority)],
        "channel": words.CHANNELS[Channel(row.channel)],
        "village": area_name(row.area_code),
        "facts": showing.facts_of(row),
        "papers": showing.papers_of(row, at=now),
        "timeline": showing.timeline(row),
        "notices": lines_of(row),
        "names": named(row.steps.values_list("actor", flat=True)),
        "checks": checks,
        "approves": approves,
        "is_own": own,
        "judges": checks and state is State.WAITING,
        "may": {step.value: checks and step in moves for step in Step},
        "may_decide": approves and state is State.CHECKED and not own,
        "may_pause": checks and Step.PAUSED in moves and not paused,
        "may_resume": checks and Step.RESUMED in moves and paused,
        "needs_entry": state is State.IN_WORK and entering.is_needed(row),
        "entry": row.entry,
        "entry_stands": row.entry is not None and entering.stands(row.entry),
        "has_paper": hasattr(row, "paper"),
        "originals": OriginalsForm(papers=sent_papers(row)),
        "why": WhyForm(),
        "pause": PauseForm(auto_id="pause_%s"),
        "collector": CollectorForm(),
        "collects_self": Service(row.service) in CARDS | {Service.OUTSIDE},
    }


def sent_papers(row: Application) -> list[tuple[str, object]]:
    """The papers that were scanned, for the list of originals."""
    sent = Scan.objects.filter(application=row, dropped_at=None).values_list("document", flat=True)
    return [(one.value, word) for one, word in catalogue.DOCUMENTS.items() if one.value in set(sent)]


def _person(resident: UUID | None) -> object:
    """Somebody of the register as far as this officer's scope sees."""
    if resident is None:
        return None
    try:
        return registry.get_resident(resident)
    except RuleBroken:
        return None
