"""The short way answers as the long one, and sees a change between two questions as soon."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rekam.audit.models import Entry
from rekam.kernel.database import NOTHING, in_one_trip, scope
from rekam.registry.models import Resident
from rekam.verification.api import services, short_way, views
from rekam.verification.api.models import Given
from rekam.verification.asking.models import Asked, MonthUse, NikUse
from rekam.verification.partners.models import Partner, PartnerKey
from rekam.verification.partners.services import revoke_key
from rekam.verification.tokens import remembering
from tests.verification.api.asker import Asker
from tests.verification.api.conftest import OFFICE
from tests.verification.api.test_partner import right
from tests.verification.conftest import keep

TOLD = ("confirmed", "matches", "code")


def only_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_way, "ask", lambda *_args, **_named: None)


def only_short(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the long way")

    monkeypatch.setattr(views, "long_way", refuse)


@pytest.mark.django_db
def test_both_ways_answer_and_keep_the_same(
    bank_asks: Asker,
    siti: Resident,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dead, elsewhere = keep(2, status="dead"), keep(3, area_code="36.04.01.2001")
    cases = [siti.nik, dead.nik, elsewhere.nik, "3673020101010009", "36-7"]

    def run() -> list[object]:
        told = [bank_asks.ask({"nik": nik, "values": {"NAMA_LGKP": "SITI"}}).json() for nik in cases]
        return [[one[name] for name in TOLD] for one in told]

    with monkeypatch.context() as patched:
        only_short(patched)
        short = run()
    only_long(monkeypatch)
    assert run() == short
    with scope(OFFICE):
        rows = [
            [
                getattr(row, name)
                for name in ("matches", "confirmed", "code", "rupiah", "nik", "stem", "serial")
            ]
            for row in Asked.objects.order_by("pk")
        ]
    assert rows[:5] == rows[5:]
    subjects = [len(row.subjects) for row in Entry.objects.filter(action="verification.asked")]
    assert subjects == [1] * 10
    assert MonthUse.objects.get().used == sum(NikUse.objects.values_list("used", flat=True)) == 10


@pytest.mark.django_db
def test_a_question_takes_two_trips_whatever_the_answer(bank_asks: Asker, siti: Resident) -> None:
    bank_asks.ask(right(siti))
    for nik in (siti.nik, "3673020101010009", "36-7"):
        with CaptureQueriesContext(connection) as asked:
            bank_asks.ask({"nik": nik, "values": {"NAMA_LGKP": "SITI"}})
        trips = [one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
        assert len(trips) == 2


@pytest.mark.django_db
def test_a_change_counts_at_the_next_question(
    bank_asks: Asker,
    siti: Resident,
    partner: Partner,
) -> None:
    assert bank_asks.ask(right(siti)).status_code == 200
    assert partner.client_id in remembering._remembered
    with scope(OFFICE):
        Partner.objects.update(fields=["TGL_LHR", "NAMA_LGKP_IBU"])
    assert bank_asks.ask(right(siti)).json()["code"] == "field_not_granted"
    with scope(OFFICE):
        Partner.objects.update(fields=["NAMA_LGKP"], nik_quota=1)
    assert bank_asks.ask(right(siti)).json()["code"] == "nik_asked_too_often"
    assert bank_asks.ask({**right(siti), "nik": "36-7"}).status_code == 200
    with scope(OFFICE):
        revoke_key(key=PartnerKey.objects.get().uuid, actor="yayan", at=timezone.now())
    assert bank_asks.ask(right(siti)).json()["code"] == "token_wrong"


@pytest.mark.django_db
def test_a_proof_is_good_once_on_the_short_way_and_with_a_body_that_is_none(
    bank_asks: Asker,
    siti: Resident,
) -> None:
    proofs = [bank_asks.proof("POST", "/questions") for _ in range(2)]
    first = bank_asks.ask(right(siti), proof=proofs[0])
    again = bank_asks.ask(right(siti), proof=proofs[0])
    assert (first.status_code, again.json()["code"]) == (200, "dpop_repeated")

    assert bank_asks.send("/questions", b"{", proof=proofs[1]).status_code == 400
    assert bank_asks.ask(right(siti), proof=proofs[1]).json()["code"] == "dpop_repeated"
    assert MonthUse.objects.get().used == 1


@pytest.mark.django_db
def test_who_comes_second_to_a_reference_keeps_nothing(bank_asks: Asker, siti: Resident) -> None:
    bank_asks.ask(right(siti), reference="a")
    Given.objects.update(reference="b")  # kept after the second had looked for it

    def late(*_args: object) -> None:
        Given.objects.update(reference="a")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(short_way.questions, "check_counted", lambda *_a, **_n: late() or 1)
        answer = bank_asks.ask(right(siti), reference="a")
    assert (answer.status_code, answer.json()["code"]) == (409, "reference_busy")
    with scope(OFFICE):
        assert Asked.objects.count() == Given.objects.count() == 1
    (free,) = in_one_trip(NOTHING, services.ending(services.turn_of(bank_asks.client_id, "a")))
    assert free == [(False,)]
