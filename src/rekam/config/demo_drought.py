"""What the scenario kemarau changes in the demo: seven months without a blank, as Kota Serang had them.

From September 2016 to March 2017 Kota Serang got none (Kabar5, 20 September 2017). Whoever would have got a
card in that time waits with a print-ready recording; some asked for it, some hold a letter in its place.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import TYPE_CHECKING, NamedTuple

from rekam.config.demo_cards import CITY, FIRST_BODY, record_body

if TYPE_CHECKING:
    from rekam.registry.models import Resident

DROUGHT = timedelta(days=213)
LAST_ANSWER = timedelta(days=75)  # the centre allotted nothing then


class Asker(NamedTuple):
    """Somebody who asked for a card so many days ago: of which age, why, and whether with a letter."""

    young: bool
    disaster: bool
    days_ago: int
    letter: bool


# Each of them as often as the others; who comes first by the order of 2020 is another sequence.
ASKERS = (
    Asker(young=False, disaster=False, days_ago=60, letter=True),
    Asker(young=True, disaster=False, days_ago=40, letter=False),
    Asker(young=False, disaster=False, days_ago=120, letter=False),
    Asker(young=False, disaster=True, days_ago=90, letter=False),
    Asker(young=False, disaster=False, days_ago=190, letter=True),
    Asker(young=True, disaster=False, days_ago=160, letter=False),
)


def dry_since(today: date) -> date:
    """The day on which the last blank was used."""
    return today - DROUGHT


def withhold_cards(*, since: date, at: datetime) -> int:
    """Let nobody have got a card since that day: they wait with a print-ready recording; how many."""
    from rekam.coverage.counters.services import fold
    from rekam.registry.ladder import PRINT_READY
    from rekam.registry.models import Resident

    rows = Resident.objects.filter(printed_on__gt=since)
    waiting = rows.update(ektp_status=PRINT_READY, printed_on=None, handed_on=None)
    fold(at=at)
    return waiting


def ask_for_cards(number: int, *, today: date) -> None:
    """So many approved orders of the months gone by, and their letters; call it in the office's scope."""
    from rekam.cards.orders.rules import Reason
    from rekam.cards.services import approve_print, issue_suket, request_print

    askers = list(islice(cycle(ASKERS), number))
    people = {young: iter(_waiting(number, young=young, today=today)) for young in (True, False)}
    for place, asker in enumerate(askers):
        resident = next(people[asker.young], None)
        if resident is None:  # a small city has few of an age
            continue
        at = datetime.now(UTC) - timedelta(days=asker.days_ago + place // len(ASKERS))
        _become_ready(resident, on=at.date())
        record = record_body(resident, number=FIRST_BODY + place, at=at)
        reason = Reason.DISASTER if asker.disaster else Reason.NEW
        job = request_print(record=record, reason=reason, actor="yayan", at=at)
        approve_print(job=job.uuid, actor="vera", at=at)
        if asker.letter:
            issue_suket(record=record, site=CITY, actor="bakri", at=at)


def _waiting(number: int, *, young: bool, today: date) -> Sequence["Resident"]:
    """Print-ready residents who were 17 on every day of the drought, or grown ones never recorded before."""
    from rekam.registry.ladder import PRINT_READY, UNREGISTERED
    from rekam.registry.models import Resident
    from rekam.registry.rules import Status

    rows = Resident.objects.filter(status=Status.ACTIVE, nationality="WNI")
    year = timedelta(days=365.25)
    if young:
        born = (today - 17.95 * year, today - 17 * year - DROUGHT)
        rows = rows.filter(ektp_status=PRINT_READY, birth_date__range=born)
    else:
        rows = rows.filter(ektp_status=UNREGISTERED, birth_date__lt=today - 25 * year)
    return list(rows.order_by("pk")[:number])


def _become_ready(resident: "Resident", *, on: date) -> None:
    """Recorded and print-ready on that day."""
    from rekam.registry.ladder import PRINT_READY

    resident.ektp_status, resident.recorded_on, resident.print_ready_on = PRINT_READY, on, on
    resident.save(update_fields=["ektp_status", "recorded_on", "print_ready_on"])


def ask_in_vain(*, office: str, today: date) -> None:
    """A request of some weeks ago, to which the centre allotted nothing."""
    from rekam.cards.services import note_allotment, request_blanks

    at = datetime.now(UTC) - LAST_ANSWER
    row = request_blanks(office=office, letter="470/098/CONTOH", months=1, actor="bakri", at=at)
    answered = today - LAST_ANSWER
    note_allotment(request=row.uuid, blanks=0, letter="400/CONTOH", on=answered, actor="bakri", at=at)
