"""The queue: the oldest and most consequential first; whoever judged a case is past it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from rekam.abis import queries, words
from rekam.abis.models import Case, SearchRun, Subject, Verdict
from rekam.abis.rules import Answer, Consequence
from rekam.accounts.models import Account
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
KASEMEN, NOON = "36.73.02.1001", datetime(2026, 11, 24, 5, tzinfo=UTC)
SERANG = Scope.of("36.73")


def case(*, days: int, hangs_on_it: Consequence = Consequence.DOUBT) -> Case:
    opened = NOON - timedelta(days=days)
    probe = Subject.objects.create(uuid=uuid.uuid4(), enrolled_at=opened)
    run = SearchRun.objects.create(
        subject=probe, outcome="unclear", gallery=1, parameters={}, candidates=[], at=opened
    )
    return Case.objects.create(
        area_code=KASEMEN,
        probe=probe,
        candidate=uuid.uuid4(),
        run=run,
        opened_at=opened,
        consequence=hangs_on_it,
    )


def judged(of: Case, *actors: str) -> None:
    for actor in actors:
        Verdict.objects.create(
            case=of, area_code=KASEMEN, actor=actor, answer=Answer.UNDECIDED, reason="tidak jelas", at=NOON
        )


def test_age_and_what_hangs_on_a_case_put_it_forward_and_the_page_says_why() -> None:
    with scope(SERANG):
        doubtful = case(days=3)
        likely = case(days=2, hangs_on_it=Consequence.LIKELY)
        several = case(days=1, hangs_on_it=Consequence.MANY)
        tied = case(days=4)
        judged(tied, "ana", "budi")
        old = case(days=8)
        found = list(queries.waiting(actor="cici"))
        told = words.priority(found[0], at=NOON)
        last = words.priority(found[-1], at=NOON)

        assert [one.pk for one in found] == [row.pk for row in (old, tied, several, likely, doubtful)]
        assert [one.given for one in found] == [0, 2, 0, 0, 0]
        assert (told.late, told.days) == (True, 0)
        assert (last.late, last.why) == (False, (words.CONSEQUENCES[Consequence.DOUBT],))
        assert words.priority(found[1], at=NOON).why[0] == words.THIRD
        assert [one.pk for one in queries.waiting(actor="ana")] == [one.pk for one in found if one != tied]


def test_neither_a_second_account_of_the_two_nor_who_recorded_is_a_third_person() -> None:
    for name, is_active in (("ana", False), ("ana2", True)):
        Account.objects.create(
            username=name,
            display_name=name,
            kind="officer",
            role="adjudicator",
            areas=["36.73"],
            employee_number="198001012005011001",
            is_active=is_active,
        )
    with scope(SERANG):
        one = case(days=1)
        judged(one, "ana", "budi")
        assert queries.open_cases(actor="ana2") == []
        with pytest.raises(RuleBroken, match="verdict_given"):
            queries.check_may_judge(one, actor="ana2")
        queries.check_may_judge(one, actor="cici")
        one.not_by = ["cici"]
        one.save()
        assert queries.open_cases(actor="cici") == []
        with pytest.raises(RuleBroken, match="recorded_by_judge"):
            queries.check_may_judge(one, actor="cici")


def test_what_was_said_of_an_open_case_is_nobodys_to_read() -> None:
    with scope(SERANG):
        one = case(days=1)
        judged(one, "ana")
        for ask in (lambda: queries.get_decided(one.uuid), lambda: queries.verdicts_of(one)):
            with pytest.raises(RuleBroken, match="not_found"):
                ask()
        one.answer, one.decided_at = Answer.SAME, NOON
        one.save()
        assert [row.actor for row in queries.verdicts_of(queries.get_decided(one.uuid))] == ["ana"]
    with scope(Scope.of("36.74")):
        assert list(queries.decided()) == []
        with pytest.raises(RuleBroken, match="not_found"):
            queries.get_decided(one.uuid)
