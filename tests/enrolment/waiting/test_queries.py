"""The queues: how many stand where, since when, and which part of them is looked at."""

from datetime import timedelta

import pytest

from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import queries, registers, siak
from rekam.enrolment.waiting.queries import Narrowed
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import KASEMEN, NOON, holder
from tests.enrolment.waiting.conftest import Stand

SERANG_VILLAGE = "36.73.01.1001"
EFAC, RV = Status.ENROLL_FAILURE_AT_CENTRAL, Status.REQUEST_VALIDATION
pytestmark = pytest.mark.usefixtures("office")


def days_of(status: Status, **narrowed: str) -> list[int]:
    rows = queries.in_queue(status, narrowed=Narrowed(**narrowed), at=NOON)
    return [(NOON - row.state_since).days for row in rows]


def test_a_queue_tells_its_oldest_its_middle_one_and_how_many_wait_too_long(stand: Stand) -> None:
    for days in (1, 2, 30):
        stand(EFAC, days=days)
    stand(Status.CARD_ISSUED)
    first, second = queries.queues(at=NOON)
    assert (first.status, first.count, first.late) == (EFAC, 3, 1)
    assert (first.oldest, first.median) == (NOON - timedelta(days=30), NOON - timedelta(days=2))
    assert second.status is Status.CARD_ISSUED


def test_what_was_set_aside_stands_in_no_queue(stand: Stand) -> None:
    of = stand(EFAC)
    Record.objects.filter(pk=of.pk).update(set_aside=True)
    assert queries.queues(at=NOON) == []
    assert queries.count_set_aside() == 1


def test_a_queue_is_narrowed_by_kecamatan_age_and_reason(stand: Stand) -> None:
    stand(RV, days=3, code="sex_differs")
    stand(RV, days=40, code="nik_missing")
    stand(RV, days=100, code="nik_missing", area_code=SERANG_VILLAGE)
    assert days_of(RV) == [100, 40, 3]
    assert days_of(RV, area=KASEMEN) == [40, 3]
    assert days_of(RV, code="nik_missing") == [100, 40]
    assert [days_of(RV, age=age) for age in ("7", "30", "90", "lama")] == [[3], [], [40], [100]]
    assert queries.kecamatan_of(RV) == [("36.73.01", 1), (KASEMEN, 2)]
    assert queries.codes_of(RV) == [("nik_missing", 2), ("sex_differs", 1)]
    with pytest.raises(RuleBroken, match="not_found"):
        days_of(RV, age="kemarin")


def test_after_one_comes_the_next_that_waits_longest(stand: Stand) -> None:
    new, old, middle = stand(EFAC, days=1), stand(EFAC, days=9), stand(EFAC, days=5)
    assert queries.first_in_queue(EFAC) == old.uuid
    assert queries.next_in_queue(old) == middle.uuid
    assert queries.next_in_queue(new) is None


def test_another_kecamatan_sees_nothing_of_a_queue(stand: Stand) -> None:
    stand(EFAC)
    with scope(Scope.of("36.73.01")):
        assert queries.queues(at=NOON) == []


def test_the_four_books_of_an_office_are_filters_of_what_is_here(stand: Stand) -> None:
    stand(Status.ADJUDICATE_RECORD)
    stand(RV, code="operators_own_body")
    stand(RV, code="nik_missing")
    books = {book.name: book for book in registers.books(at=NOON)}
    assert {name: book.count for name, book in books.items()} == {
        "adjudicate_record": 1,
        "duplicate_operator": 1,
        "salah_rekam": 0,
        "pengajuan_bulanan": 0,
    }
    assert books["duplicate_operator"].href.endswith("?alasan=operators_own_body")


def test_siaks_list_shows_whom_only_siak_has(stand: Stand) -> None:
    stand(EFAC)  # stands in a queue of ours
    stuck = holder(
        name="Lama",
        number=71,
        ektp_status="SENT_FOR_ENROLLMENT",
        recorded_on=NOON.date() - timedelta(days=21),
    )
    holder(name="Baru", number=72, ektp_status="SENT_FOR_ENROLLMENT")
    holder(name="Mati", number=73, ektp_status="SENT_FOR_ENROLLMENT", status="dead")
    (found,) = siak.listed(on=NOON.date())
    assert (found.status, found.count, found.late) == (Status.SENT_FOR_ENROLLMENT, 2, 1)
    old = siak.people_at(found.status, area="", age="30", on=NOON.date())
    assert [one.uuid for one in old] == [stuck.uuid]
    assert siak.kecamatan_of(found.status) == [(KASEMEN, 2)]
    with pytest.raises(RuleBroken, match="not_found"):
        siak.people_at(Status.CARD_ISSUED, area="", age="", on=NOON.date())
