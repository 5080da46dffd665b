"""Who gets a token, and who is let in with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from rekam.credentials.formats import moments
from rekam.verification.sandbox.models import SandboxClient
from tests.verification.api.asker import AUDIENCE, SATU, Asker


def ahead(minutes: int) -> int:
    return moments.stamp(timezone.now() + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "assertion",
    [
        lambda one: one.assertion(aud="https://other.example/token"),
        lambda one: one.assertion(aud=[AUDIENCE + "/token", "https://other.example"]),
        lambda one: one.assertion(exp=ahead(-1)),
        lambda one: one.assertion(exp=ahead(30)),
        lambda one: one.assertion(nbf=ahead(3)),
        lambda one: one.assertion(sub="somebody"),
        lambda one: one.assertion(iss="sandbox-nobody", sub="sandbox-nobody"),
        lambda one: one.assertion(jti="short"),
        lambda one: one.assertion(jti=7),
        lambda one: one.assertion(kind="at+jwt"),
        lambda one: Asker(one.client_id).assertion(),
        lambda _: "not.a.jwt",
        lambda _: "x" * 20_000,
    ],
)
def test_an_assertion_that_is_not_right_gets_no_token(
    asker: Asker, assertion: Callable[[Asker], str]
) -> None:
    answer = asker.sign_in(assertion(asker))

    assert answer.status_code in {400, 401}
    assert set(answer.json()) == {"code", "message", "error"}
    if answer.status_code == 401:
        assert (answer.json()["code"], answer.json()["error"]) == ("client_wrong", "invalid_client")


def test_an_assertion_counts_once(asker: Asker) -> None:
    assertion = asker.assertion()

    assert [asker.sign_in(assertion).status_code for _ in range(2)] == [200, 401]


def test_other_grants_are_refused(asker: Asker) -> None:
    assert asker.sign_in(grant_type="password").json()["error"] == "unsupported_grant_type"
    assert asker.sign_in(client_assertion_type="x").json()["error"] == "invalid_request"


def test_a_proof_is_for_one_request_once_by_the_tokens_own_key(asker: Asker) -> None:
    proof = asker.proof("POST", "/questions")
    thief = Asker(asker.client_id)
    thief.token = asker.token
    wrong = [
        (asker.ask(SATU, proof=proof), None),
        (asker.ask(SATU, proof=proof), "dpop_repeated"),
        (asker.ask(SATU, proof=asker.proof("POST", "/consents")), "dpop_wrong"),
        (asker.ask(SATU, proof=asker.proof("GET", "/questions")), "dpop_wrong"),
        (asker.ask(SATU, proof=asker.proof("POST", "/questions", ath="x")), "dpop_wrong"),
        (asker.ask(SATU, proof=asker.proof("POST", "/questions", iat=ahead(-5))), "dpop_wrong"),
        (asker.ask(SATU, proof=""), "dpop_missing"),
        (thief.ask(SATU), "token_of_another_key"),
    ]

    assert [one.json().get("code") for one, _ in wrong] == [code for _, code in wrong]
    assert {one.status_code for one, code in wrong if code} == {401}


def test_a_token_is_ours_unaltered_and_ends_with_its_key(asker: Asker) -> None:
    good = asker.token
    for token, code in [("", "token_missing"), ("x.y", "token_wrong"), (good[:-2] + "AA", "token_wrong")]:
        asker.token = token
        assert asker.ask(SATU).json()["code"] == code
    asker.token = good
    SandboxClient.objects.update(jwk=Asker().jwk)

    assert asker.ask(SATU).json()["code"] == "token_wrong"
