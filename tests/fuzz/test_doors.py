"""Every operation of every machine's door, with bodies drawn from its description, as each who may ask.

More: `pytest -s tests/fuzz --runs 200 --seed 7`, where `--runs` is examples of each operation, sound and not.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from time import perf_counter

import cbor2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rekam.kernel.tus import BODY_TYPE
from tests.fuzz.askers import Asking
from tests.fuzz.counting import Tried
from tests.fuzz.doors import CBOR, JOSE, description, routes

ASKERS = ("stranger", "officer", "supervisor", "partner")
FORM = [status_code_conformance, content_type_conformance, response_schema_conformance]
OWN_EXAMPLES = 1
DESCRIBED = schemathesis.openapi.from_dict(description())
schemathesis.openapi.format(
    "sixteen-bytes", st.binary(min_size=16, max_size=16).map(lambda b: f"0x{b.hex()}")
)


@schemathesis.serializer(CBOR)
def as_cbor(_context: object, value: object) -> bytes:
    return cbor2.dumps(with_bytes(value), canonical=True)


@schemathesis.serializer(JOSE, BODY_TYPE)
def as_text(_context: object, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


def with_bytes(value: object) -> object:
    """JSON has no bytes: they come as 0x and hexadecimal digits."""
    if isinstance(value, str) and value.startswith("0x"):
        return bytes.fromhex(value[2:])
    if isinstance(value, dict):
        return {key: with_bytes(inner) for key, inner in value.items()}
    return [with_bytes(inner) for inner in value] if isinstance(value, list) else value


def test_every_machines_address_is_described_and_nothing_else() -> None:
    assert routes() ^ set(description()["paths"]) == set()


def test_no_request_breaks_a_door(whom: Callable[[str], Asking], request: pytest.FixtureRequest) -> None:
    first, runs = request.config.getoption("--seed"), request.config.getoption("--runs") or OWN_EXAMPLES
    sending = {name: (whom(name), Tried()) for name in ASKERS}
    for result in DESCRIBED.get_all_operations():
        drive(result.ok(), sending, first=first, runs=runs)
    for name, (_, tried) in sending.items():
        print(f"\n{name}, {len(DESCRIBED)} operations: {tried.table(seed=first)}")
    faults = sorted({fault for _, tried in sending.values() for fault in tried.faults})
    assert not faults, "\n".join(faults)
    assert not any(tried.stuck for _, tried in sending.values())
    assert all(tried.attempted >= len(DESCRIBED) * runs for _, tried in sending.values())


def drive(operation: object, sending: Mapping[str, tuple[Asking, Tried]], *, first: int, runs: int) -> None:
    """Send what is drawn for one operation as each asker: what is described, and what is forbidden."""
    for mode in GenerationMode:

        @seed(first)
        @settings(
            max_examples=runs, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy(generation_mode=mode))  # type: ignore[attr-defined]
        def sent(case: Case) -> None:
            for name, (application, tried) in sending.items():
                send(case, application, tried, of=f"{name} {case.method} {case.formatted_path}")

        # Where an operation takes nothing at all, nothing can be forbidden.
        with suppress(Unsatisfiable):
            sent()


def send(case: Case, application: Asking, tried: Tried, *, of: str) -> None:
    began = perf_counter()
    answer = case.call(app=application)
    tried.note(answer.status_code, answer.content, of=of, seconds=perf_counter() - began)
    try:
        case.validate_response(answer, checks=FORM)
    except FailureGroup as group:
        for one in group.exceptions:
            tried.blame(f"{of}: {one.title} {one.message[:200]} {case.body!r:.200}")
