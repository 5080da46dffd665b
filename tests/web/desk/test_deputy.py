"""A deputy sees what the absent officer would: the desk, the buttons and the links, not only the doors."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.accounts.services import give_deputy
from rekam.audit.models import Entry as Audit
from rekam.audit.rules import Purpose
from rekam.registry.entries.models import Entry
from rekam.registry.entries.rules import State
from tests.personas import officer
from tests.web.desk.conftest import entered, order

pytestmark = pytest.mark.usefixtures("office")


def deputy(role: Role, *, of: Role, areas: tuple[str, ...] = ("36.73",)) -> Client:
    """The browser of tini, who stands in for somebody of another role today."""
    absent = officer(of, username="away", areas=areas)
    tini, today = officer(role, username="tini"), timezone.localdate()
    head = officer(Role.HEAD, username="boss")
    give_deputy(absent=absent, stand_in=tini, from_day=today, until_day=today, by=head, at=timezone.now())
    browser = Client()
    browser.force_login(tini)
    return browser


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def head() -> Client:
    """A head in the verifikator's place."""
    return deputy(Role.HEAD, of=Role.VERIFIKATOR)


def purposes(action: str) -> list[str]:
    return list(Audit.objects.filter(action=action, actor="tini").values_list("purpose", flat=True))


def test_a_head_works_at_the_desk_in_the_verifikators_place(head: Client) -> None:
    entry = entered()
    where = f"/meja/entri/{entry.uuid}/"
    assert where in page(head, "/meja/")
    assert 'data-key="s"' in page(head, where)
    head.post(f"{where}setujui/")
    decided = Entry.objects.get(pk=entry.pk)
    assert (decided.state, decided.decided_by) == (State.APPROVED, "tini")


def test_the_page_of_an_entry_has_the_buttons_and_the_look_its_purpose(head: Client) -> None:
    entry = entered()
    assert "1 entri menunggu Anda" in page(head, "/register/entri/")
    seen = page(head, f"/register/entri/{entry.uuid}/")
    assert f'action="/register/entri/{entry.uuid}/setujui/"' in seen
    assert head.get(f"/register/entri/{entry.uuid}/berkas/0/").status_code == 200
    for action in ("registry.entries_seen", "registry.entry.seen", "registry.paper_seen"):
        assert purposes(action) == [Purpose.VERIFICATION]


def test_a_head_who_stands_in_for_nobody_serves_and_decides_nothing() -> None:
    browser, entry = Client(), entered()
    browser.force_login(officer(Role.HEAD, username="tini"))
    assert "menunggu Anda" not in page(browser, "/register/entri/")
    assert "/setujui/" not in page(browser, f"/register/entri/{entry.uuid}/")
    assert purposes("registry.entry.seen") == [Purpose.SERVICE]


def test_an_order_for_a_card_has_its_decision(head: Client) -> None:
    assert "Setujui pencetakan" in page(head, f"/kartu/pesanan/{order().uuid}/")


def test_an_operator_in_the_back_offices_place_is_shown_the_way_to_lists(everything: dict[str, Any]) -> None:
    browser = deputy(Role.OPERATOR, of=Role.BACK_OFFICE)
    found = page(browser, "/register/")
    assert "/register/impor/" in found
    assert "/register/ekspor/" in found
    assert "/register/impor/kirim/" in page(browser, "/register/impor/")
    assert "/register/ekspor/minta/" in page(browser, "/register/ekspor/")


def test_a_verifikator_in_the_heads_place_may_raise_limits_and_ask_for_exports() -> None:
    browser = deputy(Role.VERIFIKATOR, of=Role.HEAD)
    assert "Naikkan untuk hari ini" in page(browser, "/batas/")
    assert "/register/ekspor/minta/" in page(browser, "/register/ekspor/")
