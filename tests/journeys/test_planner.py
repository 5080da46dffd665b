"""A planner's month in the browser: proposed, locked, moved, announced, reported, learnt from, and again."""

from collections.abc import Callable, Iterator
from datetime import date, time

import pytest
from playwright.sync_api import Browser, Page, expect

from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, scope
from rekam.outreach.plans import queries
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.services import keep_site
from rekam.outreach.sites.teams.services import keep_team
from tests.journeys.looks import check
from tests.journeys.served import enter_as, serving
from tests.journeys.steps import press
from tests.outreach.plans.scenes import AT, BY, MONDAY, OFFICE, VILLAGES, done, newest
from tests.personas import SERANG, officer, resident

pytestmark = pytest.mark.journey
BUCKETS = ("recorded", "failed", "under_16", "already", "absent", "outside")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be a day at the office; at first the Wednesday before the plan."""

    def be(day: date) -> None:
        monkeypatch.setattr("django.conf.settings.REKAM_DEMO_DAY", day.isoformat())

    be(AT.date())
    return be


@pytest.fixture
def planner(own_database: str, browser: Browser) -> Iterator[Page]:
    """The head of an office with a team, and forty people who are not recorded."""
    with scope(EVERYWHERE):
        for serial in range(40):
            resident(serial=serial + 1, area_code=VILLAGES[serial % len(VILLAGES)]).save()
    with scope(OFFICE):
        officer(Role.HEAD, username="euis")
        home = keep_site(
            site=None,
            kind=Kind.OFFICE,
            code="KANTOR",
            name="Dinas",
            area_code=SERANG,
            weekdays=[0, 1, 2, 3, 4],
            **BY,
        )
        hours = {"leaves": time(8), "back": time(15)}
        keep_team(team=None, name="Tim 1", office=home.uuid, members=[], weekdays=range(6), **hours, **BY)
    with serving() as address:
        context = enter_as("euis", browser=browser, address=address, within=OFFICE)
        yield context.new_page()
        context.close()


def work() -> None:
    """The worker's part: make the plan that waits."""
    with scope(OFFICE):
        plan = queries.find_at_work("36.73")
    assert plan is not None
    with scope(OFFICE):
        done(plan)


def chosen(page: Page) -> PlanStop:
    """The stop whose panel is shown, as the address says it."""
    link = page.locator(".r-chosen a")
    expect(page.locator("#kunjungan h2")).to_contain_text(link.inner_text())
    key = (link.get_attribute("href") or "").split("kunjungan=")[1].split("#")[0]
    with scope(OFFICE):
        return PlanStop.objects.select_related("site").get(uuid=key)


def test_a_month_of_a_planner(planner: Page, today: Callable[[date], None]) -> None:
    propose(planner)
    check(planner)
    locked = lock_by_key(planner)
    moved = move_by_key(planner, kept=locked)
    check(planner)
    visited = announce_by_key(planner)
    today(visited.day)
    report(planner, stop=visited)
    planner.goto(f"/jemput-bola/tempat/{visited.site.uuid}/")
    expect(planner.locator("main")).to_contain_text("dipelajari dari 1 kunjungan")

    before = newest_number()
    planner.goto("/jemput-bola/usulkan/")
    planner.keyboard.press("Control+Enter")
    expect(planner.locator("#pencarian")).to_be_visible()
    work()
    expect(planner.locator(".r-note").last).to_contain_text(f"Rencana {before + 1}")
    assert moved.site != locked.site


def newest_number() -> int:
    with scope(OFFICE):
        return newest().number


def propose(page: Page) -> None:
    """One button, and the page says by itself that the plan is there."""
    page.goto("/jemput-bola/pekan/")
    expect(page.locator("h1")).to_have_text("Belum ada rencana")
    page.get_by_role("link", name="Usulkan rencana").click()
    page.fill("[name=weeks]", "2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#pencarian")).to_contain_text("menunggu gilirannya")
    work()
    expect(page.locator("[data-week]")).to_be_visible()


def lock_by_key(page: Page) -> PlanStop:
    page.keyboard.press("ArrowRight")
    stop = chosen(page)
    page.keyboard.press("k")
    expect(page.locator(".r-messages")).to_contain_text("Tanggal dikunci")
    expect(page.locator(".r-chosen .r-locked")).to_have_text("terkunci")
    return stop


def move_by_key(page: Page, *, kept: PlanStop) -> PlanStop:
    """Another day for another stop; what it costs is said, and the locked date stands."""
    page.keyboard.press("ArrowLeft")
    stop = chosen(page)
    page.keyboard.press("g")
    expect(page.locator("#kunjungan select")).to_be_focused()
    to = date.fromordinal(MONDAY.toordinal() + 10)
    page.locator("#kunjungan select").select_option(to.isoformat())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#pencarian")).to_contain_text("sedang diperbaiki")
    work()
    expect(page.locator("main")).to_contain_text("Akibat perubahan:")
    with scope(OFFICE):
        days = {(one.site_id, one.day) for one in queries.stops_of(newest())}
    assert (stop.site_id, to) in days
    assert (stop.site_id, stop.day) not in days
    assert (kept.site_id, kept.day) in days
    return stop


def announce_by_key(page: Page) -> PlanStop:
    """The first week; a stop of it with its visit."""
    page.goto(f"/jemput-bola/pekan/?pekan={MONDAY}")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.locator(".r-messages")).to_contain_text("kunjungan diumumkan")
    with scope(OFFICE):
        return queries.stops_of(newest(), week=MONDAY)[0]


def report(page: Page, *, stop: PlanStop) -> None:
    """Half of the list came, in the office's buckets; the wrong sum is refused first."""
    assert stop.visit is not None
    listed = len(stop.visit.people)
    page.goto(f"/jemput-bola/pekan/?pekan={stop.day}&kunjungan={stop.uuid}")
    page.get_by_role("link", name="Kunjungan dan daftar panggilannya").click()
    told = dict.fromkeys(BUCKETS, 0) | {"recorded": listed // 2, "absent": listed}
    for bucket, number in told.items():
        page.fill(f"[name={bucket}]", str(number))
    press(page, "Catat laporan")
    expect(page.locator("main")).to_contain_text("Periksa keenam angka")
    page.fill("[name=absent]", str(listed - listed // 2))
    press(page, "Catat laporan")
    expect(page.locator(".r-messages")).to_contain_text("Laporan kunjungan dicatat")
