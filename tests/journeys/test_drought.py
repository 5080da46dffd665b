"""A drought from the last blank to the first cards after it, in the browser; the server runs in the test."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from rekam.accounts.rules import Role
from rekam.cards import services
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import Reason
from rekam.coverage.counters.services import fold
from rekam.enrolment import queries as enrolment
from rekam.kernel.database import scope
from rekam.kernel.installation import office_day
from rekam.registry.ladder import PRINT_READY
from rekam.ui.dates import long_date
from tests.cards.allocation.scenes import used
from tests.cards.city import DINAS, KASEMEN, OFFICE, SERANG, holder, portrait, record, serials
from tests.journeys.served import enter_as, serving
from tests.journeys.steps import fill_day, press
from tests.personas import officer

pytestmark = pytest.mark.journey
OFFICERS = {"rina": Role.BACK_OFFICE, "siti": Role.OPERATOR, "budi": Role.VERIFIKATOR, "euis": Role.HEAD}
ENDED = timedelta(days=213)
# Who waits: name, born so many years ago, where, why, asked so many days ago, whether with a letter then.
PEOPLE = (
    ("Menunggu Baru", 30, KASEMEN, Reason.NEW, 20, False),
    ("Suket Baru", 30, KASEMEN, Reason.NEW, 20, True),
    ("Suket Lama", 30, SERANG, Reason.NEW, 170, True),
    ("Korban Banjir", 40, KASEMEN, Reason.DISASTER, 20, False),
    ("Pemula Kasemen", 17, KASEMEN, Reason.NEW, 20, False),
    ("Pemula Serang", 17, SERANG, Reason.NEW, 10, False),
)
IN_TURN = ["Suket Lama", "Pemula Kasemen", "Pemula Serang", "Korban Banjir"]
ALLOTTED = len(IN_TURN) + 2


@pytest.fixture
def office(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an office whose last blank was used seven months ago."""
    monkeypatch.setattr(enrolment, "portrait", lambda _record: portrait())
    monkeypatch.setattr(enrolment, "signature", lambda _record: None)
    now = timezone.now()
    with scope(OFFICE):
        for username, role in OFFICERS.items():
            officer(role, username=username)
        used(40, on=office_day(now - ENDED), start=1000, spoiled=1)
        _people(now)
        fold(at=now)
    with serving() as address:
        yield address


def _people(now: datetime) -> None:
    today = office_day(now)
    for number, (name, age, area, reason, days, letter) in enumerate(PEOPLE, 1):
        born, asked = today - timedelta(days=365 * age + 200), now - timedelta(days=days)
        place = f"{area}.1001"
        of = record(holder(name=name, born=born, area_code=place, number=number, ektp_status=PRINT_READY))
        if letter:
            services.issue_suket(record=of.uuid, site=DINAS, actor="siti", at=asked)
        job = services.request_print(record=of.uuid, reason=reason, actor="siti", at=asked)
        services.approve_print(job=job.uuid, actor="budi", at=asked)


@pytest.fixture
def enter(office: str, browser: Browser) -> Iterator[Callable[[str], Page]]:
    contexts = []

    def open_as(username: str) -> Page:
        contexts.append(enter_as(username, browser=browser, address=office, within=OFFICE))
        return contexts[-1].new_page()

    yield open_as
    for context in contexts:
        context.close()


def text_of(page: Page, path: str) -> str:
    page.goto(path)
    return page.locator("main").inner_text()


def test_a_drought_from_its_first_day_to_the_first_cards_after_it(enter: Callable[[str], Page]) -> None:
    keeper, today = enter("rina"), office_day(timezone.now())
    told = text_of(keeper, "/kartu/kekurangan/")
    assert "0 keping siap pakai" in told
    assert f"Brankas kosong sejak {long_date(today - ENDED)}" in told

    give_letter(keeper, to="Menunggu Baru")
    assert "3\norang memegang suket" in text_of(keeper, "/kartu/suket/")

    waiting, a_month, spoiled, stock, coming, asked = ask_the_centre(keeper, today=today)
    assert (waiting, stock, coming) == (len(PEOPLE), 0, 0)
    assert waiting + a_month + spoiled == asked > ALLOTTED
    share_two(keeper)
    assert [print_next(keeper) for _ in IN_TURN] == IN_TURN

    assert text_of(keeper, "/kartu/").startswith("0\nkeping siap pakai")
    made = text_of(enter("euis"), "/capaian/36.73/")
    assert f"{len(IN_TURN)} kartu dicetak" in made


def give_letter(keeper: Page, *, to: str) -> None:
    """A letter for somebody who stands at the counter."""
    keeper.goto("/kartu/antrean/")
    keeper.get_by_role("link", name=to).click()
    with scope(OFFICE):
        of = PrintJob.objects.get(uuid=keeper.url.strip("/").split("/")[-1])
    keeper.goto(f"/kartu/suket/perekaman/{of.record}/")
    press(keeper, "Terbitkan suket")


def ask_the_centre(keeper: Page, *, today: date) -> list[int]:
    """Ask, get less, fetch it and receive it; the numbers of the sum that the page shows."""
    shown = text_of(keeper, "/kartu/permintaan/")
    reckoned = next(line for line in shown.splitlines() if " menunggu + " in line)
    keeper.fill("[name=letter]", "470/7/2026")
    press(keeper, "Buat surat permintaan")
    page = keeper.url
    keeper.fill("[name=blanks]", str(ALLOTTED))
    fill_day(keeper, "on", today)
    press(keeper, "Catat jatah")
    fill_day(keeper, "on", today)
    press(keeper, "Saya yang mengambil")
    keeper.goto("/kartu/terima/")
    keeper.select_option("[name=site]", DINAS)
    keeper.fill("[name=letter]", "SJ-7")
    keeper.fill("[name=listed]", "\n".join(serials(ALLOTTED)))
    press(keeper, "Terima seluruh daftar")
    keeper.goto(page)
    keeper.select_option("[name=letter]", "SJ-7")
    press(keeper, "Hubungkan kiriman")
    return [int(number) for number in re.findall(r"\d+", reckoned)]


def share_two(keeper: Page) -> None:
    """One blank for each kecamatan where people wait; both are sent by the list's serials."""
    keeper.goto(f"/kartu/pembagian/?keping={ALLOTTED - len(IN_TURN)}")
    for site in (KASEMEN, SERANG):
        expect(keeper.locator(f"[name=site_{site.replace('.', '_')}]")).to_have_value("1")
    press(keeper, "Simpan pembagian")
    named = re.findall(r"04[0-9A-F]{12}", keeper.locator("main").text_content() or "")
    for site, serial in zip((SERANG, KASEMEN), named, strict=True):
        keeper.goto("/kartu/kirim/")
        keeper.select_option("[name=to_site]", site)
        fill_day(keeper, "due_on", office_day(timezone.now()))
        keeper.fill("[name=serials]", serial)
        press(keeper, "Catat pengiriman")


def print_next(keeper: Page) -> str:
    """Print the card of who is first in the queue; whose it was."""
    keeper.goto("/kartu/antrean/")
    first = keeper.locator("#approved tbody a").first
    name = first.inner_text()
    first.click()
    press(keeper, "Ambil keping")
    press(keeper, "Tercetak baik")
    return name
