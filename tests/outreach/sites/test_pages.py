"""The pages of sites: the office's, the lurah's, the school head's; what is wrong is told at its field."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import scope
from rekam.kernel.workbook import to_xlsx
from rekam.outreach.models import Closure, HomeVisit, Link, NameList, Site, Team
from rekam.outreach.sites.homes.rules import HalfDay
from rekam.outreach.sites.rules import Kind
from tests.hostile.files import FAMILIES, TABLES
from tests.outreach.sites.scenes import BENDUNG, DINAS, KASUNYATAN, OFFICE, listed, office, people, site, team
from tests.personas import officer

pytestmark = pytest.mark.django_db
ROOT = "/jemput-bola/"
DAY = {
    "first_day": "1",
    "first_month": "12",
    "first_year": "2030",
    "last_day": "9",
    "last_month": "12",
    "last_year": "2030",
}


@pytest.fixture
def browser() -> Callable[..., Client]:
    def open_for(role: Role, *, areas: tuple[str, ...] = (DINAS,)) -> Client:
        made = Client()
        made.force_login(officer(role, areas=areas))
        return made

    return open_for


def test_the_list_makes_the_villages_and_counts_each_person_once(browser: Callable[..., Client]) -> None:
    with scope(OFFICE):
        pupils = people(4)
        listed(site(), people=pupils[:3])
    client = browser(Role.BACK_OFFICE)
    page = client.get(f"{ROOT}tempat/").content.decode()
    assert "4 orang belum direkam, masing-masing di satu tempat" in page
    with scope(OFFICE):
        assert Site.objects.filter(kind=Kind.VILLAGE).count() == 67
    assert "Tempat 20600001" in client.get(f"{ROOT}tempat/?jenis=school").content.decode()


def test_a_school_with_a_wrong_npsn_is_told_at_the_field(browser: Callable[..., Client]) -> None:
    client = browser(Role.BACK_OFFICE)
    typed = {
        "name": "SMA contoh",
        "code": "123",
        "area_code": BENDUNG,
        "weekdays": ["0", "1"],
        "opens": "07.30",
        "closes": "14.00",
        "signal": "good",
        "share_villages": [BENDUNG],
        "share_percent": "20",
        "share_youngest": "16",
        "share_oldest": "17",
    }
    refused = client.post(f"{ROOT}tempat/jenis/school/", typed)
    assert refused.status_code == 400
    assert "NPSN terdiri dari" in refused.content.decode()
    answer = client.post(f"{ROOT}tempat/jenis/school/", typed | {"code": "20600009"})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "20 % umur 16–17" in page
    assert "anggapan" in page


def test_a_list_is_sent_looked_at_and_taken_over(browser: Callable[..., Client]) -> None:
    with scope(OFFICE):
        school = site()
        people(1)
    client = browser(Role.BACK_OFFICE)
    wrong = SimpleUploadedFile("daftar.csv", "nama;lahir\nAm\xe9lie;1-1-2009".encode("cp1252"))
    answer = client.post(f"{ROOT}tempat/{school.uuid}/daftar/", {"file": wrong})
    assert answer.status_code == 400
    assert "Baris 2 memuat huruf" in answer.content.decode()
    sent = [one for family in ("XXE", "wrong type") for one in FAMILIES[family]() if one.door == TABLES]
    for hostile in sent:
        upload = SimpleUploadedFile("a.xlsx", hostile.data)
        answer = client.post(f"{ROOT}tempat/{school.uuid}/daftar/", {"file": upload})
        assert answer.status_code == 400, hostile.name
    rows = [["XII", "Murid 1", "01-05-2009"], ["XII", "", "01-05-2009"], ["XII", "Zzyx Q", "01-05-2009"]]
    sheet = SimpleUploadedFile("daftar.xlsx", to_xlsx(columns=["Kelas", "Nama", "Lahir"], rows=rows))
    answer = client.post(f"{ROOT}tempat/{school.uuid}/daftar/", {"file": sheet})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "1 nama ditemukan di register" in page
    assert "name_unreadable" in page
    with scope(OFFICE):
        made = NameList.objects.get()
    client.post(f"{ROOT}daftar/{made.uuid}/pakai/")
    assert "1 orang belum direkam" in client.get(f"{ROOT}tempat/{school.uuid}/").content.decode()


def test_a_schools_head_sees_class_and_name_of_the_own_school_and_no_more(
    browser: Callable[..., Client],
) -> None:
    with scope(OFFICE):
        pupils = people(2, area=KASUNYATAN)  # who live beyond the head's kelurahan
        listed(site(head=Role.SCHOOL_HEAD), people=pupils)
        listed(site(code="20600002"), people=people(1, first=50))
    client = browser(Role.SCHOOL_HEAD, areas=(BENDUNG,))
    page = client.get(f"{ROOT}sekolah-saya/").content.decode()
    assert "Murid 1" in page
    assert "XII-1" in page
    assert "Murid 50" not in page
    assert not any(pupil.nik in page for pupil in pupils)
    told = Entry.objects.get(action="outreach.list.seen")
    assert set(told.subjects) == {str(pupil.uuid) for pupil in pupils}
    assert client.get(f"{ROOT}tempat/").status_code == 403


def test_a_head_without_a_list_is_told_what_to_send(browser: Callable[..., Client]) -> None:
    page = browser(Role.SCHOOL_HEAD, areas=(BENDUNG,)).get(f"{ROOT}sekolah-saya/").content.decode()
    assert "Kirim daftar kelas" in page


def test_a_lurah_asks_for_a_visit_and_sees_the_own_kelurahan_only(browser: Callable[..., Client]) -> None:
    client = browser(Role.LURAH, areas=(BENDUNG,))
    typed = {
        "full_name": "Mbah Contoh",
        "nik": "",
        "reason": "lansia",
        "area_code": BENDUNG,
        "place": "Kp. Baru RT 1/1",
        "half_day": HalfDay.ANY,
        "asker": "kelurahan",
    }
    assert client.post(f"{ROOT}rumah/baru/", typed | {"place": "RT"}).status_code == 400
    assert client.post(f"{ROOT}rumah/baru/", typed).status_code == 302
    assert client.post(f"{ROOT}rumah/baru/", typed | {"area_code": KASUNYATAN}).status_code == 400
    with scope(OFFICE):
        HomeVisit.objects.create(
            area_code=KASUNYATAN,
            full_name="Orang Lain",
            reason="sakit",
            asker="keluarga",
            place="Kp. Lama",
            asked_on=date(2026, 11, 1),
            actor="?",
            at="2026-11-01T00:00Z",
        )
    page = client.get(f"{ROOT}rumah/").content.decode()
    assert "Mbah Contoh" in page
    assert "Orang Lain" not in page
    assert client.get(f"{ROOT}tempat/").status_code == 200


def test_what_was_done_waits_no_longer(browser: Callable[..., Client]) -> None:
    client = browser(Role.OPERATOR)
    with scope(OFFICE):
        row = HomeVisit.objects.create(
            area_code=BENDUNG,
            full_name="Mbah Contoh",
            reason="lansia",
            asker="keluarga",
            place="Kp. Baru",
            asked_on=date(2026, 11, 1),
            actor="?",
            at="2026-11-01T00:00Z",
        )
    assert "Mbah Contoh" in client.get(f"{ROOT}rumah/").content.decode()
    client.post(f"{ROOT}rumah/{row.uuid}/", {"state": "done"})
    assert "Tidak ada yang menunggu" in client.get(f"{ROOT}rumah/").content.decode()


def test_closing_the_schools_tells_who_moves_where(browser: Callable[..., Client]) -> None:
    with scope(OFFICE):
        office()
        listed(site(), people=people(3))
        listed(site(Kind.LAPAS, code="LAPAS-1"), people=people(1, first=50))
    client = browser(Role.BACK_OFFICE)
    typed = {"kind": "", "area_code": DINAS, "why": "epidemic", "source": "SE 1"} | DAY
    answer = client.post(f"{ROOT}penutupan/", typed | {"kind": "school"})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "3 orang tidak dapat ditemui" in page
    assert "tidak seorang pun tidak terjangkau" in page
    answer = client.post(f"{ROOT}penutupan/", typed | {"kind": "lapas"})
    assert "1 orang tidak terjangkau" in client.get(answer.headers["Location"]).content.decode()
    with scope(OFFICE):
        row = Closure.objects.get(kind="school")
    client.post(f"{ROOT}penutupan/{row.uuid}/cabut/")
    assert "Ujian" not in client.get(f"{ROOT}penutupan/").content.decode().split("<form")[0]


def test_ways_go_out_and_in_as_a_table(browser: Callable[..., Client]) -> None:
    with scope(OFFICE):
        home = office()
        village = Site.objects.get(code=BENDUNG)
    client = browser(Role.BACK_OFFICE)
    typed = {"start": home.uuid, "end": village.uuid, "minutes": "35", "mode": "road"}
    typed |= {"first_month": "1", "last_month": "12"}
    assert client.post(f"{ROOT}perjalanan/simpan/", typed | {"minutes": "0"}).status_code == 400
    client.post(f"{ROOT}perjalanan/simpan/", typed)
    table = client.get(f"{ROOT}perjalanan/tabel/?bentuk=xlsx").content
    again = client.post(
        f"{ROOT}perjalanan/ambil/", {"file": SimpleUploadedFile("a.xlsx", table)}, follow=True
    )
    assert "0 baris disimpan, 0 ditolak" in again.content.decode()
    plain = client.get(f"{ROOT}perjalanan/tabel/").content
    again = client.post(f"{ROOT}perjalanan/ambil/", {"file": SimpleUploadedFile("a.csv", plain)}, follow=True)
    assert "0 baris disimpan, 0 ditolak" in again.content.decode()
    lines = f"dari;ke;menit\n{home.code};{BENDUNG};40\n{home.code};X;40\n{home.code};{BENDUNG};lama\n"
    page = client.post(f"{ROOT}perjalanan/ambil/", {"file": SimpleUploadedFile("a.csv", lines.encode())})
    assert "site_code_unknown" in page.content.decode()
    with scope(OFFICE):
        assert Link.objects.get().minutes == 40


def test_teams_are_kept_and_only_by_who_may(browser: Callable[..., Client]) -> None:
    with scope(OFFICE):
        home = office()
        known = team(home)
    typed = {"name": "Tim 2", "office": home.uuid, "members": "yayan, bakri", "weekdays": ["0"]}
    typed |= {"leaves": "08.00", "back": "15.00"}
    operator, keeper = browser(Role.OPERATOR), browser(Role.BACK_OFFICE)
    assert operator.post(f"{ROOT}tim/", typed).status_code == 403
    assert keeper.post(f"{ROOT}tim/", typed | {"name": "Tim 1"}).status_code == 400
    assert keeper.post(f"{ROOT}tim/", typed).status_code == 302
    keeper.post(f"{ROOT}tim/{known}/absen/", DAY | {"why": "cuti"})
    assert "cuti" in keeper.get(f"{ROOT}tim/{known}/").content.decode()
    with scope(OFFICE):
        assert Team.objects.get(name="Tim 2").members == ["yayan", "bakri"]


def test_figures_are_proposed_by_one_and_decided_by_another(browser: Callable[..., Client]) -> None:
    proposer, decider = browser(Role.BACK_OFFICE), browser(Role.HEAD)
    page = proposer.get(f"{ROOT}angka/")
    values = {
        name: bound.value() for name, bound in ((b.name, b) for b in page.context["form"]) if name != "since"
    }
    typed = {name: str(value).replace(".", ",") for name, value in values.items() if value is not None}
    typed |= {
        "since_day": "1",
        "since_month": "1",
        "since_year": "2020",
        "source": "SK 5",
        "first_time": "2,5",
    }
    assert proposer.post(f"{ROOT}angka/", typed | {"detour": "9"}).status_code == 400
    assert proposer.post(f"{ROOT}angka/", typed).status_code == 302
    ((row, changes),) = decider.get(f"{ROOT}angka/").context["waiting"]
    assert [after for _, _, after in changes] == [2.5]
    decider.post(f"{ROOT}angka/{row.uuid}/", {"answer": "yes"})
    assert "2,50" in proposer.get(f"{ROOT}angka/").content.decode()
