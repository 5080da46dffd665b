"""Until when a complaint is answered, who answers it, and how it goes up."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.applications.complaints.owning import ROLES_AT, Candidate, check_handing, choose_owner, level_of
from rekam.applications.complaints.rules import (
    DAYS,
    LAW_DAYS,
    LEVELS,
    PATIENCE,
    SOON,
    Accused,
    Category,
    Level,
    Mended,
    Outcome,
    check_outcome,
    check_reopening,
    check_words,
    days_between,
    due_on,
    first_level,
    is_soon,
    level_on,
)
from rekam.applications.complaints.steps import NEXT, WAITING, State, Step, after
from rekam.kernel.errors import RuleBroken
from rekam.kernel.working_days import is_working_day

DAY = st.dates(date(2026, 1, 1), date(2027, 12, 31))
# Lebaran of 2026 with its joint leave, the longest closure of a year.
LEBARAN = frozenset(date(2026, 3, 18) + timedelta(days=n) for n in range(8))
NAMES = ("ani", "budi", "citra", "dewi")
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        username=st.sampled_from(NAMES),
        role=st.sampled_from([Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD, Role.PROVINCE]),
        waiting=st.integers(0, 9),
    ),
    unique_by=lambda one: one.username,
    max_size=4,
)


def working(day: date) -> bool:
    return is_working_day(day, holidays=LEBARAN)


def code(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


@settings(max_examples=60, deadline=None)
@given(category=st.sampled_from(Category), filed=DAY)
def test_the_last_day_is_a_working_day_and_well_inside_the_law(category: Category, filed: date) -> None:
    due = due_on(category, filed=filed, counts=working)

    assert working(due)
    assert days_between(filed, due, counts=working) == DAYS[category]
    assert (due - filed).days <= LAW_DAYS


@settings(max_examples=60, deadline=None)
@given(candidates=CANDIDATES, barred=st.sets(st.sampled_from(NAMES)), level=st.sampled_from(Level))
def test_nobody_barred_ever_answers_and_nobody_below_the_level(
    candidates: list[Candidate], barred: set[str], level: Level
) -> None:
    chosen = choose_owner(candidates, barred=barred, level=level)
    able = {
        one.username
        for one in candidates
        for at in LEVELS[LEVELS.index(level) :]
        if one.role in ROLES_AT[at] and one.username not in barred
    }

    assert chosen.username not in barred
    assert LEVELS.index(chosen.level) >= LEVELS.index(level)
    assert bool(chosen.username) == bool(able)
    assert not chosen.username or chosen.username in able


def test_of_several_it_is_the_one_for_whom_least_waits() -> None:
    def one(name: str, waiting: int) -> Candidate:
        return Candidate(username=name, role=Role.VERIFIKATOR, waiting=waiting)

    assert choose_owner([one("ani", 3), one("budi", 1)], barred=(), level=Level.OFFICER).username == "budi"


@pytest.mark.parametrize(
    ("category", "accused", "knows_case", "level"),
    [
        (Category.LATE, Accused.NOBODY, False, Level.OFFICER),
        (Category.LATE, Accused.CASE, True, Level.OFFICER),
        (Category.LATE, Accused.CASE, False, Level.HEAD),
        (Category.REFUSED, Accused.COUNTER, True, Level.HEAD),
        (Category.ILLEGAL_FEE, Accused.NOBODY, True, Level.HEAD),
        (Category.LATE, Accused.HEAD, True, Level.PROVINCE),
    ],
)
def test_who_answers_first(category: Category, accused: Accused, knows_case: bool, level: Level) -> None:
    assert first_level(category=category, accused=accused, knows_case=knows_case) is level


@settings(max_examples=60, deadline=None)
@given(day=DAY, due=DAY, level=st.sampled_from(Level))
def test_a_complaint_only_goes_up_and_only_when_it_is_late(day: date, due: date, level: Level) -> None:
    reached = level_on(day, level=level, due=due, counts=working)
    late = days_between(due, day, counts=working)

    assert LEVELS.index(reached) >= LEVELS.index(level)
    assert day > due or reached is level
    assert (late > PATIENCE) <= (reached is Level.PROVINCE)
    assert not (is_soon(day, due=due, counts=working) and day > due)


def test_soon_is_two_working_days_before_the_last() -> None:
    friday, tuesday = date(2026, 11, 20), date(2026, 11, 24)

    assert is_soon(friday, due=tuesday, counts=working)
    assert not is_soon(friday - timedelta(days=1), due=tuesday, counts=working)
    assert days_between(friday, tuesday, counts=working) == SOON


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_the_table_of_moves_is_all_there_is(state: State, step: Step) -> None:
    if step in NEXT[state]:
        assert after(state, step) is NEXT[state][step]
    else:
        assert code(after, state, step) == "complaint_step_not_allowed"


def test_no_step_ends_a_complaint_but_an_answer() -> None:
    ends = {step for state in WAITING for step, to in NEXT[state].items() if to not in WAITING}

    assert ends == {Step.ANSWERED}


def test_it_is_reopened_once_and_within_thirty_days() -> None:
    answered = date(2026, 11, 1)
    check_reopening(answered=answered, day=answered + timedelta(days=30), before=False)

    late = code(check_reopening, answered=answered, day=answered + timedelta(days=31), before=False)
    twice = code(check_reopening, answered=answered, day=answered, before=True)
    assert (late, twice) == ("complaint_reopening_late", "complaint_reopened_already")


def test_words_say_something_and_nothing_unfounded_is_mended() -> None:
    assert code(check_words, "uang!! 123456") == "complaint_words_short"
    check_outcome(outcome=Outcome.PARTLY, mended=Mended.ENTRY)
    assert code(check_outcome, outcome=Outcome.NOT, mended=Mended.ENTRY) == "complaint_mended_unfounded"


def test_a_colleague_gets_no_complaint_while_nobody_knows_whom_it_means() -> None:
    check_handing(Role.HEAD, accused=Accused.COUNTER, is_named=False)
    check_handing(Role.VERIFIKATOR, accused=Accused.COUNTER, is_named=True)
    assert (
        code(check_handing, Role.VERIFIKATOR, accused=Accused.COUNTER, is_named=False)
        == "complaint_accused_unnamed"
    )
    assert level_of(Role.HEAD, level=Level.OFFICER) is Level.HEAD
    assert level_of(Role.BACK_OFFICE, level=Level.HEAD) is Level.HEAD
