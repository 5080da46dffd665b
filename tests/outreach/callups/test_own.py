"""With an account: a school's head sees the own school's list and no more, a lurah the kelurahan's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import scope
from rekam.kernel.installation import office_day
from rekam.outreach.callups import services
from rekam.outreach.callups.letters import letters_of
from rekam.outreach.callups.models import CallAnswer, CallList
from rekam.outreach.callups.rules import For
from rekam.registry.models import Resident
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, KASUNYATAN, OFFICE
from tests.personas import officer

pytestmark = pytest.mark.django_db
OWN = "/jemput-bola/sekolah-saya/panggilan/"
NOW = timezone.now()


@pytest.fixture
def pupils() -> list[Resident]:
    """Of the head's school, both of whom live in another kelurahan; one is of age."""
    with scope(OFFICE):
        today = office_day(NOW)
        young = scenes.people(1, area=KASUNYATAN, born=today - timedelta(days=17 * 365))  # of 16
        grown = scenes.people(1, area=KASUNYATAN, born=today - timedelta(days=19 * 365), first=2)
        scenes.listed(scenes.site(head=Role.SCHOOL_HEAD), people=[*young, *grown])
        other = scenes.site(code="20600002")
        scenes.listed(other, people=scenes.people(1, first=50))
        services.make_list(recipient=For.SCHOOL, area_code=other.area_code, site=other, actor="rina", at=NOW)
        services.make_list(recipient=For.LURAH, area_code=BENDUNG, actor="rina", at=NOW)
    return [*young, *grown]


@pytest.fixture
def head(client: Client) -> Client:
    client.force_login(officer(Role.SCHOOL_HEAD, areas=(BENDUNG,)))
    return client


def answers() -> list[tuple[str, str, str]]:
    with scope(OFFICE):
        return list(CallAnswer.objects.order_by("pk").values_list("outcome", "source", "actor"))


def test_a_schools_head_makes_answers_and_prints_the_own_list(head: Client, pupils: list[Resident]) -> None:
    assert "Belum ada daftar panggilan" in head.get(OWN).content.decode()
    head.post(f"{OWN}buat/")
    page = head.get(OWN).content.decode()
    assert all(text in page for text in ("Murid 1", "Murid 2", "XII-1", "1 murid belum 18 tahun"))
    assert "Murid 50" not in page
    year = str(pupils[0].birth_date.year)
    assert not any(secret in page for one in pupils for secret in (one.nik, one.kk, f"lahir {year}"))
    wrong = head.post(OWN, {"p1-outcome": "away"})
    assert (wrong.status_code, answers()) == (400, [])
    head.post(OWN, {"p1-outcome": "boarding", "p2-outcome": "works"})
    assert answers() == [(one, "account", Role.SCHOOL_HEAD) for one in ("boarding", "works")]
    assert "jawaban dicatat; masih dipanggil" in head.get(OWN).content.decode()
    for paper, action in (("kertas", "printed"), ("lembar", "lettered")):
        assert head.post(f"{OWN}{paper}/").content.startswith(b"%PDF")
        entry = Entry.objects.filter(action=f"outreach.calls.{action}").get()
        assert set(entry.subjects) == {str(one.uuid) for one in pupils}


def test_a_slip_names_the_pupil_whose_parents_it_is_for_and_no_family(
    head: Client, pupils: list[Resident]
) -> None:
    head.post(f"{OWN}buat/")
    with scope(OFFICE):
        Resident.objects.filter(pk=pupils[0].pk).update(head_relation="ANAK")
        made = CallList.objects.get(site__head=Role.SCHOOL_HEAD, above=None)
        homes = services.make_letters(made, actor="kepsek", at=NOW)
        drawn = letters_of(made, homes, on=office_day(NOW))
    assert [(one.to, one.is_child, one.group) for one in drawn] == [
        ("Murid 1", True, "XII-1"),
        ("Murid 2", False, "XII-1"),
    ]


def test_a_schools_head_opens_no_other_list(head: Client, pupils: list[Resident]) -> None:
    with scope(OFFICE):
        others = list(CallList.objects.all())
    assert {one.recipient for one in others} == {"school", "lurah"}
    for one in others:
        for page in ("", "jawab/", "ketik/"):
            assert head.get(f"/jemput-bola/panggilan/daftar/{one.uuid}/{page}").status_code == 403
    assert head.get("/jemput-bola/panggilan/").status_code == 403


def test_the_head_of_no_school_finds_nothing(client: Client, pupils: list[Resident]) -> None:
    client.force_login(officer(Role.SCHOOL_HEAD, username="lain", areas=(BENDUNG,)))
    assert client.get(OWN).status_code == 404
    assert client.post(f"{OWN}buat/").status_code == 404
    with scope(OFFICE):
        assert not CallList.objects.filter(site__head=Role.SCHOOL_HEAD).exists()


def test_a_lurah_ticks_the_own_list_and_no_other(client: Client, pupils: list[Resident]) -> None:
    with scope(OFFICE):
        row = CallList.objects.get(recipient=For.LURAH)
    page = f"/jemput-bola/panggilan/daftar/{row.uuid}/jawab/"
    client.force_login(officer(Role.LURAH, areas=(BENDUNG,)))
    assert "Murid 50" in client.get(page).content.decode()
    client.post(page, {"p1-outcome": "refuses"})
    assert answers() == [("refuses", "account", Role.LURAH)]
    elsewhere = Client()
    elsewhere.force_login(officer(Role.LURAH, username="lain", areas=(KASUNYATAN,)))
    assert elsewhere.get(page).status_code == 404
    assert elsewhere.post(page, {"p1-outcome": "said_dead"}).status_code == 404
    assert len(answers()) == 1
