"""The demo's counter: open on working days, with some invented people booked for the days to come."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

SEED, BOOKED = 20261123, 30
AREA, NAME, ADDRESS = "36.73", "Loket Dinas Kota Serang", "Kantor Disdukcapil Kota Serang"
NAMES = ("Ani", "Budi", "Citra", "Dedi", "Eka", "Fajar", "Gita", "Hadi", "Iis", "Joko")


def open_one_counter(*, today: date, at: datetime) -> None:
    """A counter with the kits that go out with no team, and bookings of the next ten days."""
    from rekam.applications.bookings.counters import Kept, kits_for, open_counter
    from rekam.applications.bookings.hours import Hours
    from rekam.applications.bookings.rules import Purpose

    daily = Hours(opens=time(8), closes=time(15), break_from=time(12), break_until=time(13))
    kept = Kept(
        name=NAME,
        address=ADDRESS,
        week=dict.fromkeys(range(5), daily),
        purposes=list(Purpose),
        kits=list(kits_for(AREA))[:2],
        recorders=2,
        clerks=2,
        minutes_recording=10,
        minutes_desk=10,
        walk_ins=30,
    )
    counter = open_counter(area_code=AREA, kept=kept, actor="bakri", at=at)
    _book(counter.uuid, today=today, at=at)


def _book(counter: UUID, *, today: date, at: datetime) -> None:
    """Where the drawn day is closed or the half hour full, nobody is booked, as at a real counter."""
    from rekam.applications.bookings.rules import Purpose
    from rekam.applications.bookings.services import Comer, When, book
    from rekam.kernel.errors import RuleBroken

    chance = Random(SEED)  # noqa: S311 - a demo, no secret
    for number in range(BOOKED):
        on = today + timedelta(days=chance.randint(1, 10))
        starts = time(chance.choice((8, 9, 10, 11, 13, 14)), chance.choice((0, 30)))
        comer = Comer(nik=f"36730141019{number:05}", name=chance.choice(NAMES))
        purpose = chance.choice((Purpose.RECORDING, Purpose.COLLECTION))
        try:
            token = UUID(int=chance.getrandbits(128))
            book(
                purpose=purpose,
                when=When(place=counter, on=on, starts=starts),
                comer=comer,
                token=token,
                at=at,
            )
        except RuleBroken:
            continue
