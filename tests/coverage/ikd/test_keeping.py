"""IKD figures are taken once, corrected beside the old ones, and shown to who may see the area."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.ikd import queries
from rekam.coverage.ikd.models import IkdCount
from rekam.coverage.ikd.rules import Channel, Count, Session
from rekam.coverage.ikd.services import Taken, take_counts, take_sessions
from rekam.coverage.ikd.table import table
from rekam.kernel.database import Scope, scope
from rekam.kernel.region import AreaCode
from tests.personas import KASEMEN, SERANG, officer

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LINE = Count(date(2026, 11, 20), KASEMEN, Channel.MPP, 12, 3, "Dasbor IKD")
OTHER = Count(date(2026, 11, 9), SERANG, Channel.OFFICE, 5, 0, "Dasbor IKD")


@pytest.fixture
def office(db: None) -> Iterator[None]:
    with scope(Scope.of("36.73")):
        yield


def taken(*lines: Count) -> Taken:
    return take_counts(lines, actor="ani", at=NOW)


def test_the_same_lines_again_change_nothing(office: None) -> None:
    assert taken(LINE, OTHER) == Taken(new=2, changed=0, same=0)
    assert taken(LINE, OTHER) == Taken(new=0, changed=0, same=2)
    assert IkdCount.objects.count() == 2
    assert Entry.objects.filter(action="coverage.ikd_taken").count() == 1


def test_a_correction_holds_and_the_old_word_stays(office: None) -> None:
    taken(LINE)

    assert taken(replace(LINE, own=10)) == Taken(new=0, changed=1, same=0)
    assert [one.own for one in queries.sums(area_code="36.73", on=TODAY)] == [10]
    assert sorted(IkdCount.objects.values_list("own", flat=True)) == [10, 12]


def test_an_area_is_the_sum_of_its_parts_without_outsiders(office: None) -> None:
    taken(LINE, OTHER)
    take_sessions([Session(date(2026, 9, 1), KASEMEN, "Daftar hadir")], actor="ani", at=NOW)

    found = table(place=AreaCode("36.73"), on=TODAY)

    assert (found.total.standing.own, found.total.standing.outsiders) == (17, 3)
    assert sum(row.standing.own for row in found.rows) == 17
    assert found.total.explained == 1
    assert found.channels == [(Channel.MPP, 12, 3), (Channel.OFFICE, 5, 0)]


def test_weeks_begin_on_monday_and_the_last_one_runs(office: None) -> None:
    taken(LINE, OTHER)

    assert queries.weeks(area_code="36.73", on=TODAY, count=3) == [
        (date(2026, 11, 9), 5),
        (date(2026, 11, 16), 12),
        (date(2026, 11, 23), 0),
    ]


def test_another_office_sees_none_of_it(office: None) -> None:
    taken(LINE)

    with scope(Scope.of("36.72")):
        assert queries.sums(area_code="36.73", on=TODAY) == []


def test_a_figure_is_typed_in_and_a_future_one_is_not(office: None) -> None:
    clerk = Client()
    clerk.force_login(officer(Role.BACK_OFFICE))
    typed = {"area_code": KASEMEN, "channel": "mpp", "own": "7", "outsiders": "1", "source": "Dasbor"}
    day = {"on_day": "20", "on_month": "11", "on_year": "2026"}

    sent = clerk.post(reverse("coverage:ikd_keep"), typed | day)
    refused = clerk.post(reverse("coverage:ikd_keep"), typed | day | {"on_year": "2100"})

    assert sent.headers["Location"] == reverse("coverage:ikd", args=[KASEMEN])
    assert refused.status_code == 400
    page = clerk.get(sent.headers["Location"]).content.decode()
    assert "7 warga" in page


def test_an_operator_sees_the_page_and_may_not_feed_it(office: None) -> None:
    operator = Client()
    operator.force_login(officer(Role.OPERATOR))

    assert operator.get(reverse("coverage:ikd", args=["36.73"])).status_code == 200
    assert operator.get(reverse("coverage:ikd_keep")).status_code == 403


def test_nobody_is_led_to_a_kelurahan_that_was_not_chosen(office: None) -> None:
    clerk = Client()
    clerk.force_login(officer(Role.BACK_OFFICE))

    page = clerk.get(reverse("coverage:ikd_keep")).content.decode()

    assert page.count('<option value="" selected>Pilih</option>') == 2
    assert reverse("coverage:ikd", args=["36.73"]) in page
