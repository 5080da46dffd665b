"""The register as the projection reads it, the page and the command."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.coverage.command import main
from rekam.coverage.projection.command import as_lines
from rekam.coverage.projection.lives import NEVER
from rekam.coverage.projection.queries import read_register
from rekam.coverage.projection.rules import Measure
from rekam.coverage.queries import count_villages
from rekam.coverage.rules import total
from rekam.kernel.database import Scope, scope
from rekam.kernel.region import AreaCode
from rekam.registry.models import Resident
from rekam.registry.rules import Status
from tests.coverage.projection.few import draw_few
from tests.personas import KASEMEN, SERANG, officer, resident

TODAY = date(2026, 11, 24)
CITY = Scope.of("36.73")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_few(monkeypatch)


def born(age: int, *, days: int = 0) -> date:
    return TODAY.replace(year=TODAY.year - age) - timedelta(days=days)


def people() -> list[Resident]:
    """A few of every kind in two kelurahan: recorded and not, 16, younger, married, moved away, foreign."""
    lines: list[dict[str, object]] = [
        {"birth_date": born(30), "recorded_on": date(2015, 1, 1), "handed_on": date(2015, 2, 1)},
        {"birth_date": born(30), "recorded_on": TODAY - timedelta(days=10)},
        {"birth_date": born(30)},
        {"birth_date": born(17, days=40)},
        {"birth_date": born(17), "recorded_on": TODAY - timedelta(days=90)},
        {"birth_date": born(16, days=100)},
        {"birth_date": born(16, days=100), "recorded_on": TODAY - timedelta(days=5)},
        {"birth_date": born(16, days=100), "ever_married": True},
        {"birth_date": born(15), "ever_married": True},
        {"birth_date": born(10)},
        {"birth_date": born(40), "status": Status.MOVED, "status_on": TODAY - timedelta(days=200)},
        {"birth_date": born(40), "status": Status.DEAD, "status_on": date(2015, 1, 1)},
        {"birth_date": born(40), "nationality": "WNA"},
    ]
    made = []
    for area in (KASEMEN, SERANG):
        for line in lines:
            row = resident(serial=len(made), area_code=area)
            for name, value in line.items():
                setattr(row, name, value)
            made.append(row)
    return made


def fill() -> None:
    with scope(CITY):
        Resident.objects.bulk_create(people())


@pytest.mark.parametrize("area", ["36.73", KASEMEN])
def test_the_projection_starts_from_the_counts_of_the_first_page(area: str) -> None:
    fill()
    with scope(CITY):
        register = read_register(place=AreaCode.parse(area), measure=Measure.HELD, today=TODAY)
        counts = total(count_villages(area_code=area, on=TODAY).values())
    here = register.recordings.only(register.inside[register.recordings.unit])
    missing = here.waiting_on(register.day) & (here.since <= register.day)
    cards = register.cards.only(register.inside[register.cards.unit])
    assert int(missing.sum()) == counts.not_recorded
    assert int(register.flows.settled[register.inside].sum()) == counts.recorded
    assert register.held == counts.held
    assert int(cards.waiting_on(register.day).sum()) == counts.recorded - counts.held


def test_what_a_register_of_dates_tells() -> None:
    fill()
    with scope(CITY):
        register = read_register(place=AreaCode.parse(KASEMEN), measure=Measure.RECORDED, today=TODAY)
    flows = register.flows
    assert len(register.inside) == 2
    assert flows.children.tolist() == [1, 1]
    assert flows.teens.tolist() == [4, 4]
    assert flows.teens_married.tolist() == [2, 2]
    assert not register.arrivals_known
    assert flows.missing_came.tolist() == [1, 1]
    assert [date.fromordinal(int(day)) for day in register.children_due] == [TODAY.replace(year=2033)]
    assert (register.recordings.left < NEVER).sum() == 2


def test_a_lurah_learns_from_the_own_kelurahan_only() -> None:
    fill()
    with scope(Scope.of(KASEMEN)):
        register = read_register(place=AreaCode.parse(KASEMEN), measure=Measure.RECORDED, today=TODAY)
    assert register.inside.tolist() == [True]


QUESTION = "target=99,4&measure=recorded&on_day=31&on_month=12&on_year={year}"


def ask(client: Client, *, more: str = "", year: int | None = None) -> tuple[int, str]:
    answer = client.get(f"/capaian/proyeksi/?{QUESTION.format(year=year or date.today().year + 1)}{more}")  # noqa: DTZ011
    return answer.status_code, answer.content.decode()


def test_the_page_answers_in_sentences_with_a_drawing_and_a_table(client: Client) -> None:
    fill()
    client.force_login(officer(Role.HEAD))
    status, page = ask(client)
    assert status == 200
    assert "Jika tidak ada yang berubah," in page
    assert page.count("r-range") == 2
    assert "hukum Little" in page
    assert "Anggapan" in page
    assert client.get("/capaian/proyeksi/").status_code == 200
    assert "sudah tercapai hari ini" in ask(client, more="&target=1")[1]


def test_a_scenario_is_named_as_one(client: Client) -> None:
    fill()
    client.force_login(officer(Role.HEAD))
    status, page = ask(client, more="&ahead=80&wilayah=" + KASEMEN)
    assert status == 200
    assert "Dengan skenario ini," in page


@pytest.mark.parametrize("more", ["&year=x&outage_days=40", "&blanks_low=9&blanks_high=3"])
def test_a_wrong_question_comes_back_with_what_is_wrong(client: Client, more: str) -> None:
    fill()
    client.force_login(officer(Role.HEAD))
    assert ask(client, more=more)[0] == 400
    assert ask(client, year=2020)[0] == 400


def test_another_office_is_not_found_and_an_empty_register_is_told(client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    assert ask(client, more="&wilayah=36.72")[0] == 404
    assert ask(client)[0] == 400


def test_the_json_of_the_command_is_stable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rekam.coverage.projection.command.set_up", lambda: None)
    fill()
    day = f"{date.today().year + 1}-12-31"  # noqa: DTZ011
    asked = ["project", "--on", day, "--target"]
    of_held = [*asked, "99.4", "--measure", "held", "--blanks", "1", "2"]
    assert main([*of_held, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told)[:4] == ["area", "measure", "target", "on"]
    assert list(told["coverage"]) == list(told["met_on"]) == ["p10", "p50", "p90"]
    assert told["assumptions"]["scenario"]["blanks"] == [1, 2]
    assert "99.4 % met" in as_lines(told)
    assert main([*asked, "101"]) == 2
    assert "rekam coverage project: projection_target_range" in capsys.readouterr().err
