"""Orders of an office, shares among its sites, the queue in turn."""

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest

from rekam.cards.allocation import queries, queue
from rekam.cards.allocation.lasting import MOST_WEEKS
from rekam.cards.allocation.reading import lines_of
from rekam.cards.allocation.rules import ALL, NATIONAL, REPLACEMENTS
from rekam.cards.allocation.services import decide_order, propose_order, propose_share, share_blanks
from rekam.cards.allocation.turns import in_turn, order_in_force, turn_of
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import Priority
from rekam.cards.services import send_blanks
from rekam.cards.suket.models import Suket
from rekam.cards.suket.rules import valid_until
from rekam.enrolment.rules import SuketCode
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.allocation.scenes import safe, used, waiting
from tests.cards.city import DINAS, KASEMEN, NOON, SERANG, holder, record

pytestmark = pytest.mark.usefixtures("office")
TODAY = date(2026, 11, 21)
TURNED = (frozenset(REPLACEMENTS), frozenset(ALL - REPLACEMENTS))
WHY = "loket Kasemen tutup sebulan"


def own_order(*, since: date = TODAY, ranks: tuple[frozenset[Priority], ...] = TURNED) -> None:
    row = propose_order(
        office=DINAS, since=since, ranks=ranks, climb_days=60, source="SK 1/2026", actor="rina", at=NOON
    )
    decide_order(order=row.uuid, holds=True, actor="budi", at=NOON)


def turn() -> list[int]:
    return [job.priority for job in in_turn(PrintJob.objects.all(), at=NOON)]


def turn_jobs() -> list[int]:
    return [job.pk for job in in_turn(PrintJob.objects.all(), at=NOON)]


def lettered(job: PrintJob, *, since: date) -> None:
    """A letter in the hands of an order's holder, as `suket.services.issue` leaves it."""
    Suket.objects.create(
        record=job.record,
        resident=job.resident,
        area_code=KASEMEN,
        site=DINAS,
        year=since.year,
        sequence=Suket.objects.count() + 1,
        code=SuketCode.PRR,
        since=since,
        issued_on=since,
        valid_until=valid_until(since),
        issued_at=NOON,
        issued_by="siti",
    )


def test_the_queue_follows_the_order_in_force_for_those_who_wait_already() -> None:
    waiting(1, Priority.LOST, at=NOON - timedelta(days=3))
    waiting(1, Priority.FIRST_TIME)
    assert turn() == [Priority.FIRST_TIME, Priority.LOST]
    own_order()
    assert turn() == [Priority.LOST, Priority.FIRST_TIME]


def test_an_order_for_a_coming_day_changes_nothing_today() -> None:
    own_order(since=TODAY + timedelta(days=1))
    assert order_in_force(on=TODAY) == NATIONAL[-1]
    assert order_in_force(on=TODAY + timedelta(days=1)).ranks == TURNED


def test_a_kecamatan_reads_the_order_of_its_office() -> None:
    own_order()
    with scope(Scope.of(KASEMEN)):
        assert order_in_force(on=TODAY).source == "SK 1/2026"


def test_who_proposed_an_order_does_not_decide_it_and_nothing_is_decided_twice() -> None:
    row = propose_order(
        office=DINAS, since=TODAY, ranks=TURNED, climb_days=60, source="SK", actor="rina", at=NOON
    )
    with pytest.raises(RuleBroken, match="four_eyes"):
        decide_order(order=row.uuid, holds=True, actor="rina", at=NOON)
    assert order_in_force(on=TODAY) == NATIONAL[-1]
    decide_order(order=row.uuid, holds=False, actor="budi", at=NOON)
    with pytest.raises(RuleBroken, match="order_decided"):
        decide_order(order=row.uuid, holds=True, actor="budi", at=NOON)


def test_a_day_has_one_order() -> None:
    own_order()
    with pytest.raises(RuleBroken, match="order_same_day"):
        own_order()


def test_after_half_a_year_a_lost_card_comes_before_a_new_first_time_card() -> None:
    waiting(1, Priority.LOST, at=NOON - timedelta(days=181))
    waiting(1, Priority.FIRST_TIME)
    assert turn() == [Priority.LOST, Priority.FIRST_TIME]


def test_print_ready_people_without_an_order_wait_too_and_are_counted_once() -> None:
    holder(number=1, ektp_status="PRINT_READY_RECORD")
    holder(number=2, ektp_status="PRINT_READY_RECORD", born=date(1990, 1, 1))
    holder(number=3, ektp_status="PRINT_READY_RECORD", born=date(2010, 1, 1))
    ordered = record(holder(number=4, ektp_status="PRINT_READY_RECORD"))
    waiting(1, Priority.FIRST_TIME)
    PrintJob.objects.update(resident=ordered.resident)
    found = queue.waiting(DINAS, on=TODAY)
    assert {one.site for one in found} == {KASEMEN}
    assert queue.needs(found) == Counter({Priority.FIRST_TIME: 2, Priority.WAITING: 1})


def test_in_a_drought_who_becomes_print_ready_is_need_though_nobody_orders() -> None:
    waiting(7, Priority.LOST, at=NOON - timedelta(weeks=30))
    holder(ektp_status="PRINT_READY_RECORD", born=date(1990, 1, 1), print_ready_on=TODAY - timedelta(weeks=3))
    weeks = queries.weeks_gone(DINAS, on=TODAY)
    assert len(weeks) == MOST_WEEKS
    assert sum((Counter(week.asked) for week in weeks), Counter()) == {Priority.WAITING: 1}


def test_a_letter_near_its_end_comes_before_a_plain_order_of_its_day_and_an_older_one() -> None:
    older, plain, ending, young = (
        waiting(1, Priority.WAITING, at=NOON - timedelta(days=ago))[0] for ago in (159, 150, 150, 150)
    )
    lettered(ending, since=TODAY - timedelta(days=150))
    lettered(young, since=TODAY - timedelta(days=20))
    order = order_in_force(on=TODAY)
    assert turn_jobs() == [ending.pk, older.pk, *sorted([plain.pk, young.pk])]
    turns = [turn_of(job, at=NOON) for job in (ending, older)]
    assert [(one.group, one.ahead, one.ending) for one in turns] == [
        (Priority.SUKET, 0, True),
        (Priority.WAITING, 1, False),
    ]
    counted = queue.turns_by_site(queue.waiting(DINAS, on=TODAY), order=order)[KASEMEN]
    assert counted == Counter(turn_of(job, at=NOON).day for job in (older, plain, ending, young))
    assert queue.needs(queue.waiting(DINAS, on=TODAY))[Priority.SUKET] == 2


def test_a_letter_older_than_the_order_tells_since_when_its_holder_waits() -> None:
    plain = waiting(1, Priority.WAITING, at=NOON - timedelta(days=30))[0]
    job = waiting(1, Priority.WAITING)[0]
    lettered(job, since=TODAY - timedelta(days=90))
    lost = waiting(1, Priority.LOST, at=NOON - timedelta(days=1))[0]
    lettered(lost, since=TODAY - timedelta(days=170))
    assert turn_jobs() == [job.pk, plain.pk, lost.pk]
    assert turn_of(job, at=NOON).since == TODAY - timedelta(days=90)


def test_a_print_ready_person_with_a_letter_is_counted_as_one() -> None:
    grown = [holder(number=n, ektp_status="PRINT_READY_RECORD", born=date(1990, 1, 1)) for n in (1, 2)]
    job = waiting(1, Priority.WAITING)[0]
    PrintJob.objects.filter(pk=job.pk).update(resident=uuid4(), state="refused")
    job.resident = grown[0].uuid
    lettered(job, since=TODAY - timedelta(days=10))
    assert queue.needs(queue.waiting(DINAS, on=TODAY)) == {Priority.SUKET: 1, Priority.WAITING: 1}


def test_seven_months_with_none_and_then_two_thousand_blanks() -> None:
    """Kota Serang had no blanks from September 2016 to March 2017 (Kabar5, 20 September 2017)."""
    for month in range(7):
        asked = NOON - timedelta(days=30 * (7 - month))
        waiting(200, Priority.FIRST_TIME, at=asked, area=f"{KASEMEN}.1006")
        waiting(100, Priority.FIRST_TIME, at=asked, area=f"{SERANG}.1001")
        waiting(90, Priority.WAITING, at=asked, area=f"{SERANG}.1001")
        waiting(60, Priority.LOST, at=asked, area="36.73.03.1001")
    safe(2_000)
    shared, needed = propose_share(office=DINAS, blanks=2_000, at=NOON)
    assert needed == {SERANG: 1330, KASEMEN: 1400, "36.73.03": 420}
    # By turn 1,980 are served whole; of the 450 of the next day 20, after one for Walantaka: 8, 8 and 4.
    assert shared.given == {SERANG: 788, KASEMEN: 1208, "36.73.03": 4}
    first = in_turn(PrintJob.objects.all(), at=NOON)[:2_000]
    served = Counter(Priority(job.priority) for job in first)
    # 60 days are worth a rank: the oldest of the others come before the newest first-time holders.
    assert served == {Priority.FIRST_TIME: 1800, Priority.WAITING: 180, Priority.LOST: 20}


def test_a_share_is_decided_as_proposed_or_with_a_reason() -> None:
    waiting(30, Priority.FIRST_TIME, area=KASEMEN)
    waiting(10, Priority.FIRST_TIME, area=SERANG)
    safe(20)
    given = {KASEMEN: 15, SERANG: 5}
    assert propose_share(office=DINAS, blanks=20, at=NOON)[0].given == given
    share_blanks(office=DINAS, blanks=20, given=given, reason="", actor="rina", at=NOON)
    other = {KASEMEN: 5, SERANG: 10}
    with pytest.raises(RuleBroken, match="reason_missing"):
        share_blanks(office=DINAS, blanks=20, given=other, reason="", actor="rina", at=NOON)
    row = share_blanks(office=DINAS, blanks=20, given=other, reason=WHY, actor="rina", at=NOON)
    assert [(one.line.proposed, one.line.given) for one in lines_of(row)] == [(5, 10), (15, 5)]


def test_what_was_sent_of_a_share_is_read_from_the_ledger() -> None:
    waiting(2, Priority.FIRST_TIME, area=KASEMEN)
    waiting(1, Priority.FIRST_TIME, area=SERANG)
    names = safe(3)
    row = share_blanks(
        office=DINAS, blanks=3, given={KASEMEN: 2, SERANG: 1}, reason="", actor="rina", at=NOON
    )
    serang, kasemen = lines_of(row)
    assert (serang.serials, kasemen.serials) == (names[:1], names[1:])
    send_blanks(serials=names[1:2], to_site=KASEMEN, due_on=NOON.date(), actor="rina", at=NOON)
    serang, kasemen = lines_of(row)
    assert (serang.left, kasemen.sent, kasemen.left) == (1, 1, 1)


def test_a_sites_own_stock_is_taken_off_its_need() -> None:
    waiting(30, Priority.FIRST_TIME, area=KASEMEN)
    safe(20)
    safe(25, site=KASEMEN, start=100, letter="SJ-2")
    shared, needed = propose_share(office=DINAS, blanks=20, at=NOON)
    assert (shared.given, shared.left, needed) == ({KASEMEN: 5}, 15, {KASEMEN: 5})


@pytest.mark.parametrize(
    ("given", "code"), [({KASEMEN: 4}, "share_too_many"), ({KASEMEN: 0}, "share_empty"), ({}, "share_empty")]
)
def test_no_more_is_shared_than_there_is(given: dict[str, int], code: str) -> None:
    safe(3)
    with pytest.raises(RuleBroken, match=code):
        share_blanks(office=DINAS, blanks=3, given=given, reason=WHY, actor="rina", at=NOON)


def test_the_weeks_gone_by_tell_demand_and_the_ledger_tells_use() -> None:
    for week in range(1, 5):
        waiting(7, Priority.LOST, at=NOON - timedelta(weeks=week))
    waiting(3, Priority.LOST)  # this week is not over
    used(20, on=TODAY - timedelta(days=2), start=1000, spoiled=1)
    weeks = queries.weeks_gone(DINAS, on=TODAY)
    assert [week.asked for week in weeks] == [Counter({Priority.LOST: 7})] * 4
    assert queries.monthly(weeks, office=DINAS, on=TODAY) == {Priority.LOST: 30}
    assert queries.printed_by_day(DINAS, since=TODAY - timedelta(days=30)) == [20]
    assert (queries.spoiling(DINAS, since=TODAY - timedelta(days=30)).spoiled) == 1
