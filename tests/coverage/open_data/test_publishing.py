"""What is published once stays; who may read it, and what a cache may keep."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.coverage.open_data import files
from rekam.kernel.errors import RuleBroken
from tests.coverage.open_data.test_nothing_follows import TOP, cells
from tests.coverage.reports.test_rules import LIVE
from tests.personas import officer

NAME = "36.73-2026-11-22-live"
PLACES = [(20, 10), (20, 6), (20, 7), (20, 0)]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for publications, served by the pages."""
    monkeypatch.setattr(files, "folder", lambda: tmp_path)
    return tmp_path


def publish(shelf: Path, places: list[tuple[int, int]] = PLACES) -> Path:
    return files.publish(cells(places), area_code=TOP, rests_on=LIVE, out=shelf)


def test_a_day_is_published_once(shelf: Path) -> None:
    assert publish(shelf) == publish(shelf) == shelf / NAME
    with pytest.raises(RuleBroken, match="open_data_published"):
        publish(shelf, [(20, 10), (20, 6), (20, 7), (20, 5)])


def test_each_row_says_what_it_rests_on(shelf: Path) -> None:
    line = (publish(shelf) / "capaian.csv").read_text().splitlines()[1]
    assert line.startswith("36.73,Kota Serang,2,live,2026-11-22,2026-1,CC-BY-4.0,")


def test_every_column_stands_in_the_dictionary(shelf: Path) -> None:
    lines = (publish(shelf) / "kamus.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == list(files.HEADS)


def test_another_base_is_another_publication(shelf: Path) -> None:
    publish(shelf)
    files.publish(cells(PLACES), area_code=TOP, rests_on=replace(LIVE, base="2026-1"), out=shelf)
    assert files.publications() == [NAME, "36.73-2026-11-22-2026-1"]


@pytest.mark.django_db
def test_without_the_setting_officers_read_it_and_nobody_else(shelf: Path) -> None:
    publish(shelf)
    assert Client().get("/data-terbuka/").status_code == 302
    assert Client().get(f"/data-terbuka/{NAME}/capaian.csv").status_code == 302
    browser = Client()
    browser.force_login(officer(Role.LURAH, areas=("36.73.02.1001",)))
    assert NAME in browser.get("/data-terbuka/").content.decode()
    answer = browser.get(f"/data-terbuka/{NAME}/capaian.csv")
    assert "private" in answer["Cache-Control"]
    assert answer.status_code == 200


@pytest.mark.django_db
def test_with_the_setting_everybody_may_and_caches_keep_it(shelf: Path, settings: object) -> None:
    settings.REKAM_OPEN_DATA = True  # type: ignore[attr-defined]
    publish(shelf)
    assert NAME in Client().get("/data-terbuka/").content.decode()
    answer = Client().get(f"/data-terbuka/{NAME}/capaian.json")
    assert "public" in answer["Cache-Control"]
    again = Client().get(f"/data-terbuka/{NAME}/capaian.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("path", [f"{NAME}/rahasia.txt", "..%2f..%2fkeys/capaian.csv", "x/capaian.csv"])
def test_nothing_else_is_served(shelf: Path, settings: object, path: str) -> None:
    settings.REKAM_OPEN_DATA = True  # type: ignore[attr-defined]
    publish(shelf)
    (shelf / NAME / "rahasia.txt").write_text("x")
    assert Client().get(f"/data-terbuka/{path}").status_code == 404
