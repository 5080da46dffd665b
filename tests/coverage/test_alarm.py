"""The page tells a recount that found the counters wrong."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.coverage.counters.models import Ledger
from rekam.coverage.counters.services import fold
from rekam.kernel.database import scope
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import officer

ALARM = "tidak cocok dengan hitung ulang"


@pytest.mark.django_db
def test_the_heads_page_raises_the_alarm_only_while_counters_are_wrong() -> None:
    town.load(born=date(1990, 1, 1))
    browser = Client()
    browser.force_login(officer(Role.HEAD))
    with scope(OFFICE):
        fold(at=datetime.now(UTC))

    assert ALARM not in browser.get("/capaian/36.73/").content.decode()
    Ledger.objects.update(recount_wrong=2, recounted_at=datetime.now(UTC))
    assert ALARM in browser.get("/capaian/36.73/").content.decode()
