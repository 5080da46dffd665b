"""A contract from its entry to its end: by two people, with a grant, and stopped without one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from rekam.audit.models import Entry
from rekam.kernel.database import NOTHING, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import Field
from rekam.verification.partners import queries, services
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import Kind, State, Way, check_key, check_terms, price
from tests.verification.conftest import GRANT, NOON, OFFICE, TODAY, active, terms

X = "A" * 43
JWK: dict[str, object] = {"kty": "EC", "crv": "P-256", "x": X, "y": X, "kid": "k1", "alg": "ES256"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"fields": ()}, "fields_missing"),
        ({"fields": (Field.JENIS_KLMIN, Field.TGL_LHR)}, "fields_too_thin"),
        ({"fields": (Field.NAMA_LGKP, Field.SIDIK_JARI)}, "minister_missing"),
        ({"fields": (Field.NAMA_LGKP, Field.PNYDNG_CCT), "minister_number": "M-1"}, "minister_missing"),
        ({"contract_until": date(2025, 1, 1)}, "contract_days"),
        ({"nik_quota": 0}, "quota_range"),
    ],
)
def test_a_contract_may_not_say_everything(changed: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        check_terms(terms(**changed))


def test_protected_fields_go_with_the_ministers_approval() -> None:
    check_terms(terms(fields=(Field.NAMA_LGKP, Field.IRIS), minister_number="M-1", minister_on=TODAY))


@pytest.mark.parametrize(
    ("kind", "on", "rupiah"),
    [
        (Kind.BANK, TODAY, 1_000),
        (Kind.BANK, date(2023, 3, 27), 0),
        (Kind.GOVERNMENT, TODAY, 0),
        (Kind.TELECOM, date(2025, 3, 27), 500),
        (Kind.TELECOM, date(2025, 3, 28), 1_000),
    ],
)
def test_what_a_question_costs(kind: Kind, on: date, rupiah: int) -> None:
    assert price(kind, Way.NIK, on=on) == rupiah


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"d": X}, "key_private"),
        ({"crv": "P-384"}, "key_not_es256"),
        ({"alg": "none"}, "key_not_es256"),
        ({"kty": "oct"}, "key_not_es256"),
        ({"x": "short"}, "key_not_es256"),
        ({"kid": ""}, "key_id"),
        ({"kid": "known"}, "key_id"),
    ],
)
def test_only_public_es256_keys_are_trusted(changed: dict[str, object], code: str) -> None:
    check_key(JWK, known=())
    with pytest.raises(RuleBroken, match=code):
        check_key(JWK | changed, known=["known"])


def test_who_entered_a_contract_does_not_approve_it(db: None) -> None:
    with scope(OFFICE):
        row = services.draft_partner(terms=terms(), area_code="36.73", actor="bakri", at=NOON)
        with pytest.raises(RuleBroken, match="four_eyes"):
            services.approve_partner(partner=row.uuid, grant=GRANT, actor="bakri", at=NOON)
        with pytest.raises(RuleBroken, match="not_found"):
            services.draft_partner(terms=terms(), area_code="36.72", actor="bakri", at=NOON)
        assert queries.get_partner(row.uuid).state == State.DRAFT


def test_a_stopped_contract_is_opened_by_a_person_with_a_reason(bank: Partner) -> None:
    with scope(OFFICE):
        assert services.stop_partner(partner=bank.uuid, reason="sequence", at=NOON)
        assert not services.stop_partner(partner=bank.uuid, reason="rate", at=NOON)
        assert queries.count_stopped() == 1
        move: Callable[..., Any] = services.move_partner
        with pytest.raises(RuleBroken, match="partner_reason_missing"):
            move(partner=bank.uuid, to=State.ACTIVE, reason="ok", actor="yayan", at=NOON)
        with pytest.raises(RuleBroken, match="partner_step"):
            move(partner=bank.uuid, to=State.STOPPED, reason="sudah diperiksa", actor="yayan", at=NOON)
        move(partner=bank.uuid, to=State.ACTIVE, reason="sudah diperiksa", actor="yayan", at=NOON)

        assert [one.state for one in queries.steps_of(bank)] == ["active", "stopped", "active", "draft"]
    told = Entry.objects.filter(case=str(bank.uuid)).order_by("pk")
    assert [(one.action.rpartition("_")[2], one.actor) for one in told] == [
        *(("draft", "bakri"), ("active", "yayan"), ("stopped", "watch"), ("active", "yayan"))
    ]


def test_the_door_finds_an_institution_and_the_keys_of_the_day(bank: Partner) -> None:
    until = TODAY + timedelta(days=10)
    with scope(OFFICE):
        for kid in ("k1", "k2"):
            services.add_key(
                partner=bank.uuid, jwk=JWK | {"kid": kid}, begins=TODAY, until=until, actor="bakri", at=NOON
            )
        cert = services.add_certificate(
            partner=bank.uuid, thumbprint="AB:" * 31 + "AB", begins=TODAY, until=until, actor="bakri", at=NOON
        )
        with pytest.raises(RuleBroken, match="key_id"):
            services.add_key(partner=bank.uuid, jwk=JWK, begins=TODAY, until=until, actor="bakri", at=NOON)
    with scope(NOTHING):
        assert queries.find_partner(bank.client_id) == bank
        assert [queries.find_partner(one) for one in ("", "x", str(cert.uuid))] == [None] * 3
        assert {one["kid"] for one in queries.keys_of(bank, TODAY)} == {"k1", "k2"}
        assert queries.keys_of(bank, until + timedelta(days=1)) == []
        assert queries.certificates_of(bank, TODAY) == ["ab" * 32]
    with scope(OFFICE):
        services.revoke_key(key=cert.uuid, actor="bakri", at=NOON)
    assert queries.certificates_of(bank, TODAY) == []


def test_another_office_sees_no_contract(db: None) -> None:
    with scope(OFFICE):
        row = active()
    with scope(Scope.of("36.72")), pytest.raises(RuleBroken, match="not_found"):
        queries.get_partner(row.uuid)
