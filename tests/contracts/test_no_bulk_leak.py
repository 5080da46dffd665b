"""Nobody takes the register out in one piece: who may make a file, and how much a page may show.

A room that writes a file or an attachment puts its module here, with the reason; of residents' rows only
registry.exports may make one.
"""

import ast
import random
import re
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from rekam.accounts.rules import Role, may
from rekam.config.routes import all_routes
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.canaries.services import make_canary
from rekam.registry.models import Resident
from tests.contracts.architecture import modules, room
from tests.contracts.test_architecture import source
from tests.contracts.walks import SIGN_IN_AND_OUT, walk
from tests.personas import KASEMEN, officer, resident

# Modules that make a file, or an answer that a browser keeps as one.
MAKES_FILES = {
    "rekam.registry.bulk.staging": "lines of a list on their way into staging, inside the database",
    "rekam.kernel.sheet": "writes the table that a room hands it",
    "rekam.kernel.workbook": "as above",
    "rekam.ui.files": "answers with the file that a room hands it",
    "rekam.outreach.plans.papers": "places, teams and expected counts; no resident",
    "rekam.registry.exports.views": "the one way out: by two people, watermarked",
    "rekam.devices.kits.sheets": "the office's devices; no resident",
    "rekam.devices.kits.views": "as above",
    "rekam.registry.bulk.rejects": "lines of the sender's own file that were refused, as they stood",
    "rekam.registry.bulk.views": "as above",
    "rekam.verification.reports.files": "counts of an institution's questions; no resident",
    "rekam.verification.reports.views": "as above",
    "rekam.abis.importing.report": "opaque references that were refused, for whoever brought them; no name",
    "rekam.coverage.indicators.views": "ten lines of percentages of an office",
    "rekam.coverage.reconcile.table": "published figures that the reader pasted, given back; no resident",
    "rekam.coverage.columns.register": "narrow columns without NIK or name, sealed, for the nightly recount",
    "rekam.coverage.reports.sheets": "counts by area; no resident",
    "rekam.coverage.reports.files": "as above",
    "rekam.coverage.reports.views": "as above",
    "rekam.coverage.first_time.views": "as above",
    "rekam.coverage.outages.files": "hours by area and cause for everybody, few people hidden; no resident",
    "rekam.coverage.outages.views": "as above",
    "rekam.coverage.open_data.files": "counts by area for everybody, small ones hidden; no resident",
    "rekam.cards.blanks.sheets": "serials of blanks; a minutes' list names cards as its paper does",
    "rekam.outreach.plans.views_papers": "places, teams and expected counts; no resident",
    "rekam.outreach.rounds.views_papers": "the homes of one day's teams, each look written down; no NIK",
    "rekam.outreach.sites.travel.views": "ways between places; no resident",
    "rekam.enrolment.waiting.books": "recordings by their opaque number; no NIK and no name",
    "rekam.enrolment.waiting.kept": "a page of 30 lines; each person is in the log and in the day's looks",
    "rekam.enrolment.waiting.views_books": "as the two above",
    "rekam.config.touched": "a server command: whom an officer touched, for the notice of a breach",
}
# The simulation makes people who do not exist; the station has no register.
OTHERS = {"simulation", "station"}
WRITERS = {
    *("csv.writer", "csv.DictWriter", "StreamingHttpResponse", "FileResponse", "to_csv", "to_parquet"),
    *("to_xlsx", "Workbook", "saved"),
}
LAST_WORDS = {writer.rpartition(".")[2] for writer in WRITERS}
MOST_ON_A_PAGE = 100
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def makes_files(module: str) -> bool:
    """Whether a module writes rows to a file or sends an attachment."""
    for node in ast.walk(source(module)):
        if isinstance(node, ast.Call) and _writes(node.func):
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_file(node.value):
            return True
    return False


def _writes(called: ast.expr) -> bool:
    """Told by the last word of what is called first: to write out every call takes seconds."""
    last = getattr(called, "attr", None) or getattr(called, "id", None)
    return last in LAST_WORDS and ast.unparse(called) in WRITERS


def _is_file(text: str) -> bool:
    return text.startswith(("attachment", "text/csv", "application/vnd.")) or " TO STDOUT" in text


def test_only_named_modules_make_files() -> None:
    found = {module for module in modules() if room(module) not in OTHERS and makes_files(module)}
    assert found - set(MAKES_FILES) == set()


@pytest.fixture
def crowd() -> set[str]:
    """150 people of one kelurahan: their NIKs."""
    rows = [resident(serial=n, area_code=KASEMEN, name=f"Siti {n}") for n in range(1, 151)]
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(rows)
    return {row.nik for row in rows}


@pytest.fixture
def canary() -> str:
    """A NIK of Kasemen that nobody has."""
    with scope(EVERYWHERE):
        return make_canary(
            area_prefix="36.73.02", label="bait", actor="test", at=NOON, chance=random.Random(3)
        )


def test_every_page_is_walked_by_somebody() -> None:
    walked = {path for role in Role for path in walk(role)}
    many = [route for route in all_routes() if not re.search("<uuid|<path", route.path)]
    assert len(walked) == len(many) - len(SIGN_IN_AND_OUT)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_no_page_shows_more_than_a_hundred_residents_or_a_canary(
    role: Role, crowd: set[str], canary: str
) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(officer(role))
    most, told = {}, set()
    names = f"/capaian/{KASEMEN}/nama/"
    for path in {*walk(role), names}:
        typed = {"cari": "siti", "q": "siti"}
        shown = [page(browser.get(path)), page(browser.post(path, typed))]
        most[path] = max(on_page(text, crowd) for text in shown)
        told |= {path for text in shown if canary in re.sub(r"\D", "", text)}
    assert {path: number for path, number in most.items() if number > MOST_ON_A_PAGE} == {}
    assert told == set()
    if may(role, "coverage.see_names"):
        assert most[names] == 50  # so the counting sees them


def page(answer: HttpResponse) -> str:
    return answer.content.decode(errors="replace") if not answer.streaming else ""


def on_page(text: str, crowd: set[str]) -> int:
    """How many of the crowd a page holds."""
    named, numbered = set(re.findall(r"Siti \d+(?=<)", text)), set(re.findall(r"(?=(\d{16}))", text))
    return max(len(named), len(numbered & crowd))
