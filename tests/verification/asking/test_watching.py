"""A hunt is seen, an institution's usual day is not."""

from datetime import timedelta
from random import Random

import pytest

from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.services import make_canary
from rekam.verification.asking import services as asking
from rekam.verification.asking.services import ask, watch
from rekam.verification.asking.watching import Seen, Sign, rate_limit, sign_in
from rekam.verification.partners import queries, services
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import State
from tests.verification.conftest import NOON, OFFICE, question


def seen(number: int, **changed: object) -> Seen:
    """The n-th question, of a person like no other."""
    told: dict[str, object] = {
        "at": NOON - timedelta(seconds=number),
        "code": "",
        "nik": f"nik {number}",
        "stem": f"stem {number}",
        "serial": 1,
        "family": f"family {number}",
    }
    return Seen(**told | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("run", "sign"),
    [
        ([seen(n) for n in range(60)], None),
        ([seen(n) for n in range(61)], Sign.RATE),
        ([seen(n, at=NOON - timedelta(minutes=6)) for n in range(61)], None),
        ([seen(n, code="13" if n < 9 else "") for n in range(20)], Sign.NOT_FOUND),
        ([seen(n, code="13" if n < 8 else "") for n in range(20)], None),
        ([seen(n, code="11") for n in range(20)], None),
        ([seen(n, stem="s", serial=n) for n in range(6)], Sign.SEQUENCE),
        ([seen(n, stem="s", serial=2 * n) for n in range(6)], None),
        ([seen(n, stem="s", serial=2 * n) for n in range(9)], Sign.BIRTH_DAY),
        ([seen(n, family="f") for n in range(13)], Sign.FAMILY),
        ([seen(n, family="f", nik="same") for n in range(13)], None),
        ([seen(n, family="f", at=NOON - timedelta(minutes=11)) for n in range(13)], None),
    ],
)
def test_signs_of_a_hunt(run: list[Seen], sign: Sign | None) -> None:
    assert sign_in(run, monthly_quota=1_000, at=NOON) == sign


def test_the_rate_follows_the_quota() -> None:
    assert rate_limit(1) == rate_limit(1_000) == 60
    assert rate_limit(1_000_000) == 9_470


def test_who_counts_upwards_is_stopped_and_only_a_person_opens_again(bank: Partner) -> None:
    for serial in range(1, 11):
        ask(bank, question(f"367302410190{serial:04d}"), now=NOON + timedelta(seconds=serial))
    with scope(OFFICE):
        stopped = queries.get_partner(bank.uuid)
        assert (stopped.state, queries.steps_of(bank)[0].reason) == (State.STOPPED, Sign.SEQUENCE)
    with pytest.raises(RuleBroken, match="partner_not_active"):
        ask(stopped, question("3673024101900050"), now=NOON)

    later = NOON + timedelta(minutes=1)
    with scope(OFFICE):
        services.move_partner(
            partner=bank.uuid, to=State.ACTIVE, reason="sudah diperiksa", actor="yayan", at=later
        )
    assert watch(bank, at=later) is None  # not for what a person has looked into


def test_a_canary_stops_at_once(bank: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(asking, "look", lambda **told: looked.append(told["actor"]))  # writes apart
    nik = make_canary(area_prefix="36.73.02", label="umpan", actor="test", at=NOON, chance=Random(3))

    ask(bank, question(nik), now=NOON)

    assert looked == [f"partner {bank.uuid}"]
    with scope(OFFICE):
        assert queries.steps_of(bank)[0].reason == Sign.CANARY
