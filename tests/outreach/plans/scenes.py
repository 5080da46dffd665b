"""A plan as the tests ask for it: on a Wednesday, for the week after, made at once."""

from datetime import UTC, date, datetime
from typing import Any
from unittest import mock

from rekam.kernel.database import Scope
from rekam.outreach.planning.plan import Plan as Found
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.solving import solve
from rekam.outreach.plans import making, queries, searching, services
from rekam.outreach.plans.models import Plan
from tests.personas import KASEMEN, SERANG

OFFICE = Scope.of("36.73")
AT = datetime(2026, 11, 18, 2, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 23)
VILLAGES = (SERANG, KASEMEN, *(f"36.73.02.100{number}" for number in (2, 3, 4, 6, 7)))
BY = {"actor": "bakri", "at": AT}


def made(**asked: object) -> Plan:
    """A plan of one week, asked for and made."""
    return done(services.propose(weeks=1, **BY | asked))  # type: ignore[arg-type]


def done(plan: Plan) -> Plan:
    """The worker's part with hardly any time to search: what is greedy is good enough here."""
    hurry = {"solve": hurried, "MEND_SECONDS": 0.05, "PROOF_SECONDS": 0.05}
    with mock.patch.multiple(searching, **hurry):
        making.make(plan.uuid, within=OFFICE, at=AT)
    plan.refresh_from_db()
    return plan


def hurried(problem: Problem, **asked: Any) -> Found:
    """The same search in a twentieth of a second."""
    return solve(problem, **asked | {"seconds": 0.05})


def newest() -> Plan:
    """The plan that holds."""
    found = queries.find_newest("36.73")
    assert found is not None
    return found
