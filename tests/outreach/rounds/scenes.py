"""An office with a team and requests for visits at home, and the worker's part done at once."""

from datetime import date, timedelta
from typing import Any
from unittest import mock

from rekam.outreach.rounds import making, services
from rekam.outreach.rounds.models import HomeDay
from rekam.outreach.rounds.routing.searching import best_tours
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import Asker, Reason
from rekam.outreach.sites.homes.services import ask_home_visit
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.teams.models import Team
from tests.outreach.sites.scenes import BENDUNG, BY, DINAS, MONDAY, OFFICE, site, team

TUESDAY = MONDAY + timedelta(days=1)


def crew(*, name: str = "Tim 1", **values: Any) -> Team:
    """A team of an office in Bendung, 08.00 to 15.00."""
    code = f"UPT-{name}".upper().replace(" ", "-")
    home = site(Kind.OFFICE, code=code, area=BENDUNG)
    return Team.objects.get(uuid=team(home, name=name, **values))


def ask(number: int = 1, *, waited: int = 5, **values: Any) -> HomeVisit:
    """Somebody who cannot come and waits since then."""
    told: dict[str, Any] = {
        "area_code": BENDUNG,
        "reason": Reason.ELDERLY,
        "asker": Asker.FAMILY,
        "full_name": f"Mbah {number}",
        "place": f"Kp. Baru RT {number}/1",
        "phone": "0812000000",
        "asked_on": MONDAY - timedelta(days=waited),
    }
    return ask_home_visit(**told | BY | values)


def asked(*teams: Team, on: date = TUESDAY, **values: Any) -> HomeDay:
    """A day that is asked for and made."""
    told = {"area_code": DINAS, "on": on, "teams": [one.uuid for one in teams]}
    return done(services.propose(**told | BY | values))


def done(day: HomeDay) -> HomeDay:
    """The worker's part, with hardly any search."""
    with mock.patch.object(making, "best_tours", hurried):
        making.make(day.uuid, within=OFFICE)
    day.refresh_from_db()
    return day


def hurried(day: Any, **given: Any) -> Any:
    return best_tours(day, **given | {"idle": 30})
