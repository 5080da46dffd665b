"""Cards that wait for their holders: by kecamatan and by how long."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.cards import queries
from rekam.cards.counter.rules import Age, is_overdue
from rekam.cards.orders.models import PrintJob
from tests.cards.city import SERANG, blanks, holder, moved, printed, record
from tests.cards.test_pages import at

OTHER = "36.73.01.1001"


@pytest.fixture
def waiting(office: None) -> None:
    """Five cards: printed today, 7, 29, 30 and 200 days ago; the last is for, and in, another kecamatan."""
    now = timezone.now()
    for number, (days, serial) in enumerate(zip((0, 7, 29, 30, 200), blanks(5), strict=True), start=1):
        of = holder(name=f"Warga {number}", number=number, **({"area_code": OTHER} if days == 200 else {}))
        job = printed(record(of), serial=serial)
        if days == 200:
            moved([serial], to_site=SERANG)
        PrintJob.objects.filter(pk=job.pk).update(printed_at=now - timedelta(days=days))


@pytest.mark.usefixtures("waiting")
def test_each_kecamatan_is_counted_by_age() -> None:
    kasemen, serang = queries.waiting_by_kecamatan(on=timezone.localdate())
    assert (kasemen.name, kasemen.whole) == ("Kasemen", 4)
    assert kasemen.by_age == {Age.NEW: 1, Age.WEEK: 2, Age.MONTH: 1, Age.QUARTER: 0}
    assert (serang.whole, serang.by_age[Age.QUARTER]) == (1, 1)


@pytest.mark.usefixtures("waiting", "pages")
def test_the_list_is_filtered_by_kecamatan_and_age(siti: Client) -> None:
    page = siti.get(at("uncollected"), {"kecamatan": "36.73.02", "age": "7"}).content.decode()
    assert "Warga 2" in page
    assert "Warga 3" in page
    assert "Warga 4" not in page
    assert "Warga 5" not in page


@pytest.mark.usefixtures("waiting", "pages")
def test_a_card_that_waited_too_long_is_marked(siti: Client) -> None:
    page = siti.get(at("uncollected"), {"kecamatan": "nonsense"}).content.decode()
    assert page.count("kembali ke Dinas") == 1


@pytest.mark.usefixtures("waiting", "pages")
def test_a_card_that_goes_back_is_sent_from_the_list(rina: Client) -> None:
    page = rina.get(at("uncollected")).content.decode()
    (link,) = re.findall(r'href="([^"]*/kirim/[^"]*)"', page)
    form = rina.get(html.unescape(link)).content.decode()
    assert re.search(r'<option value="36\.73" selected', form)
    assert re.search(r"<textarea[^>]*>\s*04", form)


def test_a_card_goes_back_on_its_day_and_not_before() -> None:
    printed_on = date(2026, 1, 1)
    assert not is_overdue(printed=printed_on, on=date(2026, 4, 30), days=120)
    assert is_overdue(printed=printed_on, on=date(2026, 5, 1), days=120)
