"""The public figures against an office that would rather not show what is late."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from rekam.applications import services
from rekam.applications.clock.performance import Line
from rekam.applications.clock.queries import performance
from rekam.applications.clock.rules import Cause
from rekam.applications.filing.models import Application
from rekam.registry.models import Resident
from tests.applications.conftest import MONDAY, sent

NEXT_WEEK = MONDAY + timedelta(days=8)  # the seventh working day
MUCH_LATER = NEXT_WEEK + timedelta(days=40)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def whole(at: datetime) -> Line:
    cache.clear()
    return performance(now=at).whole


@pytest.fixture
def late(siti: Resident) -> Application:
    row = sent(siti)
    assert whole(NEXT_WEEK).open_late == 1
    return row


def test_a_pause_hides_nothing(late: Application) -> None:
    services.pause(
        application=late.uuid, cause=Cause.CENTRE, why="menunggu pusat", actor="rina", at=NEXT_WEEK
    )

    line = whole(MUCH_LATER)
    assert (line.sent, line.open_late, line.median_at_least) == (1, 1, True)


def test_asking_for_more_and_letting_it_lapse_hides_nothing(late: Application) -> None:
    services.ask_for_more(application=late.uuid, why="foto KK terpotong", actor="rina", at=NEXT_WEEK)
    assert whole(NEXT_WEEK).open_late == 1
    services.lapse(at=MUCH_LATER, actor="system")

    assert (whole(MUCH_LATER).sent, whole(MUCH_LATER).late) == (1, 1)


def test_talking_the_applicant_into_taking_it_back_hides_nothing(late: Application) -> None:
    services.withdraw(application=late.uuid, actor="public", at=NEXT_WEEK)

    assert (whole(NEXT_WEEK).sent, whole(NEXT_WEEK).late) == (1, 1)


def test_what_was_taken_back_in_time_is_nobodys_delay(siti: Resident) -> None:
    services.withdraw(application=sent(siti).uuid, actor="public", at=MONDAY + timedelta(days=1))

    assert whole(NEXT_WEEK).sent == 0


def test_what_is_older_than_the_window_and_open_is_in_it(late: Application) -> None:
    assert whole(MONDAY + timedelta(days=200)).open_late == 1
