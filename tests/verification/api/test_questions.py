"""A question over the API: proven caller, uniform answer, one answer a reference, a receipt of it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.credentials.formats import keys
from rekam.verification.api import receipts
from rekam.verification.api.models import Given
from tests.verification.api.anything import VALUES
from tests.verification.api.asker import SATU, Asker


def test_a_question_is_answered_by_field_and_the_receipt_proves_it(asker: Asker) -> None:
    body = json.dumps({"reference": "kyc-1", **SATU}).encode()

    told = asker.send("/questions", body, **{"X-Road-Client": "ID/COM/1234/bank"}).json()

    assert (told["confirmed"], told["matches"], told["code"]) == (True, {"NAMA_LGKP": True}, None)
    listed = asker.http.get("/api/v1/verification/keys").json()["keys"]
    known = {one["kid"]: keys.from_jwk(one) for one in listed}
    said = receipts.read(told["receipt"], keys=known, body=body)
    assert (said.client_id, said.reference, said.number) == (asker.client_id, "kyc-1", told["number"])
    assert said.answer == {"confirmed": True, "matches": {"NAMA_LGKP": True}, "code": None}
    assert said.sandbox
    assert SATU["nik"] not in json.dumps(said.answer) + str(Given.objects.get().answer)
    assert Given.objects.get().stated_caller == "ID/COM/1234/bank"


def test_every_no_has_one_shape(asker: Asker) -> None:
    wrong = [
        {"nik": SATU["nik"], "values": {"NAMA_LGKP": "Orang Lain"}},
        {"nik": "9999990303500003", "values": {"NAMA_LGKP": "Contoh Tiga"}},
        {"nik": "1234567890123456", "values": {"NAMA_LGKP": "Contoh Satu"}},
        {"nik": "12", "values": {"NAMA_LGKP": "Contoh Satu"}},
    ]
    answers = [asker.ask(one) for one in wrong]

    assert {one.status_code for one in answers} == {200}
    assert {one.json()["confirmed"] for one in answers} == {False}
    assert {str(one.json()["matches"]) for one in answers} == {"{'NAMA_LGKP': False}"}
    assert len({tuple(sorted(one.json())) for one in answers}) == 1
    assert [one.json()["code"] for one in answers] == [None, "11", "13", "15"]


def test_the_same_reference_gets_the_same_answer_and_another_body_is_refused(asker: Asker) -> None:
    first, again = (asker.ask(SATU, reference="r-1").json() for _ in range(2))
    other = asker.ask({**SATU, "values": {"NAMA_LGKP": "Contoh Dua"}}, reference="r-1")

    assert {**first, "receipt": ""} == {**again, "receipt": ""}
    assert (other.status_code, other.json()["code"]) == (409, "reference_taken")
    assert Given.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "request_malformed"),
        (b"{", 400, "request_malformed"),
        (b"[" * 5000, 400, "request_malformed"),
        (b'{"nik": "1"}', 400, "request_malformed"),
        ({"reference": "x", "nik": "1", "values": {"BUKAN": "x"}}, 400, "request_malformed"),
        ({"reference": "x", "nik": "1", "values": {"NAMA_LGKP": "a\x00b"}}, 400, "request_malformed"),
        ({"reference": "x", "nik": "1", "values": {"NAMA_LGKP": "x"}, "more": 1}, 400, "request_malformed"),
        ({"reference": "x", "nik": "1", "values": {"JENIS_KLMIN": "L"}}, 400, "question_too_thin"),
        ({"reference": SATU["nik"], "nik": "1", "values": {"NAMA_LGKP": "x"}}, 400, "reference_malformed"),
        (b'{"nik": "' + b"1" * 70_000 + b'"}', 413, "request_too_large"),
    ],
    ids=str,
)
def test_a_body_that_is_no_question_is_refused_by_code(
    asker: Asker, body: object, status: int, code: str
) -> None:
    answer = asker.send("/questions", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"code", "message"}


QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "nik": VALUES,
        "reference": VALUES,
        "values": st.dictionaries(
            st.sampled_from(["NAMA_LGKP", "TGL_LHR", "SIDIK_JARI", "X"]), VALUES, max_size=3
        ),
        "consent": st.fixed_dictionaries({}, optional={"number": VALUES, "given_on": VALUES}) | VALUES,
        "own_consent": VALUES,
        "presence": VALUES,
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=QUESTIONS | VALUES)
def test_no_body_breaks_the_door(asker: Asker, body: Any) -> None:
    answer = asker.send("/questions", json.dumps(body).encode())

    assert answer.status_code in {200, 400, 403}
    assert answer.status_code == 200 or set(answer.json()) == {"code", "message"}
