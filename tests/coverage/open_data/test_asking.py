"""One officer asks for a publication after seeing it, another lets it out."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.bases.services import take_base
from rekam.coverage.open_data import files, services
from rekam.coverage.open_data.models import Publication
from rekam.coverage.open_data.rules import State
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, officer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
PAGE, NAME = "/capaian/36.73/terbitkan/", "36.73-2026-06-30-2026-1"
ASKED = {"area_code": "36.73", "base": "2026-1", "actor": "head", "at": NOW}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for publications, beside a base with one person."""
    monkeypatch.setattr(files, "folder", lambda: tmp_path)
    town.load(born=date(1990, 1, 1), area_code=KASEMEN)
    with scope(OFFICE):
        take_base(office="36.73", semester="2026-1", actor="test", at=NOW)
    return tmp_path


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(officer(role))
    return client


def refused(**changed: object) -> str:
    row = services.ask_publication(**(ASKED | changed))  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as broken:
        services.approve_publication(publication=row.uuid, actor="head", at=NOW)
    return broken.value.code


def test_what_is_asked_for_is_seen_first_and_published_by_another(shelf: Path) -> None:
    head, verifier = browser(Role.HEAD), browser(Role.VERIFIKATOR)
    page = head.get(PAGE).content.decode()
    assert "Terbitan 2026-1: keadaan 30 Juni 2026" in page
    assert "not_recorded_disabled" in page
    assert "aturan hitung 2026-1" in page

    waiting = head.post(f"{PAGE}minta/", {"basis": "2026-1"}, follow=True).content.decode()
    assert "petugas lain yang memutus" in waiting
    assert "setujui" not in waiting
    assert files.publications() == []

    with scope(OFFICE):
        row = Publication.objects.get()
    assert f"/capaian/terbitan/{row.uuid}/setujui/" in verifier.get(PAGE).content.decode()
    verifier.post(f"/capaian/terbitan/{row.uuid}/setujui/")
    assert files.publications() == [NAME]
    assert "terbit" in head.get(PAGE).content.decode()
    acts = Entry.objects.filter(action__startswith="coverage.open_data").order_by("pk")
    assert [one.action for one in acts] == ["coverage.open_data_asked", "coverage.open_data_published"]


@pytest.mark.usefixtures("shelf")
def test_the_files_are_those_of_the_command(shelf: Path) -> None:
    from rekam.coverage.open_data.command import publish

    with scope(OFFICE):
        row = services.ask_publication(**ASKED)  # type: ignore[arg-type]
        services.approve_publication(publication=row.uuid, actor="other", at=NOW)
    assert publish("36.73", on=None, base="2026-1", out=None) == shelf / NAME


@pytest.mark.usefixtures("shelf")
def test_nobody_publishes_alone_twice_or_something_else() -> None:
    with scope(OFFICE):
        assert refused() == "four_eyes"
        with pytest.raises(RuleBroken, match="open_data_asked"):
            services.ask_publication(**ASKED)  # type: ignore[arg-type]
        row = Publication.objects.get()
        Publication.objects.update(sha256="0" * 64)
        with pytest.raises(RuleBroken, match="open_data_changed"):
            services.approve_publication(publication=row.uuid, actor="other", at=NOW)
        services.refuse_publication(publication=row.uuid, actor="head", at=NOW)
        with pytest.raises(RuleBroken, match="open_data_decided"):
            services.approve_publication(publication=row.uuid, actor="other", at=NOW)
        again = services.ask_publication(**ASKED)  # type: ignore[arg-type]
    assert (again.state, files.publications()) == (State.ASKED, [])


@pytest.mark.usefixtures("shelf")
def test_another_office_is_not_found_and_an_unknown_semester_refused() -> None:
    with scope(OFFICE):
        for changed, code in (({"area_code": "36.72"}, "not_found"), ({"base": "2020-1"}, "base_unknown")):
            with pytest.raises(RuleBroken, match=code):
                services.ask_publication(**(ASKED | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PROVINCE, Role.LURAH])
def test_who_publishes_nothing_does_not_see_the_page(role: Role) -> None:
    assert browser(role).get(PAGE).status_code == 403


def test_without_a_base_there_is_nothing_to_publish() -> None:
    assert "Belum ada basis" in browser(Role.HEAD).get(PAGE).content.decode()
