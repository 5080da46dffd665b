"""No line of the log holds a name, a NIK or an address, whatever failed; without a defence some do."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from time import perf_counter
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.kernel import logs
from rekam.kernel.database import scope
from rekam.kernel.logs import WITHHELD, opaque, strike_niks
from tests.cards.city import OFFICE
from tests.faults.canaries import people, words_of
from tests.faults.logged import Logged, by_errors, by_ourselves, by_pages, by_worker, filled_in, listening
from tests.personas import officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_put_back")]
PEOPLE = 2
MUTANTS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "gaps are filled with any text": lambda: patch.object(logs, "opaque", str),
    "an exception tells its words": lambda: patch.object(logs, "_error", lambda error: {"says": str(error)}),
    "others' words are believed": lambda: patch.object(logs, "_what", lambda record: record.getMessage()),
}


def brought(seed: int, *, count: int, by: AbstractContextManager[object]) -> tuple[Logged, int]:
    """Bring people's words along every way; what was written, and how many lines of it hold some."""
    logged, some = Logged(), people(seed)[:count]
    with ExitStack() as stack:
        stack.enter_context(by)
        stack.enter_context(scope(OFFICE))
        client = Client(raise_request_exception=False)
        client.force_login(officer(Role.BACK_OFFICE, username=f"vera-{seed}"))
        stack.enter_context(listening(logged))
        for one in some:
            by_pages(one, officer=client, logged=logged)
            by_errors(one, officer=client, logged=logged)
            by_worker(one, logged=logged)
            by_ourselves(one, logged=logged)
    return logged, logged.leaked(words_of(some))


def test_no_line_names_anybody(request: pytest.FixtureRequest) -> None:
    seed = request.config.getoption("--seed")
    began = perf_counter()

    logged, leaked = brought(seed, count=request.config.getoption("--runs") or PEOPLE, by=ExitStack())

    lines = logged.lines
    print(
        f"\nseed {seed}: attempted {logged.attempted}, lines {len(lines)}, that name somebody {leaked}, "
        f"{perf_counter() - began:.1f} s (nothing is to be lost, doubled or stuck here)"
    )
    assert leaked == 0, logged.text.getvalue()
    errors = {str(line["error"]) for line in lines if "error" in line}
    assert any("IntegrityError" in one for one in errors)
    assert any("ValueError" in one for one in errors)
    told = {(line["logger"], line["what"]) for line in lines}
    assert ("rekam.requests", "request answered") in told
    assert ("rekam.enrolment.pipeline", "stage %s of packet %s failed; it waits") in told
    assert any("job_error" in str(what) for _, what in told)  # the worker's own lines are still of use
    assert all("request" in line for line in lines if line["logger"] == "rekam.requests")


@pytest.mark.parametrize("mutant", MUTANTS)
def test_without_a_defence_somebody_is_named(mutant: str, request: pytest.FixtureRequest) -> None:
    logged, leaked = brought(request.config.getoption("--seed"), count=1, by=MUTANTS[mutant]())

    print(f"\nmutant {mutant}: {leaked} of {len(logged.lines)} lines name somebody")
    assert leaked > 0


def test_a_name_written_into_the_words_is_found_and_its_nik_is_struck() -> None:
    logged, one = Logged(), people(1)[0]
    with listening(logged):
        filled_in(one)
        logs.logging.getLogger("rekam.canary").warning(f"NIK {one.nik}")

    assert logged.leaked([one.name]) == 1  # so the test above would be red
    assert str(one.nik) not in logged.text.getvalue()


@given(st.text(max_size=40))
def test_a_text_stands_in_a_line_only_where_it_is_a_code_or_an_id(text: str) -> None:
    told = opaque(text)

    assert told in (text, WITHHELD)
    assert told == WITHHELD or " " not in text
    assert (
        opaque(text.upper().replace("_", " ")) in (WITHHELD, "")
        or text.upper() in logs._METHODS | logs._WORDS
    )


def test_what_a_line_is_for_stays() -> None:
    number = uuid4()
    for harmless in (7, -2.5, True, None, "keys_missing", "web.watch", "enrolment_api:packets", "ValueError"):
        assert opaque(harmless) == harmless
    assert opaque(number) == str(number) == opaque(str(number))
    assert (
        strike_niks(f'"3673024101900001" {number} a3673024101900001') == f'"{WITHHELD}" {number} a{WITHHELD}'
    )
