"""Planning a visit: the kelurahan that an officer answers for, also for somebody absent."""

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.accounts.services import give_deputy
from tests.personas import officer

pytestmark = pytest.mark.django_db
SERANG, KASEMEN = "36.73.01", "36.73.02"


def offered(account: Account) -> set[str]:
    """The kecamatan whose kelurahan the form offers."""
    browser = Client()
    browser.force_login(account)
    choices = browser.get("/jemput-bola/rencana/").context["form"].fields["area_code"].choices
    return {code[:8] for code, _name in choices}


def test_a_deputy_plans_visits_of_the_absent_officers_area_too() -> None:
    tini = officer(Role.OPERATOR, areas=(KASEMEN,), username="tini")
    absent = officer(Role.OPERATOR, areas=(SERANG,), username="yayan")
    assert offered(tini) == {KASEMEN}
    today = timezone.localdate()
    give_deputy(
        absent=absent,
        stand_in=tini,
        from_day=today,
        until_day=today,
        by=officer(Role.HEAD, username="hj-euis"),
        at=timezone.now(),
    )
    assert offered(tini) == {SERANG, KASEMEN}
