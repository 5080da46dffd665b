from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import EFFECTS, Kind
from rekam.registry.entries.rules import (
    CORRECTABLE,
    STATIC,
    Basis,
    Block,
    Risk,
    alike,
    birth_date_is_convention,
    check_elements,
    check_may_act,
    check_reactivation,
    may_be_blocked_for_age,
    risk,
)
from rekam.registry.entries.state import COLUMNS
from rekam.registry.rules import Mode, Status, check_owned_here

# What takes a state back needs that state.
BACK = {
    (Kind.MOVE_IN, Status.MOVED),
    (Kind.REACTIVATION, Status.INACTIVE),
    (Kind.DEATH_ANNULLED, Status.DEAD),
}
WANTS = {Kind.DEATH_ANNULLED: "resident_not_dead", Kind.DOUBLE_UNDONE: "nik_not_double"}
ENTERED = [kind for kind in Kind if EFFECTS[kind].entered]


@dataclass
class Case:
    kind: str = Kind.CHANGE
    risk: str = Risk.LOW
    warnings: list[str] = field(default_factory=list)


@pytest.mark.parametrize("kind", ENTERED)
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.DEAD, "resident_dead"),
        (Status.MOVED, "resident_moved"),
        (Status.INACTIVE, "nik_inactive"),
    ],
)
def test_a_nik_that_is_not_active_may_do_nothing(kind: Kind, status: Status, code: str) -> None:
    if (kind, status) in BACK:
        check_may_act(kind=kind, status=status, blocked_for="")
        return
    code = WANTS.get(kind, code)
    with pytest.raises(RuleBroken) as refused:
        check_may_act(kind=kind, status=status, blocked_for="")
    assert refused.value.code == code


def test_a_nik_blocked_at_22_waits_for_its_reviewed_return() -> None:
    with pytest.raises(RuleBroken, match="nik_blocked"):
        check_may_act(kind=Kind.MOVE_WITHIN, status=Status.ACTIVE, blocked_for=Block.NOT_RECORDED)
    check_may_act(kind=Kind.REACTIVATION, status=Status.ACTIVE, blocked_for=Block.NOT_RECORDED)
    with pytest.raises(RuleBroken, match="nik_not_blocked"):
        check_may_act(kind=Kind.REACTIVATION, status=Status.ACTIVE, blocked_for="")


def test_only_a_nik_taken_out_as_double_comes_back_by_undoing_that() -> None:
    check_may_act(kind=Kind.DOUBLE_UNDONE, status=Status.INACTIVE, blocked_for=Block.DOUBLE)
    with pytest.raises(RuleBroken, match="nik_not_double"):
        check_may_act(kind=Kind.DOUBLE_UNDONE, status=Status.INACTIVE, blocked_for=Block.ANOMALOUS)


def test_the_block_for_age_begins_on_the_22nd_birthday_and_not_for_the_recorded() -> None:
    born = date(2004, 11, 24)

    assert may_be_blocked_for_age(born=born, recorded_on=None, on=date(2026, 11, 24))
    assert not may_be_blocked_for_age(born=born, recorded_on=None, on=date(2026, 11, 23))
    assert not may_be_blocked_for_age(born=born, recorded_on=date(2026, 1, 1), on=date(2026, 11, 24))


def test_a_double_nik_never_comes_back_and_a_missing_recording_is_made_first() -> None:
    with pytest.raises(RuleBroken, match="nik_is_double"):
        check_reactivation(blocked_for=Block.DOUBLE, recorded_on=date(2026, 1, 1))
    with pytest.raises(RuleBroken, match="reactivation_needs_recording"):
        check_reactivation(blocked_for=Block.NOT_RECORDED, recorded_on=None)
    check_reactivation(blocked_for=Block.NOT_RECORDED, recorded_on=date(2026, 1, 1))
    check_reactivation(blocked_for=Block.ANOMALOUS, recorded_on=None)


@pytest.mark.parametrize("column", sorted(STATIC))
def test_a_static_element_is_no_change(column: str) -> None:
    with pytest.raises(RuleBroken, match="element_static"):
        check_elements(kind=Kind.CHANGE, columns=[column])


@pytest.mark.parametrize("column", COLUMNS)
def test_a_correction_reaches_every_element_but_the_nik_and_what_events_decide(column: str) -> None:
    if column in CORRECTABLE:
        check_elements(kind=Kind.CORRECTION, columns=[column])
        return
    with pytest.raises(RuleBroken, match="element_static" if column == "nik" else "element_unknown"):
        check_elements(kind=Kind.CORRECTION, columns=[column])


@pytest.mark.parametrize(
    ("born", "convention"),
    [
        (date(1970, 12, 31), True),
        (date(1970, 7, 1), True),
        (date(1970, 3, 15), True),
        (date(1970, 7, 2), False),
    ],
)
def test_dates_that_stand_for_an_unknown_day_are_known(born: date, convention: bool) -> None:
    assert birth_date_is_convention(born) is convention


def test_name_and_birth_date_are_no_basis_for_calling_two_niks_one_person() -> None:
    assert {basis.value for basis in Basis} == {"biometric", "papers", "statement"}


@given(st.lists(st.builds(Case, kind=st.sampled_from([Kind.CHANGE, Kind.BIRTH]), risk=st.sampled_from(Risk))))
def test_only_equal_calm_cases_are_approved_together(cases: Sequence[Case]) -> None:
    if alike(cases):
        assert len(cases) > 1
        assert len({case.kind for case in cases}) == 1
        assert {case.risk for case in cases} == {Risk.LOW}


def test_one_warning_is_enough_to_look_at_each() -> None:
    assert alike([Case(), Case()])
    assert not alike([Case(), Case(warnings=["nik_sex_differs"])])
    assert not alike([Case()])


def test_risk_is_high_where_a_nik_is_given_or_taken_and_low_where_no_right_depends() -> None:
    assert risk(kind=Kind.REACTIVATION) is Risk.HIGH
    assert risk(kind=Kind.DEATH_ANNULLED) is risk(kind=Kind.DOUBLE_UNDONE) is Risk.HIGH
    assert risk(kind=Kind.CORRECTION, columns=["occupation"]) is Risk.HIGH
    assert risk(kind=Kind.CHANGE, columns=["occupation"]) is Risk.LOW
    assert risk(kind=Kind.CHANGE, columns=["occupation", "religion"]) is Risk.NORMAL
    assert risk(kind=Kind.BIRTH) is Risk.NORMAL


def test_beside_siak_nothing_is_entered_here() -> None:
    check_owned_here(Mode.FULL)
    with pytest.raises(RuleBroken, match="siak_owns_this"):
        check_owned_here(Mode.BESIDE)
