"""An act of two is done when the second officer has signed in and said so, and not before."""

import pytest
from django.db import IntegrityError, transaction

from rekam.cards import queries, services
from rekam.cards.blanks.boxes.queries import get_box
from rekam.cards.blanks.models import BlankMove, Box
from rekam.cards.blanks.rules import BlankState, BoxPaper
from rekam.cards.blanks.seconds.models import ActOfTwo
from rekam.cards.blanks.seconds.queries import acts_for
from rekam.cards.blanks.seconds.rules import Kind
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, NOON, blanks

pytestmark = pytest.mark.usefixtures("office")
WHY = "satu keping tidak ada di dalam boks"


def write(*serials: str, kind: Kind = Kind.TAKEN, second: str = "siti") -> ActOfTwo:
    return services.write_custody(
        kind=kind, serials=serials, carrier="tim", second=second, actor="rina", at=NOON
    )


def confirm(row: ActOfTwo, *, actor: str = "siti") -> ActOfTwo:
    return services.confirm_act(act=row.uuid, actor=actor, at=NOON)


def refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


def held(state: BlankState) -> int:
    (balance,) = queries.balances([queries.Site(DINAS, "")], at=NOON)
    assert balance.adds_up
    assert queries.states_agree(balance.site)
    return balance.held[state]


def test_blanks_lie_in_the_safe_until_the_one_who_takes_them_has_said_so() -> None:
    made = blanks(2)
    taken = write(*made)
    assert (held(BlankState.RECEIVED), queries.open_carriers()) == (2, [])
    assert [acts_for(name) for name in ("rina", "siti", "budi")] == [[], [taken], []]
    assert refusal(confirm, taken, actor="budi") == "not_the_second"
    assert refusal(confirm, taken, actor="rina") == "four_eyes"
    confirm(taken)
    assert (held(BlankState.RECEIVED), held(BlankState.CARRIED)) == (0, 2)
    moves = BlankMove.objects.filter(target=BlankState.CARRIED)
    assert {(move.actor, move.second) for move in moves} == {("rina", "siti")}
    assert refusal(confirm, taken) == "act_of_two_answered"
    confirm(write(made[0], kind=Kind.BROUGHT))
    assert (held(BlankState.RECEIVED), held(BlankState.CARRIED)) == (1, 1)


def test_what_would_be_refused_is_refused_when_it_is_written() -> None:
    (serial,) = blanks(1)
    assert refusal(write, serial, second="rina") == "four_eyes"
    assert refusal(write, serial, kind=Kind.BROUGHT) == "blank_step_not_allowed"
    assert not ActOfTwo.objects.exists()


def test_blanks_that_moved_meanwhile_are_not_taken_along() -> None:
    (serial,) = blanks(1)
    row = write(serial)
    services.spoil_blank(serial=serial, reason="tergores waktu dihitung", actor="budi", at=NOON)
    assert refusal(confirm, row) == "blank_step_not_allowed"
    services.drop_act(act=row.uuid, actor="rina", at=NOON)
    assert acts_for("siti") == []


def short_box() -> Box:
    paper = BoxPaper(number="BX-1", count=5)
    services.receive_delivery(site=DINAS, letter="SJ-B", boxes=[paper], actor="gudang", at=NOON)
    return Box.objects.get()


def test_a_box_is_short_when_another_officer_has_looked_too() -> None:
    box = short_box()
    row = services.write_short_box(box=box.uuid, reason=WHY, actor="rina", at=NOON)
    assert get_box(box.uuid).left == 5
    again = {"box": box.uuid, "reason": WHY, "actor": "budi", "at": NOON}
    assert refusal(services.write_short_box, **again) == "act_of_two_open"
    assert refusal(confirm, row, actor="rina") == "four_eyes"
    confirm(row, actor="budi")
    assert (get_box(box.uuid).left, held(BlankState.LOST)) == (0, 5)


def test_the_database_refuses_a_confirmation_by_the_first_officer() -> None:
    row = services.write_short_box(box=short_box().uuid, reason=WHY, actor="rina", at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActOfTwo.objects.filter(pk=row.pk).update(confirmed=True, answered_by="rina", answered_at=NOON)
