"""The plan's workbook sent back: which stops were given another day, and which lines cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans import queries
from rekam.outreach.plans.changing import check_move
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.sites.closures import Shut
from rekam.outreach.sites.queries import shut
from rekam.outreach.sites.tables import Line, read_table

ID, DAY = "id", "tanggal"
# As we write it, and as people type it into a spreadsheet.
FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


@dataclass(frozen=True)
class Change:
    """A stop and its new day; None = it is called off."""

    stop: PlanStop
    to: date | None


@dataclass(frozen=True)
class Reject:
    """A line that cannot be taken: its number in the file, the column at fault, and why."""

    line: int
    column: str
    code: str


@dataclass(frozen=True)
class Returned:
    """What a workbook would change; lines that say what the plan says are in neither list."""

    changes: Sequence[Change]
    rejects: Sequence[Reject]


def read_returned(content: bytes, *, plan: Plan, today: date) -> Returned:
    """Compare a workbook with the plan that it came from; nothing is changed yet.

    A day left empty calls a stop off; a line that was taken out changes nothing.
    Raises RuleBroken as sites.tables.read_table does.
    """
    lines = read_table(content, columns={ID: (ID,), DAY: (DAY,)}, needed=(ID, DAY))
    stops = {str(stop.uuid): stop for stop in queries.stops_of(plan)}
    closed = shut(since=plan.first)
    changes: dict[UUID, Change] = {}
    seen: set[str] = set()
    rejects = []
    for line in lines:
        try:
            change = _change(line, stops=stops, seen=seen, closed=closed, today=today)
        except RuleBroken as broken:
            column = ID if broken.code in {"stop_unknown", "stop_twice"} else DAY
            rejects.append(Reject(line.number, column, broken.code))
            continue
        if change is not None:
            changes[change.stop.uuid] = change
    return Returned(list(changes.values()), rejects)


def _change(
    line: Line, *, stops: dict[str, PlanStop], seen: set[str], closed: Sequence[Shut], today: date
) -> Change | None:
    key = line.cells[ID].lower()
    stop = stops.get(key)
    if stop is None:
        raise RuleBroken("stop_unknown")
    if key in seen:
        raise RuleBroken("stop_twice")
    seen.add(key)
    to = _day(line.cells[DAY])
    if to == stop.day:
        return None
    if to is not None:
        check_move(stop, to=to, closed=closed, today=today)
    elif stop.day <= today:
        raise RuleBroken("pin_in_the_past")
    return Change(stop, to)


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise RuleBroken("day_malformed")
