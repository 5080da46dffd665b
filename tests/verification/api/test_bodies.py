"""No body breaks a door: what is no request of it is refused by code."""

import base64
import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.verification.api.anything import VALUES
from tests.verification.api.asker import ASSERTION, ROOT, Asker

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from(["NAMA_LGKP", "AGAMA", "SIDIK_JARI", "X"]) | VALUES
FIELDS = st.fixed_dictionaries({}, optional={"fields": st.lists(NAMES, max_size=3) | VALUES})
LETTERS = st.text(max_size=60)
TOKENS = st.fixed_dictionaries(
    {},
    optional={
        "grant_type": st.just("client_credentials") | LETTERS,
        "client_assertion_type": st.just(ASSERTION) | LETTERS,
        "client_assertion": st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True) | LETTERS,
    },
)


@FEW
@given(path=st.sampled_from(["/consents", "/presentations"]), body=FIELDS | VALUES)
def test_no_list_of_fields_breaks_a_door(asker: Asker, path: str, body: Any) -> None:
    answer = asker.send(path, json.dumps(body).encode())

    assert answer.status_code in {201, 400}
    assert answer.status_code == 201 or answer.json()["code"] == "request_malformed"


PICTURES = st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"FAC\x00030\x00", b"FIR\x00020\x00"])
SAMPLES = st.builds(
    lambda *parts: base64.b64encode(b"".join(parts)).decode(), PICTURES, st.binary(max_size=40)
)
COMPARISONS = st.fixed_dictionaries(
    {"nik": st.just("1"), "reference": st.uuids().map(lambda one: one.hex[:8])},
    optional={
        "field": st.sampled_from(["WAJAH", "SIDIK_JARI"]) | NAMES,
        "samples": st.lists(SAMPLES, max_size=2) | VALUES,
        "own_consent": VALUES,
    },
)


@FEW
@given(body=COMPARISONS)
@example(body={"nik": "1", "reference": "r-1", "field": "WAJAH", "samples": ["no base64: é"]})
def test_no_picture_breaks_the_door_of_comparisons(asker: Asker, body: Any) -> None:
    answer = asker.send("/comparisons", json.dumps(body).encode())

    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message"}


@FEW
@given(path=st.sampled_from(["/consents", "/presentations", "/comparisons"]), body=st.binary(max_size=40))
def test_no_bytes_break_a_door(asker: Asker, path: str, body: bytes) -> None:
    answer = asker.send(path, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "request_malformed")


@FEW
@given(form=TOKENS)
def test_no_form_breaks_the_token_door(asker: Asker, form: dict[str, str]) -> None:
    answer = asker.http.post(f"{ROOT}/token", form)

    assert answer.status_code in {400, 401}
    assert set(answer.json()) == {"code", "message", "error"}


@FEW
@given(body=st.binary(max_size=60), kind=st.sampled_from(["", "text/plain", "multipart/form-data", "a/b; c"]))
def test_no_bytes_break_the_token_door(asker: Asker, body: bytes, kind: str) -> None:
    answer = asker.http.generic("POST", f"{ROOT}/token", body, content_type=kind)

    assert answer.status_code in {400, 401}


@FEW
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80))
def test_no_header_breaks_the_door_of_proofs(asker: Asker, header: str) -> None:
    for told in ({"Authorization": header}, {"DPoP": header}, {"Authorization": f"DPoP {header}"}):
        answer = asker.send("/consents", {"fields": ["NAMA_LGKP"]}, **told)
        assert answer.status_code == 401
