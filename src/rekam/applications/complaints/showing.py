"""A complaint as the complainant and as its officers see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rekam.accounts.queries import named
from rekam.applications.complaints import words
from rekam.applications.complaints.models import Complaint, ComplaintStep
from rekam.applications.complaints.queries import overdue_since
from rekam.applications.complaints.rules import Accused, Category, Level
from rekam.applications.complaints.steps import WAITING, State, Step
from rekam.applications.filing.numbers import spaced
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.ui.dates import long_date
from rekam.ui.language import page_language
from rekam.ui.parts import Fact
from rekam.ui.parts import Step as Shown

# What the complainant reads of the history: who owns it inside the office is not among it.
FOR_COMPLAINANT = (Step.FILED, Step.ASKED, Step.REPLIED, Step.ANSWERED, Step.REOPENED, Step.RAISED)


@dataclass(frozen=True)
class Line:
    """One complaint in the queue."""

    row: Complaint
    number: str
    category: words.Text
    place: str
    owner: str
    level: words.Text
    sign: str
    word: words.Text
    late: int


def lines(rows: Sequence[Complaint], *, today: date) -> list[Line]:
    """These as the queue shows them; whoever answers by name and post."""
    people = named(row.owner for row in rows if row.owner)
    return [_line(row, owner=str(people[row.owner]) if row.owner else "", today=today) for row in rows]


def _line(row: Complaint, *, owner: str, today: date) -> Line:
    sign, word = words.STATES[State(row.state)]
    return Line(
        row=row,
        number=spaced(row.number),
        category=words.CATEGORIES[Category(row.category)],
        place=area_name(row.area_code),
        owner=owner,
        level="" if row.level == Level.OFFICER else words.LEVELS[Level(row.level)],
        sign=sign,
        word=word,
        late=overdue_since(row, today=today) if row.state in WAITING else 0,
    )


def history(row: Complaint) -> list[Shown]:
    """What the complainant reads: what happened, and the answer still to come."""
    steps = row.steps.filter(step__in=FOR_COMPLAINANT).order_by("number")
    done = [_shown(step, name=words.STEPS[Step(step.step)]) for step in steps]
    waits = row.state in WAITING
    return [*done, *([Shown(name=str(words.STEPS[Step.ANSWERED]))] if waits else [])]


def history_inside(row: Complaint) -> list[Shown]:
    """Everything, with who did it and who answered from then on."""
    steps = list(row.steps.order_by("number"))
    people = named({name for step in steps for name in (step.actor, step.owner) if name})
    told = words.NO_ACCOUNT | {name: str(one) for name, one in people.items() if one.post}
    return [
        _shown(
            step,
            name=words.STEPS_INSIDE[Step(step.step)],
            who=" → ".join(str(told.get(name, name)) for name in _names(step)),
        )
        for step in steps
    ]


def _names(step: ComplaintStep) -> list[str]:
    moves = step.step in (Step.FILED, Step.GIVEN, Step.NAMED, Step.LINKED, Step.RAISED, Step.REOPENED)
    return [name for name in (step.actor, step.owner if moves else "") if name]


def _shown(step: ComplaintStep, *, name: words.Text, who: str = "") -> Shown:
    day = long_date(office_day(step.at), language=page_language())
    note = " · ".join(part for part in (day, who, step.text) if part)
    return Shown(name=str(name), state="done", note=note)


def facts(row: Complaint) -> list[Fact]:
    """Where, when and against whom."""
    day = long_date(row.happened_on, language=page_language()) if row.happened_on else ""
    told = (
        (words.FACTS["accused"], words.ACCUSED_SHORT[Accused(row.accused)]),
        (words.FACTS["described"], row.described),
        (words.FACTS["place"], area_name(row.area_code)),
        (words.FACTS["happened_on"], day),
    )
    return [Fact(key=str(key), value=value) for key, value in told if value]


def last_words(row: Complaint, step: Step) -> str:
    """What was said the last time that this happened; "" where it never did."""
    found = row.steps.filter(step=step).order_by("-number").first()
    return found.text if found else ""
