"""The pages' questions over the demo's city, from the counters, and from the register as their limit."""

from datetime import UTC, datetime, timedelta

from benchmarks.clock import least, line

from rekam.config.database import running_database
from rekam.kernel.commands import set_up

AREA = "36.73"


def measure(*, rounds: int) -> None:
    """The work is the database's, so the ratios are of wall time."""
    with running_database():
        set_up()
        _measure(rounds=rounds)


def _measure(*, rounds: int) -> None:
    from django.db import connection

    from rekam.coverage.counters.queries import cells, figures, flow, picture, recounted
    from rekam.coverage.counters.services import fold
    from rekam.coverage.people.queries import people
    from rekam.coverage.people.rules import Chosen
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day

    now = datetime.now(UTC)
    today = office_day(now)
    year = timedelta(days=365)

    def scan() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(birth_date), max(recorded_on) FROM registry_resident")
            cursor.fetchone()

    with scope(Scope.of(AREA)):
        fold(at=now)
        limit = least(scan, rounds=rounds)
        line("limit: a bare scan of the register's rows", limit, limit=limit.wall, by="wall")
        for what, work in {
            "all counts and groups by kelurahan, live": lambda: figures(area_code=AREA, on=today),
            "why the gap moved since yesterday": lambda: flow(
                area_code=AREA, since=today - timedelta(days=1), on=today
            ),
            "all cells: kelurahan, sex, age, mark": lambda: cells(area_code=AREA, on=today),
            "nothing new to fold": lambda: fold(at=now),
            "the same cells from the register itself": lambda: recounted(area_code=AREA, on=today),
            "all the page's numbers, live": lambda: picture(area_code=AREA, around=AREA, on=today),
            "the same as of a day a year ago": lambda: picture(area_code=AREA, around=AREA, on=today - year),
            "the same as of a day in a year": lambda: picture(area_code=AREA, around=AREA, on=today + year),
            "who is not recorded, by name": lambda: people(area_code=AREA, on=today, chosen=Chosen()),
        }.items():
            line(what, least(work, rounds=rounds), limit=limit.wall, by="wall")
