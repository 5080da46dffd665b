"""What the office takes and refuses; names are those of the OpenID conformance suite where it has one."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from rekam.audit.models import Entry
from rekam.credentials.formats import jose, keys
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.presenting import queries, services
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import State
from rekam.kernel.errors import RuleBroken
from tests.credentials import plain_sd_jwt, world
from tests.credentials.presenting.conftest import Holder, mdoc_token, sd_jwt_token

Ask = Callable[..., Holder]


def seen(phone: Holder, *, later: timedelta = timedelta(0)) -> queries.Seen:
    asked = phone.asked
    return queries.get_own(
        asked.question, actor="rina", reference=asked.reference, at=datetime.now(UTC) + later
    )


def told_by(answer: HttpResponse) -> Any:
    return json.loads(answer.content)


def test_happy_flow(holder: Ask) -> None:
    """Both forms; the value may be read for a minute by who asked, and then lies nowhere."""
    for show, token in ((Holder.show_sd_jwt, sd_jwt_token), (Holder.show_mdoc, mdoc_token)):
        phone = holder()
        answer = phone.answer(token(show(phone)))
        assert (answer.status_code, told_by(answer)) == (200, {})

        told = seen(phone)
        assert (told.state, told.row.standing, told.row.code) == (State.ANSWERED, "valid", "credential_valid")
        assert told.values == {"age_over_17": True}
        assert seen(phone, later=timedelta(seconds=61)).values == {}
        with pytest.raises(RuleBroken, match="not_found"):
            queries.get_own(
                phone.asked.question, actor="budi", reference=phone.asked.reference, at=datetime.now(UTC)
            )
        other = holder().asked.reference
        assert (
            queries.get_own(phone.asked.question, actor="rina", reference=other, at=datetime.now(UTC)).values
            == {}
        )

    services.forget(at=datetime.now(UTC) + timedelta(seconds=61))
    assert not Question.objects.filter(sealed__isnull=False).exists()


def test_request_uri_fetched_twice(holder: Ask) -> None:
    phone = holder(fetched=False)
    assert phone.client.head(f"/ikd/requests/{phone.asked.reference}").status_code == 405
    assert phone.fetch().status_code == 200

    again = phone.fetch()

    assert (again.status_code, told_by(again)["error_description"]) == (400, "request_fetched_twice")


def test_an_answer_of_a_length_that_is_no_number_is_refused(holder: Ask) -> None:
    path = f"/ikd/answers/{holder(fetched=False).asked.reference}"
    for told in ("ten", "-1", "9" * 5_000):
        answer = Client().generic(
            "POST", path, "response=x", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=told
        )
        assert (answer.status_code, told_by(answer)["error_description"]) == (413, "request_too_large")


def _binding(phone: Holder, **changed: Any) -> str:
    """A presentation with one thing changed in the proof of its holder."""
    before = phone.show_sd_jwt().rpartition("~")[0] + "~"
    told = {
        "iat": int(datetime.now(UTC).timestamp()),
        "aud": phone.request["client_id"],
        "nonce": phone.request["nonce"],
        "sd_hash": plain_sd_jwt.sha(before),
        **changed,
    }
    return before + jose.sign(told, kind="kb+jwt", signer=world.HOLDER)


REFUSED: Mapping[str, tuple[str, Callable[[Holder], Mapping[str, Any]]]] = {
    "invalid-sd-hash": (
        "binding_of_another",
        lambda phone: sd_jwt_token(_binding(phone, sd_hash=plain_sd_jwt.sha("x~"))),
    ),
    "invalid-session-transcript": (
        "binding_signature_wrong",
        lambda phone: mdoc_token(phone.show_mdoc(response_uri="https://bank.example/answer")),
    ),
    "invalid-kb-jwt-nonce": ("binding_nonce_wrong", lambda phone: sd_jwt_token(_binding(phone, nonce="x"))),
    "invalid-kb-jwt-aud": ("binding_audience_wrong", lambda phone: sd_jwt_token(_binding(phone, aud="x"))),
    "kb-jwt-iat-in-past": (
        "binding_too_old",
        lambda phone: sd_jwt_token(phone.show_sd_jwt(at=datetime.now(UTC) - timedelta(seconds=90))),
    ),
    "kb-jwt-iat-in-future": (
        "binding_too_early",
        lambda phone: sd_jwt_token(phone.show_sd_jwt(at=datetime.now(UTC) + timedelta(seconds=90))),
    ),
    "kb-jwt-missing": (
        "binding_missing",
        lambda phone: sd_jwt_token(phone.show_sd_jwt().rpartition("~")[0] + "~"),
    ),
    "element-kept-back": ("answer_incomplete", lambda phone: sd_jwt_token(phone.show_sd_jwt(show=("nama",)))),
    "another-credential-id": ("answer_not_asked", lambda phone: {"x": [phone.show_sd_jwt()]}),
    "both-forms": (
        "answer_not_asked",
        lambda phone: {**sd_jwt_token(phone.show_sd_jwt()), **mdoc_token(phone.show_mdoc())},
    ),
    "two-presentations": ("answer_not_asked", lambda phone: {"sd_jwt": [phone.show_sd_jwt()] * 2}),
}


def test_a_refused_document_is_told_to_the_officer_with_its_code_and_shows_nothing(holder: Ask) -> None:
    for name, (code, make) in REFUSED.items():
        phone = holder()
        answer = phone.answer(make(phone))

        told = seen(phone)
        assert (answer.status_code, told_by(answer)["error_description"]) == (400, code), name
        assert (told.row.standing, told.row.code, told.values) == ("invalid", code, {}), name
        assert told.row.sealed is None


def test_minimal_cnf_jwk(holder: Ask) -> None:
    """A holder's key with no member but those that make it is enough."""
    assert set(keys.to_jwk(world.HOLDER.public)) == {"kty", "crv", "x", "y"}
    assert holder().fetch().status_code == 400
    phone = holder()
    assert phone.answer(sd_jwt_token(phone.show_sd_jwt())).status_code == 200


def test_an_answer_that_is_no_answer_leaves_the_question_open(holder: Ask) -> None:
    phone = holder()
    other = holder()
    shown = sd_jwt_token(phone.show_sd_jwt())
    for answer, code in (
        (phone.post(response="x"), "answer_unreadable"),
        (phone.post(), "answer_unreadable"),
        (phone.answer(shown, state="x"), "answer_state_wrong"),
        (phone.answer(shown, vp_token="x"), "answer_unreadable"),
        (_to(phone, closed_for=other), "answer_unreadable"),
        (phone.post(response="A" * (256 * 1024 + 1)), "credential_too_large"),
    ):
        assert told_by(answer)["error_description"] == code
    assert seen(phone).state is State.FETCHED

    assert phone.answer(shown).status_code == 200
    assert told_by(phone.answer(shown))["error_description"] == "request_answered"


def _to(phone: Holder, *, closed_for: Holder) -> Any:
    """An answer closed to the key of another question."""
    own, phone.request["client_metadata"] = (
        phone.request["client_metadata"],
        closed_for.request["client_metadata"],
    )
    answer = phone.answer(sd_jwt_token(phone.show_sd_jwt()))
    phone.request["client_metadata"] = own
    return answer


def test_declined_over_and_unknown(holder: Ask) -> None:
    phone = holder()
    assert phone.post(error="access_denied", state=phone.request["state"]).status_code == 200
    assert seen(phone).state is State.DECLINED

    late = holder()
    Question.objects.filter(uuid=late.asked.question).update(
        asked_at=datetime.now(UTC) - timedelta(minutes=5)
    )
    answer = late.answer(sd_jwt_token(late.show_sd_jwt()))
    assert told_by(answer)["error_description"] == "request_over"
    assert seen(late).state is State.OVER
    assert late.client.get("/ikd/requests/x").status_code == 404


def test_same_phone_comes_back_by_a_code_of_its_own(holder: Ask) -> None:
    phone = holder(same_phone=True)
    back = told_by(phone.answer(sd_jwt_token(phone.show_sd_jwt())))["redirect_uri"]

    row = seen(phone).row
    assert queries.is_return_of(row, back.partition("response_code=")[2])
    assert not queries.is_return_of(row, "x")
    assert not queries.is_return_of(row, "")


def test_the_request_is_signed_by_a_certificate_under_the_root_that_signs_no_credential(holder: Ask) -> None:
    phone = holder(fetched=False)
    text = phone.fetch().content.decode()
    assert phone.request["aud"] == "https://self-issued.me/v2"
    assert phone.request["response_mode"] == "direct_post.jwt"
    assert "d" not in phone.request["client_metadata"]["jwks"]["keys"][0]

    token = jose.read(text, kinds=frozenset({"oauth-authz-req+jwt"}))
    leaf = services._trust(at=datetime.now(UTC)).leaf_of(
        [base64.b64decode(one) for one in token.header["x5c"]], purpose=Purpose.SD_JWT, at=datetime.now(UTC)
    )
    assert jose.is_by(token, key=leaf.key)
    assert leaf.issuers == frozenset()  # so no SD-JWT VC can name an issuer that it would fit


def test_what_is_kept_names_nobody(holder: Ask) -> None:
    phone = holder()
    phone.answer(sd_jwt_token(phone.show_sd_jwt(show=("age_over_17", "nama"))))

    row = Question.objects.values().get(uuid=phone.asked.question)
    assert "SITI" not in str(row)
    assert phone.asked.reference not in str(row)
    assert seen(phone).values == {"age_over_17": True}
    told = [entry for entry in Entry.objects.values() if "question" in str(entry)]
    assert "SITI" not in str(told)
