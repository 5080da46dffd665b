"""A visit refers to its site; it can be moved and called off, and whoever it touches is told."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.cards.blanks import custody
from rekam.cards.blanks.carriers import Trip, trip_of
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach import services
from rekam.outreach.models import Pin, Site, Visit
from rekam.outreach.queries import get_visit, held
from rekam.outreach.results.queries import unreported
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.queries import visits_of
from rekam.outreach.sites.services import close_places
from rekam.outreach.telling import remind
from tests.cards.city import blanks
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, BY, MONDAY, NOON, OFFICE
from tests.personas import officer

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def village() -> Iterator[Site]:
    with scope(OFFICE):
        scenes.office()
        scenes.people(3)
        yield Site.objects.get(code=BENDUNG)


@pytest.fixture
def visit(village: Site) -> Visit:
    return services.plan_visit(area_code=BENDUNG, on=TUESDAY, **BY)


def told(what: str) -> list[Entry]:
    return list(Entry.objects.filter(action=f"outreach.visit.{what}"))


def test_two_sites_of_one_name_keep_their_own_visits(village: Site) -> None:
    school = scenes.site(name=village.name)
    services.call_up(school, on=TUESDAY, people=[], known=0, **BY)
    found = visits_of([village, school], on=MONDAY)
    assert [found[str(site.uuid)].next for site in (village, school)] == [None, TUESDAY]


def test_a_visit_called_off_is_nowhere_and_its_people_are_told(visit: Visit) -> None:
    pin = {"day": TUESDAY, "allowed": True, "announced": True, "area_code": BENDUNG}
    Pin.objects.create(site=visit.site, **pin, **BY)
    services.call_off(visit=visit.uuid, why="banjir", **BY)
    (entry,) = told("called_off")
    assert set(visit.people) <= set(entry.subjects)
    assert not held().exists()
    assert not unreported(before=TUESDAY + timedelta(days=9), limit=9)
    assert not Pin.objects.filter(lifted_at=None).exists()
    with pytest.raises(RuleBroken) as unknown:
        get_visit(visit.uuid, on=MONDAY)
    with pytest.raises(RuleBroken) as twice:
        services.call_off(visit=visit.uuid, why="banjir", **BY)
    assert (unknown.value.code, twice.value.code) == ("visit_unknown", "visit_over")
    assert stand(on=TUESDAY).counts[str(visit.site.uuid)] == 3  # type: ignore[union-attr]


def test_a_visit_without_a_reason_is_not_called_off_and_one_gone_by_not_moved(visit: Visit) -> None:
    with pytest.raises(RuleBroken) as silent:
        services.call_off(visit=visit.uuid, why=" ", **BY)
    late = {"actor": "rina", "at": NOON + timedelta(days=3)}
    with pytest.raises(RuleBroken) as gone:
        services.move_visit(visit=visit.uuid, to=TUESDAY + timedelta(days=9), **late)  # type: ignore[arg-type]
    assert (silent.value.code, gone.value.code) == ("why_missing", "visit_over")


def sent(folder: Path) -> list[dict[str, str]]:
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def test_the_place_and_its_kelurahan_hear_of_it_the_day_before_once(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remind(at=NOON) == 0, "the office sends no messages"
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path))
    Site.objects.filter(code=BENDUNG).update(phone="0812-3456-7890")
    school = scenes.site(phone="0254 200 123", name="SMAN Contoh")
    services.call_up(school, on=TUESDAY, people=[], known=0, **BY)
    assert remind(at=NOON) == 3
    assert remind(at=NOON) == 0
    assert {one["to"] for one in sent(tmp_path)} == {"081234567890", "0254200123"}
    assert all("besok 24 Nov" in one["text"] for one in sent(tmp_path))

    services.move_visit(visit=visit.uuid, to=MONDAY + timedelta(days=3), **BY)
    services.call_off(visit=visit.uuid, why="tim sakit", **BY)
    texts = [one["text"] for one in sent(tmp_path)]
    assert any("dipindah ke 26 Nov" in text for text in texts)
    assert any("batal: tim sakit" in text for text in texts)
    assert len(told("moved")) == 1


def test_the_page_of_a_visit_calls_it_off(village: Site) -> None:
    far = MONDAY.replace(year=2099)
    visit = services.plan_visit(area_code=BENDUNG, on=far, **BY)
    browser = Client()
    browser.force_login(officer(Role.BACK_OFFICE))
    page = f"/jemput-bola/kunjungan/{visit.uuid}/"
    assert "Batalkan kunjungan ini" in browser.get(page).content.decode()
    after = browser.post(f"{page}batal/", {"why": "jembatan putus"}, follow=True).content.decode()
    assert "jembatan putus" in after
    assert "Batalkan kunjungan ini" not in after
    assert "batal" in browser.get("/jemput-bola/").content.decode()


def test_what_a_team_took_along_and_brought_back_stands_on_the_visits_page(visit: Visit) -> None:
    taken = blanks(3, site=BENDUNG)
    hands = {"carrier": visit.carrier, "actor": "ani", "at": NOON}
    custody.check_out(serials=taken, taken_by="budi", **hands)
    custody.check_in(serials=taken[:1], brought_by="budi", **hands)
    assert trip_of(visit.carrier) == Trip(taken=3, back=1, still=2)
    browser = Client()
    browser.force_login(officer(Role.BACK_OFFICE))
    page = browser.get(f"/jemput-bola/kunjungan/{visit.uuid}/").content.decode()
    assert "Dibawa 3 keping: dipakai 0, kembali 1, masih di tim 2" in page


def test_a_closure_names_the_visits_in_it_and_calls_them_off_when_told(village: Site) -> None:
    visit = services.plan_visit(area_code=BENDUNG, on=MONDAY.replace(year=2099), **BY)
    days = {"first": visit.on, "last": visit.on + timedelta(days=2)}
    closed = close_places(area_code="36.73.02", kind="village", why=Why.FLOOD, source="BPBD", **days, **BY)
    browser = Client()
    browser.force_login(officer(Role.BACK_OFFICE))
    page = f"/jemput-bola/penutupan/{closed.uuid}/"
    assert "1 kunjungan sudah direncanakan" in browser.get(page).content.decode()
    after = browser.post(f"{page}batal/", follow=True).content.decode()
    assert "Batalkan semuanya" not in after
    visit.refresh_from_db()
    assert visit.why_off == "Banjir"
