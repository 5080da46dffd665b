"""The public page of the tanda terima: number and NIK, or nothing."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rekam.enrolment.rules import Status
from rekam.enrolment.slip import slip_number
from rekam.kernel.database import scope
from tests.cards.city import OFFICE, holder, record

NIK = "3673025208090001"
pytestmark = pytest.mark.usefixtures("db")


def browser() -> Client:
    return Client(REMOTE_ADDR=f"10.7.{uuid4().int % 256}.{uuid4().int % 256}")


def ask(client: Client, *, slip: str, nik: str = NIK) -> tuple[int, str, int]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.post("/status/", {"slip": slip, "nik": nik})
    page = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return answer.status_code, page, len(asked)


def test_the_slip_says_where_it_stands_and_nothing_of_the_person() -> None:
    with scope(OFFICE):
        of = record(state=Status.CARD_PRINTED)
    status, page, _ = ask(browser(), slip=slip_number(of.packet.uuid))
    assert status == 200
    assert "<h1>KTP-el Anda sudah dicetak</h1>" in page
    assert "Ambillah sendiri" in page
    assert NIK not in page


def test_none_and_wrong_are_the_same_page_and_the_same_questions_to_the_database() -> None:
    with scope(OFFICE):
        of, other = record(), holder(name="Lain", number=2)
    slip, unknown = slip_number(of.packet.uuid), slip_number(uuid4())
    told = [
        ask(browser(), slip=a, nik=b) for a, b in ((unknown, NIK), (slip, other.nik), (slip, NIK[:-1] + "9"))
    ]
    assert told[0] == told[1] == told[2]
    assert told[0][0] == 400


def test_a_nik_alone_is_asked_for_the_slip_and_a_guesser_has_to_wait() -> None:
    assert ask(browser(), slip="")[0] == 400
    guesser = browser()
    answers = [ask(guesser, slip=slip_number(uuid4()), nik="3673025208097777")[0] for _ in range(11)]
    assert answers == [*[400] * 10, 429]
