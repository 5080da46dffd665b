"""Every act on a part is a row of its history, and the part stands as the fold of them says."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rekam.audit.models import Entry
from rekam.devices.kits import parts, queries, services
from rekam.devices.kits.availability import DayState
from rekam.devices.kits.models import Custody, Part, PartEvent
from rekam.devices.kits.rules import Act, PartKind, State, folded
from rekam.devices.kits.standing import Standing, standings
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.devices.kits.scene import (
    CITY,
    KASEMEN,
    LONG_AGO,
    NOW,
    SERANG,
    TODAY,
    ago,
    breaks,
    kit,
    part_of,
    said,
    spare,
)

pytestmark = pytest.mark.usefixtures("office")
IRIS, CAMERA, FINGER = PartKind.IRIS, PartKind.CAMERA, PartKind.FINGER


def standing(*kits: object) -> list[Standing]:
    return standings(queries.kits(), today=TODAY)


def test_a_part_stands_as_its_history_says_and_every_act_is_in_the_audit() -> None:
    part = part_of(kit("A"), IRIS)
    breaks(part, on=ago(40), then=((Act.SENT, ago(39)), (Act.BACK, ago(5)), (Act.MENDED, ago(4))))
    breaks(part, on=ago(2))

    acts = [Act(one) for one in part.history.order_by("number").values_list("act", flat=True)]
    assert folded(acts) is State.FAULTY is State(part.state)
    assert (part.state_on, part.broken_on, part.acts) == (ago(2), ago(2), 6)
    actions = Entry.objects.filter(case=str(part.uuid)).order_by("pk").values_list("action", flat=True)
    assert list(actions) == [f"devices.part.{act}" for act in acts]


def test_cost_and_who_stay_with_the_step_and_a_history_goes_forward_only() -> None:
    part = breaks(part_of(kit("A"), IRIS), on=ago(3))
    mending = said(ago(2), by="Toko Maju", cost=350_000, note="lensa")
    parts.step_part(part=part.uuid, act=Act.LOCAL, said=mending)

    row = PartEvent.objects.get(part=part, act=Act.LOCAL)
    assert (row.by, row.cost, row.note, row.on) == ("Toko Maju", 350_000, "lensa", ago(2))
    with pytest.raises(RuleBroken, match="part_day_wrong"):
        parts.step_part(part=part.uuid, act=Act.MENDED, said=said(ago(3)))
    with pytest.raises(RuleBroken, match="part_act_not_allowed"):
        parts.step_part(part=part.uuid, act=Act.BACK, said=said())
    with pytest.raises(RuleBroken, match="part_act_not_allowed"):
        parts.step_part(part=part.uuid, act=Act.PUT, said=said())


def test_a_part_is_registered_once() -> None:
    spare(IRIS, serial="7")
    with pytest.raises(RuleBroken, match="part_known"):
        spare(IRIS, serial="7")


def test_a_borrowed_part_makes_the_other_kit_whole_and_is_called_back_by_its_day() -> None:
    good, dead = kit("A"), kit("B", area_code=SERANG)
    breaks(part_of(dead, IRIS))
    lent = parts.borrow_part(
        part=part_of(good, IRIS).uuid, kit=dead.uuid, office="", due_on=ago(-10), said=said(by="Udin")
    )
    lender, borrower = standing()

    assert (lent.area_code, lent.due_on) == (SERANG, ago(-10))
    assert (lender.kit, lender.today.state, lender.back_on) == (dead, DayState.READY, TODAY)
    assert borrower.today.state is DayState.BORROWED
    assert borrower.dead_since == TODAY
    assert [one.uuid for one in queries.borrowed()] == [lent.uuid]
    with pytest.raises(RuleBroken, match="part_is_away"):
        parts.put_part(part=lent.uuid, kit=dead.uuid, said=said())
    back = parts.return_part(part=lent.uuid, said=said())
    assert (back.kit, back.due_on, back.area_code) == (good, None, KASEMEN)
    with pytest.raises(RuleBroken, match="part_not_borrowed"):
        parts.return_part(part=lent.uuid, said=said())


def test_a_loan_has_one_goal_and_an_office_outside_sees_the_part_and_cannot_change_it() -> None:
    own, part = kit("A"), spare(CAMERA, serial="9")
    goals = [(own.uuid, "36.04"), (None, ""), (None, "36.73.01")]
    for goal, office in goals:
        with pytest.raises(RuleBroken, match="loan_goal_wrong"):
            parts.borrow_part(part=part.uuid, kit=goal, office=office, due_on=ago(-9), said=said())
    parts.borrow_part(part=part.uuid, kit=None, office="36.04", due_on=ago(-9), said=said())

    with scope(Scope.of("36.04")):
        assert [one.uuid for one in queries.borrowed()] == [part.uuid]
        with pytest.raises(RuleBroken, match="not_found"):
            parts.report_fault(part=part.uuid, said=said())
    with scope(Scope.of("36.72")), pytest.raises(RuleBroken, match="not_found"):
        queries.get_part(part.uuid)


def test_a_kit_is_handed_on_with_its_parts_and_the_row_before_stays() -> None:
    own = kit("A")
    services.hand_kit(
        kit=own.uuid, area_code=CITY, team="Tim 1", holder="yayan", on=ago(3), actor="bakri", at=NOW
    )
    places = list(Custody.objects.filter(kit=own).order_by("pk").values_list("area_code", "team", "on"))

    assert places == [(KASEMEN, "", LONG_AGO), (CITY, "Tim 1", ago(3))]
    assert {part.area_code for part in Part.objects.filter(kit=own)} == {CITY}
    with pytest.raises(RuleBroken, match="kit_day_wrong"):
        services.hand_kit(kit=own.uuid, area_code=CITY, team="", holder="", on=ago(4), actor="b", at=NOW)
    with pytest.raises(RuleBroken, match="not_found"):
        services.hand_kit(kit=own.uuid, area_code="36.04", team="", holder="", on=TODAY, actor="b", at=NOW)


def test_days_are_promised_once_and_can_be_given_free() -> None:
    own = kit("A")

    def reserve(first: int, last: int) -> object:
        days = {"first": ago(-first), "last": ago(-last)}
        return services.reserve_kit(kit=own.uuid, why="SMAN 1", today=TODAY, actor="bakri", at=NOW, **days)

    reserve(2, 4)
    for first, last, code in ((4, 5, "taken"), (-1, 1, "days_wrong"), (6, 5, "days_wrong")):
        with pytest.raises(RuleBroken, match=f"reservation_{code}"):
            reserve(first, last)
    days = [ago(-n) for n in range(6)]
    ready = queries.available_kits(office=CITY, days=days, today=TODAY)
    assert [len(ready[day]) for day in days] == [1, 1, 0, 0, 0, 1]
    services.cancel_reservation(reservation=own.reservations.get().uuid, actor="bakri", at=NOW)
    assert len(queries.available_kits(office=CITY, days=days, today=TODAY)[days[2]]) == 1


def test_the_plan_hears_when_a_kit_is_back_by_the_median_of_past_repairs() -> None:
    old, broken = kit("A"), kit("B")
    for start, days in ((300, 20), (200, 30), (100, 60)):
        end = ago(start - days)
        repair = ((Act.SENT, ago(start)), (Act.BACK, end), (Act.MENDED, end))
        breaks(part_of(old, IRIS), on=ago(start), then=repair)
    breaks(part_of(broken, FINGER), on=ago(10), then=((Act.SENT, ago(5)),))
    found = standing()[1]

    assert found.back_on == ago(5) + timedelta(days=30)
    assert found.dead_since == ago(10)
    ready = queries.available_kits(office=KASEMEN, days=[TODAY, ago(-25)], today=TODAY)
    assert [len(kits) for kits in ready.values()] == [1, 2]


def test_three_of_six_are_dead_and_the_proposal_brings_one_back() -> None:
    names = "ABCDEF"
    kits = [kit(name) for name in names]
    for name, kinds in {"D": (FINGER,), "E": (IRIS,), "F": (FINGER, PartKind.LAPTOP)}.items():
        for kind in kinds:
            breaks(part_of(kits[names.index(name)], kind))
    found = queries.proposal(standing(), office=CITY)

    assert found.whole == (kits[3].uuid,)
    (move,) = found.exchanges
    parts.borrow_part(part=move.part, kit=move.goal, office="", due_on=ago(-30), said=said())
    assert sum(one.is_usable for one in standing()) == 4


def test_a_kit_leaves_the_inventory_only_when_it_is_empty() -> None:
    own = kit("A", without=tuple(PartKind)[1:])
    with pytest.raises(RuleBroken, match="kit_not_empty"):
        services.retire_kit(kit=own.uuid, on=TODAY, actor="bakri", at=NOW)
    parts.step_part(part=part_of(own, PartKind.LAPTOP).uuid, act=Act.WRITTEN_OFF, said=said())
    services.retire_kit(kit=own.uuid, on=TODAY, actor="bakri", at=NOW)

    assert queries.kits() == []
    with pytest.raises(RuleBroken, match="not_found"):
        services.retire_kit(kit=uuid4(), on=TODAY, actor="bakri", at=NOW)


def test_how_long_parts_last_is_told_by_model() -> None:
    breaks(part_of(kit("A"), IRIS), on=ago(10))
    lines = queries.lasting_by_model(today=TODAY)

    assert (lines[0][0], lines[0][1], lines[0][2].failures) == (IRIS, "Contoh iris-1", 1)
    assert lines[0][2].days == (ago(10) - LONG_AGO).days


def test_a_kecamatan_that_saw_half_of_a_history_still_opens_its_pages() -> None:
    own = kit("A", area_code=SERANG)
    part = part_of(own, IRIS)
    breaks(part, on=ago(9))
    services.hand_kit(kit=own.uuid, area_code=KASEMEN, team="", holder="", on=ago(8), actor="bakri", at=NOW)
    breaks(part, on=ago(7), then=((Act.LOCAL, ago(6)), (Act.MENDED, ago(5))))

    with scope(Scope.of(KASEMEN)):
        (seen,) = standings(queries.kits(), today=TODAY)
        assert seen.is_usable
