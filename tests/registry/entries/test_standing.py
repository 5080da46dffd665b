"""What is offered for a resident is what the rules would not refuse whatever is filled in."""

from dataclasses import replace
from datetime import date

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import EFFECTS, Kind
from rekam.registry.entries.planning import Scene
from rekam.registry.entries.rules import Block
from rekam.registry.entries.standing import ADDS_MEMBER, check_standing, offered
from rekam.registry.rules import Status
from tests.registry.entries.families import ANAK, BAPAK, NENEK, OTHER_KK, PEOPLE, TETANGGA, scene

ACTIVE = {
    *(Kind.DEATH, Kind.MOVE_WITHIN, Kind.MOVE_OUT, Kind.MARRIAGE, Kind.CHANGE, Kind.CORRECTION),
    *(Kind.JOIN_CARD, Kind.SPLIT_CARD, Kind.DEACTIVATION, Kind.DOUBLE_NIK, *ADDS_MEMBER),
}


def of(who: str = "anak", **columns: object) -> frozenset[Kind]:
    """What is offered for somebody with these columns changed."""
    uuids = {"anak": ANAK, "bapak": BAPAK, "nenek": NENEK, "tetangga": TETANGGA}
    changed = replace(PEOPLE[uuids[who]], **columns)  # type: ignore[arg-type]
    return offered(subject=uuids[who], scene=scene(**{who: changed}))


def test_the_unmarried_are_not_divorced() -> None:
    assert of() == ACTIVE


def test_the_married_may_be_divorced() -> None:
    assert of("bapak") == ACTIVE | {Kind.DIVORCE}


def test_who_is_alone_on_a_card_has_none_to_split() -> None:
    assert of("tetangga") == ACTIVE - {Kind.SPLIT_CARD}


def test_of_the_dead_only_the_death_is_annulled_and_the_family_still_grows() -> None:
    assert of(status=Status.DEAD) == {Kind.DEATH_ANNULLED, *ADDS_MEMBER}
    assert of("tetangga", status=Status.DEAD) == {Kind.DEATH_ANNULLED}


def test_who_moved_out_may_only_come_back() -> None:
    assert of("tetangga", status=Status.MOVED) == frozenset()


def test_an_inactive_nik_is_put_in_use_again_and_a_double_one_only_undone() -> None:
    assert of("tetangga", status=Status.INACTIVE, blocked_for=Block.ANOMALOUS) == {Kind.REACTIVATION}
    assert of("tetangga", status=Status.INACTIVE, blocked_for=Block.DOUBLE) == {Kind.DOUBLE_UNDONE}


def test_a_nik_blocked_for_want_of_a_recording_comes_back_once_there_is_one() -> None:
    still = {Kind.DEATH, Kind.DOUBLE_NIK, Kind.DEACTIVATION, Kind.CORRECTION, *ADDS_MEMBER}

    assert of(blocked_for=Block.NOT_RECORDED) == still
    assert of(blocked_for=Block.NOT_RECORDED, recorded_on=date(2026, 1, 1)) == still | {Kind.REACTIVATION}


@pytest.mark.parametrize("kind", [kind for kind in Kind if not EFFECTS[kind].entered])
def test_what_nobody_enters_is_never_offered(kind: Kind) -> None:
    assert kind not in of("bapak")


def test_a_card_without_anybody_grows_no_more() -> None:
    empty = Scene(
        people={TETANGGA: replace(PEOPLE[TETANGGA], status=Status.DEAD)}, cards={}, today=date(2026, 1, 1)
    )
    with pytest.raises(RuleBroken, match="kk_unknown"):
        check_standing(kind=Kind.BIRTH, subject=TETANGGA, scene=empty)
    assert PEOPLE[TETANGGA].kk == OTHER_KK
