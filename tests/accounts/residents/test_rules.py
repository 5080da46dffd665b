"""What a resident's account proves and opens, and how long its codes hold."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.residents import rules
from rekam.accounts.residents.rules import LIMITS, MOST_WRONG, RIGHTS, Level, Right, Sort
from rekam.kernel.errors import RuleBroken

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_an_address_alone_proves_nobody_and_opens_nothing_of_the_register() -> None:
    assert rules.level_of(None) is Level.CONTACT
    assert rules.level_of(uuid4()) is Level.IDENTIFIED
    assert RIGHTS[Level.CONTACT] == {Right.KEPT_APPLICATIONS}
    assert RIGHTS[Level.IDENTIFIED] == set(Right)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)), st.integers(0, 5), st.booleans())
def test_a_code_holds_once_for_its_time_and_for_three_tries(age: timedelta, wrong: int, used: bool) -> None:
    fresh = not used and wrong < MOST_WRONG
    told = {"made_at": NOON, "used": used, "wrong": wrong, "at": NOON + age}
    assert rules.office_code_holds(**told) == (fresh and age < timedelta(days=7))  # type: ignore[arg-type]
    assert rules.sent_code_holds(**told) == (fresh and age < timedelta(minutes=10))  # type: ignore[arg-type]


@pytest.mark.parametrize("sort", Sort)
def test_the_question_after_the_last_allowed_one_is_refused(sort: Sort) -> None:
    most, minutes = LIMITS[sort]
    rules.check_tries(most - 1, sort=sort)
    with pytest.raises(RuleBroken) as refused:
        rules.check_tries(most, sort=sort)
    assert (refused.value.code, refused.value.facts) == ("resident_tries_used_up", {"minutes": minutes})
