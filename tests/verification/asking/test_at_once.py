"""Counts that are right when many ask at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.models import Asked, MonthUse
from rekam.verification.asking.services import ask
from tests.verification.conftest import NOON, OFFICE, active, question


def test_the_last_questions_of_a_quota_are_answered_once(own_database: str) -> None:
    with scope(OFFICE):
        partner = active(monthly_quota=5, nik_quota=3)

    def tries(number: int) -> str:
        try:
            ask(partner, question(f"36730241019{number % 4:05d}"), now=NOON)
        except RuleBroken as broken:
            return broken.code
        finally:
            connections.close_all()
        return "answered"

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(tries, range(16)))

    assert told.count("answered") == MonthUse.objects.get().used == 5
    with scope(OFFICE):
        assert Asked.objects.count() == 5
