"""The page of the semester table and its files, live and of a base."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.coverage.bases.services import take_base
from rekam.coverage.reports.queries import at_step, semester_table, signer
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, SERANG, officer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)
GROWN = date(1990, 1, 1)


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(officer(Role.HEAD, areas=("36.73",)))
    return client


@pytest.fixture
def people() -> None:
    town.load(born=GROWN, area_code=KASEMEN)
    town.load(born=GROWN, area_code=SERANG, recorded_on=GROWN, ektp_status="SENT_FOR_ENROLLMENT")
    town.load(born=date(2020, 1, 1), area_code=SERANG, ektp_status="DUPLICATE_RECORD")


@pytest.mark.usefixtures("people")
def test_the_steps_are_of_the_wajib_only() -> None:
    with scope(OFFICE):
        assert at_step(area_code="36.73", on=TODAY) == {"sent_for_enrolment": {SERANG: 1}, "duplicates": {}}


@pytest.mark.usefixtures("people")
def test_another_day_knows_no_steps() -> None:
    with scope(OFFICE):
        today = semester_table(area_code="36.73", today=TODAY)
        ahead = semester_table(area_code="36.73", today=TODAY, on=date(2037, 12, 31))
    assert (today.total.counts["sent_for_enrolment"], today.total.counts["wajib"]) == (1, 2)
    assert (ahead.total.counts["sent_for_enrolment"], ahead.total.counts["wajib"]) == (None, 3)


@pytest.mark.usefixtures("people")
def test_a_base_is_told_as_it_was_taken() -> None:
    with scope(OFFICE):
        take_base(office="36.73", semester="2026-1", actor="test", at=NOW)
    town.load(born=GROWN, area_code=SERANG)
    with scope(OFFICE):
        made = semester_table(area_code="36.73.01", today=TODAY, base="2026-1")
    assert (made.total.counts["wajib"], made.rests_on.on) == (1, date(2026, 6, 30))
    assert made.total.counts["duplicates"] is None


def test_a_base_that_was_never_taken_is_refused() -> None:
    with scope(OFFICE), pytest.raises(RuleBroken, match="base_unknown"):
        semester_table(area_code="36.73", today=TODAY, base="2026-1")


def test_an_office_with_one_head_knows_who_signs() -> None:
    assert signer(office_area="36.73").name == ""
    officer(Role.HEAD, username="euis")
    assert signer(office_area="36.73").name == "Head"
    officer(Role.HEAD, username="other")
    assert signer(office_area="36.73").name == ""


@pytest.mark.usefixtures("people")
def test_the_page_shows_the_table_and_three_files(browser: Client) -> None:
    text = browser.get("/capaian/36.73/tabel/").content.decode()
    for word in ("Kasemen", "t.d.", "Unduh XLSX", "Unduh CSV", "Unduh PDF"):
        assert word in text


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("form", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF"), ("figures", b"case,")]
)
def test_each_file_is_what_it_says(browser: Client, form: str, start: bytes) -> None:
    answer = browser.get(f"/capaian/36.73/tabel/{form}/")
    assert answer.content.startswith(start)
    assert f"rekam-{form}-36.73-" in answer["Content-Disposition"]


@pytest.mark.usefixtures("people")
def test_a_file_is_of_the_day_and_the_rows_that_were_asked(browser: Client) -> None:
    asked = {"base": "live", "on_day": "31", "on_month": "12", "on_year": "2037", "by": "3"}
    answer = browser.get("/capaian/36.73/tabel/xlsx/", asked)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=8)] == ["36.73.01", "36.73.02", "36.73"]
    assert "2037-12-31" in answer["Content-Disposition"]


@pytest.mark.usefixtures("people")
def test_a_base_with_a_day_is_refused_at_the_field(browser: Client) -> None:
    with scope(OFFICE):
        take_base(office="36.73", semester="2026-1", actor="test", at=NOW)
    asked = {"base": "2026-1", "on_day": "31", "on_month": "12", "on_year": "2026"}
    answer = browser.get("/capaian/36.73/tabel/", asked)
    assert answer.status_code == 400
    assert "memakai harinya sendiri" in answer.content.decode()


def test_there_is_no_other_form_and_no_other_office(browser: Client) -> None:
    assert browser.get("/capaian/36.73/tabel/doc/").status_code == 404
    assert browser.get("/capaian/36.04/tabel/").status_code == 404
