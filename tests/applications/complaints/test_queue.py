"""What waits too long goes up by night; what the queue and the audit tell."""

from datetime import timedelta
from types import SimpleNamespace

from rekam.applications.complaints import services
from rekam.applications.complaints.queries import Pile, queue, seen_by
from rekam.applications.complaints.rules import Accused, Category, Level
from rekam.audit.models import Entry
from tests.applications.complaints.conftest import SAID, filed
from tests.applications.conftest import MONDAY

DAY = timedelta(days=1)


def test_the_night_warns_raises_to_the_head_and_then_to_the_province_once_each(
    staff: SimpleNamespace,
) -> None:
    row = filed()  # on a Monday, due on the next
    seen = []
    for days in (1, 3, 3, 8, 8, 14, 15):
        moved = services.escalate(at=MONDAY + days * DAY, actor="system")
        row.refresh_from_db()
        seen.append((len(moved), row.level, row.owner == "euis"))

    officer_level, head, province = Level.OFFICER, Level.HEAD, Level.PROVINCE
    assert seen == [
        *((0, officer_level, False), (1, officer_level, False), (0, officer_level, False)),
        *((1, head, True), (0, head, True), (0, head, True), (1, province, True)),
    ]
    assert seen_by(staff.banten, at=MONDAY).get() == row
    steps = list(row.steps.order_by("number").values_list("step", flat=True))
    assert steps == ["filed", "warned", "raised", "raised"]


def test_the_queue_has_its_piles(staff: SimpleNamespace) -> None:
    for number in range(3):
        filed(at=MONDAY - 20 * DAY if number else MONDAY)
    found = queue(staff.euis, pile=Pile.OVERDUE, at=MONDAY)

    assert len(found.rows) == found.counts[Pile.OVERDUE] == 2
    assert (found.counts[Pile.ALL], found.counts[Pile.MINE]) == (3, 0)


def test_the_audit_tells_the_act_and_neither_the_words_nor_the_accused(staff: SimpleNamespace) -> None:
    row = filed(Category.ILLEGAL_FEE, Accused.COUNTER)
    services.name_accused(complaint=row.uuid, accused="rina", by=staff.euis, at=MONDAY)
    told = Entry.objects.filter(case=str(row.uuid))

    assert set(told.values_list("action", flat=True)) == {"complaints.filed", "complaints.named"}
    assert not any(word in str(list(told.values())) for word in (SAID, "rina"))
