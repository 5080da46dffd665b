"""What a mobile team takes along is checked out and in by two officers, and only that team may use it."""

import pytest

from rekam.audit.models import Entry
from rekam.cards import queries, services
from rekam.cards.blanks import custody
from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, KASEMEN, NOON, approved, blanks, printed

TEAM = "kunjungan-sawah-luhur"

pytestmark = pytest.mark.usefixtures("office")


def take(*serials: str, carrier: str = TEAM, taken_by: str = "siti") -> int:
    return custody.check_out(serials=serials, carrier=carrier, taken_by=taken_by, actor="rina", at=NOON)


def bring(*serials: str, carrier: str = TEAM, brought_by: str = "siti") -> int:
    return custody.check_in(serials=serials, carrier=carrier, brought_by=brought_by, actor="rina", at=NOON)


def held(state: BlankState) -> int:
    (balance,) = queries.balances([queries.Site(DINAS, "")], at=NOON)
    assert balance.adds_up
    assert queries.states_agree(balance.site)
    return balance.held[state]


def refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


def test_a_team_takes_blanks_and_cards_and_what_it_has_is_told() -> None:
    unused, card, _left = blanks(3)
    printed(serial=card)
    assert take(unused, card) == 2
    assert [blank.serial for blank in queries.carried_by(TEAM)] == [unused, card]
    (away,) = queries.open_carriers()
    assert (away.carrier, away.site.code, away.blanks, away.cards, away.by) == (TEAM, DINAS, 1, 1, "siti")
    assert (held(BlankState.RECEIVED), held(BlankState.CARRIED), held(BlankState.CARRIED_CARD)) == (1, 1, 1)


def test_what_comes_back_is_in_the_safe_again_and_the_rest_is_still_away() -> None:
    first, second = blanks(2)
    take(first, second)
    assert bring(first) == 1
    assert (held(BlankState.RECEIVED), held(BlankState.CARRIED)) == (1, 1)
    bring(second)
    assert queries.open_carriers() == []
    assert Entry.objects.filter(action="cards.blanks.checked_in", case=TEAM).count() == 2


def test_a_printed_card_comes_back_as_a_printed_card() -> None:
    (serial,) = blanks(1)
    printed(serial=serial)
    take(serial)
    bring(serial)
    assert Blank.objects.get().state == BlankState.PRINTED


def test_one_officer_alone_neither_gives_nor_takes_back() -> None:
    (serial,) = blanks(1)
    assert refusal(take, serial, taken_by="rina") == "four_eyes"
    take(serial)
    assert refusal(bring, serial, brought_by="rina") == "four_eyes"


def test_a_team_is_named_and_takes_something() -> None:
    (serial,) = blanks(1)
    assert refusal(take, serial, carrier=" ") == "carrier_missing"
    assert refusal(take) == "lot_empty"


def test_nothing_is_taken_twice_and_all_or_nothing() -> None:
    first, second = blanks(2)
    take(first)
    assert refusal(take, first, second, carrier="lain") == "blank_step_not_allowed"
    assert Blank.objects.get(serial=second).state == BlankState.RECEIVED


def test_only_the_team_that_took_it_brings_it_back() -> None:
    first, second = blanks(2)
    take(first)
    assert refusal(bring, first, carrier="lain") == "blank_carried"
    assert refusal(bring, second) == "blank_step_not_allowed"


def test_the_counter_cannot_print_or_send_what_is_away() -> None:
    (serial,) = blanks(1)
    take(serial)
    job = approved().uuid
    assert refusal(services.start_print, job=job, serial=serial, actor="rina", at=NOON) == "blank_carried"
    sent = {"serials": [serial], "to_site": KASEMEN, "due_on": NOON.date(), "actor": "rina", "at": NOON}
    assert refusal(services.send_blanks, **sent) == "blank_step_not_allowed"


def test_the_team_prints_and_gives_out_what_it_carries() -> None:
    (serial,) = blanks(1)
    take(serial)
    for to, expected in (
        (BlankState.PRINTING, BlankState.PRINTING),
        (BlankState.PRINTED, BlankState.CARRIED_CARD),
        (BlankState.HANDED_OVER, BlankState.HANDED_OVER),
    ):
        ledger.step(ledger.lock_blank(serial), to=to, actor="siti", at=NOON, carrier=TEAM)
        assert Blank.objects.get().state == expected
    assert queries.open_carriers() == []
    assert BlankMove.objects.filter(carrier=TEAM).count() == 4


def test_a_blank_spoiled_on_the_way_leaves_the_team() -> None:
    (serial,) = blanks(1)
    take(serial)
    services.spoil_blank(serial=serial, reason="kehujanan di perahu", actor="siti", at=NOON)
    assert (held(BlankState.SPOILED), queries.carried_by(TEAM)) == (1, [])
