"""A plan that the planner changes: a workbook sent back, a kind of place closed, and what a part may do."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from openpyxl import Workbook, load_workbook

from rekam.accounts.rules import Role
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans import changing, queries, services
from rekam.outreach.plans.comparing import broken_of, compare, prices_of
from rekam.outreach.plans.models import Pin, Plan, PlanStop
from rekam.outreach.plans.papers import plan_xlsx
from rekam.outreach.plans.returned import read_returned
from rekam.outreach.plans.rules import State
from rekam.outreach.sites.closures import Why
from tests.outreach.plans.scenes import AT, BY, MONDAY, OFFICE, done, made
from tests.personas import KASEMEN, officer

pytestmark = pytest.mark.django_db
LATER = timedelta(weeks=5_000)


def sheet_of(plan: Plan) -> tuple[Workbook, Sequence[PlanStop]]:
    """The workbook as it was downloaded, its lines in the order of the stops."""
    stops = queries.stops_of(plan)
    return load_workbook(BytesIO(plan_xlsx(stops))), stops


def sent(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_that_comes_back_as_it_went_changes_nothing(plan: Plan) -> None:
    book, _ = sheet_of(plan)
    found = read_returned(sent(book), plan=plan, today=AT.date())
    assert (list(found.changes), list(found.rejects)) == ([], [])


def test_dates_changed_in_the_workbook_move_stops_and_wrong_lines_say_where(plan: Plan) -> None:
    book, stops = sheet_of(plan)
    lines = book.worksheets[0]
    friday = MONDAY + timedelta(days=4)
    moved = next(stop for stop in stops if stop.day != friday)
    kept = [stop for stop in stops if stop != moved]
    row = {stop: number for number, stop in enumerate(stops, start=2)}
    lines.cell(row[moved], 2).value = friday.strftime("%d-%m-%Y")
    lines.cell(row[kept[0]], 2).value = None
    lines.cell(row[kept[1]], 2).value = "besok"
    lines.cell(row[kept[2]], 2).value = MONDAY + timedelta(days=6)  # a Sunday
    lines.cell(row[kept[3]], 1).value = "x"
    lines.append([str(moved.uuid), friday.isoformat()])
    found = read_returned(sent(book), plan=plan, today=AT.date())
    assert {(one.stop, one.to) for one in found.changes} == {(moved, friday), (kept[0], None)}
    assert {(one.line, one.column, one.code) for one in found.rejects} == {
        (row[kept[1]], "tanggal", "day_malformed"),
        (row[kept[2]], "tanggal", "move_outside"),
        (row[kept[3]], "id", "stop_unknown"),
        (len(stops) + 2, "id", "stop_twice"),
    }


def test_all_changes_together_ask_for_one_plan(plan: Plan) -> None:
    first, second = queries.stops_of(plan)[:2]
    to = first.day + timedelta(days=2)
    changes = {first.uuid: to, second.uuid: None}
    after = done(changing.rearrange(plan=plan.uuid, changes=changes, **BY))
    assert (after.number, after.state) == (plan.number + 1, State.READY)
    days = {(stop.site_id, stop.day) for stop in queries.stops_of(after)}
    assert (first.site_id, to) in days
    assert not {(first.site_id, first.day), (second.site_id, second.day)} & days


@pytest.mark.parametrize(("ahead", "code"), [(0, "move_same_day"), (30, "move_outside")])
def test_a_change_that_cannot_be_pins_nothing(plan: Plan, ahead: int, code: str) -> None:
    first, second = queries.stops_of(plan)[:2]
    changes = {first.uuid: None, second.uuid: second.day + timedelta(days=ahead)}
    with pytest.raises(RuleBroken) as refused:
        changing.rearrange(plan=plan.uuid, changes=changes, **BY)
    assert refused.value.code == code
    assert not Pin.objects.exists()


def test_a_closed_kind_is_planned_around_and_no_stop_can_be_moved_into_it(plan: Plan) -> None:
    closed = {"kind": "village", "area_code": "36.73", "why": Why.FLOOD, "source": "BPBD"}
    days = {"first": MONDAY, "last": MONDAY + timedelta(days=1)}
    after = done(changing.close_kind(plan=plan.uuid, **closed, **days, **BY))  # type: ignore[arg-type]
    stops = queries.stops_of(after)
    assert min(stop.day for stop in stops) == MONDAY + timedelta(days=2)
    with pytest.raises(RuleBroken) as refused:
        changing.move(stop=stops[0].uuid, to=MONDAY, **BY)
    assert refused.value.code == "move_closed"


def test_a_plan_is_compared_and_says_what_one_more_team_is_worth(plan: Plan) -> None:
    after = made(floor=100)
    assert [row.people for row in compare(after, before=plan)] == [after.people, plan.people, after.by_hand]
    (price,) = prices_of(after)
    assert (price.office, price.advice) == ("Dinas", "tetap")
    assert [one.code for one in broken_of(after)] == ["plan_floor_missed"]


def test_the_page_takes_a_workbook_shows_it_and_makes_one_plan(plan: Plan) -> None:
    browser = Client()
    browser.force_login(officer(Role.HEAD))
    # Pages go by today's date, so the plan is one that nobody will see begin.
    Plan.objects.filter(pk=plan.pk).update(first=F("first") + LATER, last=F("last") + LATER)
    PlanStop.objects.filter(plan=plan).update(day=F("day") + LATER)
    book, stops = sheet_of(plan)
    book.worksheets[0].cell(2, 2).value = (stops[0].day + timedelta(days=1)).isoformat()
    file = SimpleUploadedFile("rencana.xlsx", sent(book))
    page = browser.post(f"/jemput-bola/pekan/{plan.uuid}/kirim/", {"file": file}).content.decode()
    assert "1 kunjungan berubah" in page
    change = page.split('name="change" value="')[1].split('"')[0]
    assert browser.post(f"/jemput-bola/pekan/{plan.uuid}/ubah/", {"change": change}).status_code == 302
    assert queries.find_at_work("36.73") is not None
    assert browser.get(f"/jemput-bola/singgah/{stops[0].uuid}/tutup/").status_code == 200


def test_a_kecamatan_is_told_its_own_stops_and_plans_nothing(plan: Plan) -> None:
    own = Scope.of(KASEMEN)
    with scope(own):
        told = queries.stops_within(own, week=MONDAY)
        assert {stop.area_code for stop in told} == {KASEMEN}
        with pytest.raises(RuleBroken) as refused:
            services.propose(weeks=1, **BY)
    assert refused.value.code == "plan_of_whole_office"
    watcher = Client()
    watcher.force_login(officer(Role.OPERATOR, areas=(KASEMEN,)))
    page = watcher.get(f"/jemput-bola/pekan/?pekan={MONDAY}").content.decode()
    assert "di wilayah Anda" in page
    with scope(OFFICE):
        others = [stop.site.name for stop in queries.stops_of(plan) if stop.area_code != KASEMEN]
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert told[0].site.name in table
    assert not [name for name in others if name in table]
