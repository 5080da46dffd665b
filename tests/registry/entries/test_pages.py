"""Each page once as it should go and once refused."""

import io
import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from rekam.accounts.caps.models import DailyUse
from rekam.accounts.rules import Role
from rekam.audit.models import Entry as Audit
from rekam.registry.entries.effects import EFFECTS, Kind
from rekam.registry.entries.models import Entry
from rekam.registry.entries.rules import State
from rekam.registry.models import Resident
from tests.hostile.files import FAMILIES, MARK
from tests.personas import officer
from tests.registry.entries.families import ANAK, BAPAK, IBU, KK, NENEK, PEOPLE, TETANGGA, VILLAGE

pytestmark = pytest.mark.usefixtures("vault")

TODAY = {"on_day": "20", "on_month": "11", "on_year": "2020"}
DEATH = TODAY | {"document": "AM.12/2020", "left_head": str(IBU)}


def signed_in(username: str, role: Role, *areas: str) -> Client:
    client = Client()
    client.force_login(officer(role, username=username, areas=areas or ("36.73",)))
    return client


@pytest.fixture
def siti() -> Client:
    """Operator of Kasemen."""
    return signed_in("siti", Role.OPERATOR, "36.73.02")


@pytest.fixture
def budi() -> Client:
    """Verifikator of the city."""
    return signed_in("budi", Role.VERIFIKATOR)


def at(name: str, *arguments: object) -> str:
    return reverse(f"registry:{name}", args=arguments)


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return SimpleUploadedFile("akta.png", out.getvalue())


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def sent(siti: Client, kind: Kind = Kind.DEATH, who: UUID = BAPAK, **given: object) -> Entry:
    answer = siti.post(
        at("enter", who, kind), {**(DEATH if kind is Kind.DEATH else TODAY), **given, "step": "send"}
    )
    assert answer.status_code == 302, text(answer)
    return Entry.objects.get()


def test_from_the_resident_to_the_verifikator_and_back(siti: Client, budi: Client) -> None:
    assert "Catat peristiwa" in text(siti.get(at("resident", BAPAK)))
    assert "Kematian" in text(siti.get(at("choose", BAPAK)))
    checked = siti.post(at("enter", BAPAK, "death"), DEATH | {"step": "check"})
    assert "Periksa sebelum mengirim" in text(checked)
    assert "Cerai Mati" in text(checked)
    assert not Entry.objects.exists()

    entry = sent(siti, papers=[photo(), photo()])
    assert len(entry.papers) == 2
    assert "menunggu verifikator" in text(siti.get(at("entries")))
    assert "Menunggu verifikator: Kematian" in text(budi.get(at("resident", BAPAK)))
    assert "1 entri menunggu Anda" in text(budi.get(at("entries")))
    assert budi.get(at("paper", entry.uuid, 1)).headers["Content-Type"] == "image/jpeg"
    page = text(budi.get(at("entry", entry.uuid)))
    assert "aktif meninggal" in page
    assert "Setujui" in page

    assert budi.post(at("approve", entry.uuid), {"why": ""}).status_code == 302
    assert Resident.objects.get(uuid=BAPAK).status == "dead"
    history = text(budi.get(at("resident", BAPAK)))
    assert "Kematian" in history
    assert "Status penduduk: aktif → meninggal" in history
    assert "disetujui" in text(siti.get(at("entry", entry.uuid)))


def test_what_is_wrong_is_told_in_the_summary_and_nothing_is_entered(siti: Client) -> None:
    answer = siti.post(at("enter", BAPAK, "death"), TODAY | {"document": "", "step": "check"})

    assert answer.status_code == 400
    assert "Ada 1 hal yang perlu diperbaiki" in text(answer)
    answer = siti.post(at("enter", BAPAK, "death"), TODAY | {"document": "AM.1", "step": "send"})
    assert "Pilih kepala keluarga baru" in text(answer)
    assert not Entry.objects.exists()


def test_answers_can_be_mended_after_the_check(siti: Client) -> None:
    answer = siti.post(at("enter", BAPAK, "death"), DEATH | {"step": "edit"})

    assert answer.status_code == 200
    assert 'value="AM.12/2020"' in answer.content.decode()


def test_of_a_hostile_paper_the_pixels_are_kept_and_its_name_is_nothing(siti: Client, budi: Client) -> None:
    [told, *_] = FAMILIES["EXIF"]()
    named = SimpleUploadedFile("../../../../tmp/x\r\nSet-Cookie: a=1.png", told.data)
    entry = sent(siti, papers=[named])

    shown = budi.get(at("paper", entry.uuid, 0))

    assert MARK in told.data
    assert MARK not in shown.content
    assert shown.content.startswith(b"\xff\xd8")
    assert "Set-Cookie" not in shown.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("family", ["PDF that acts", "progressive JPEG", "SVG", "HTML as JPEG", "ZIP in PDF"])
def test_a_hostile_paper_is_refused_and_nothing_is_entered(siti: Client, family: str) -> None:
    hostile = SimpleUploadedFile("akta.jpg", next(FAMILIES[family]()).data)
    answer = siti.post(at("enter", BAPAK, "death"), {**DEATH, "step": "send", "papers": hostile})

    assert answer.status_code in {400, 409}
    assert not Entry.objects.exists()


def test_a_paper_that_is_none_is_told_on_the_page(siti: Client) -> None:
    animal = SimpleUploadedFile("akta.gif", b"GIF89a")
    answer = siti.post(at("enter", BAPAK, "death"), {**DEATH, "step": "send", "papers": animal})

    assert answer.status_code == 400
    assert "JPEG, PNG atau PDF" in text(answer)
    assert not Entry.objects.exists()


def test_who_entered_sees_no_button_and_is_refused(siti: Client) -> None:
    entry = sent(siti)
    page = text(siti.get(at("entry", entry.uuid)))

    assert "empat mata" in page
    assert "Setujui" not in page
    assert siti.post(at("approve", entry.uuid)).context["code"] == "not_allowed"
    siti.post(at("withdraw", entry.uuid))
    assert Entry.objects.get().state == State.WITHDRAWN


def test_a_refusal_needs_its_reason(siti: Client, budi: Client) -> None:
    entry = sent(siti)

    assert budi.post(at("refuse", entry.uuid), {"why": "salah"}).status_code == 400
    assert budi.post(at("refuse", entry.uuid), {"why": "akta tidak terbaca"}).status_code == 302
    assert "akta tidak terbaca" in text(siti.get(at("entries")))


def test_what_was_refused_still_tells_what_was_proposed_beside_what_was(siti: Client, budi: Client) -> None:
    filled = {
        name: getattr(PEOPLE[BAPAK], name) for name in ("full_name", "sex", "religion", "marital_status")
    }
    filled |= {
        "head_relation": "Kepala Keluarga",
        "nationality": "WNI",
        "occupation": "Guru",
        "document": "SK",
    }
    entry = sent(siti, Kind.CHANGE, BAPAK, **filled)
    budi.post(at("refuse", entry.uuid), {"why": "dokumen tidak terbaca"})

    assert "Pekerjaan Petani/Pekebun Guru" in text(siti.get(at("entry", entry.uuid)))


def test_a_stale_entry_says_so_and_offers_no_approval(siti: Client, budi: Client) -> None:
    entry = sent(siti)
    Resident.objects.filter(uuid=NENEK).update(status="dead")
    page = budi.get(at("entry", entry.uuid))

    assert "entry_stale" in text(page)
    assert at("approve", entry.uuid) in page.content.decode()
    assert 'data-key="s"' not in page.content.decode()
    assert budi.post(at("approve", entry.uuid), {}).context["code"] == "entry_stale"


def test_another_city_gets_404(siti: Client) -> None:
    entry = sent(siti, papers=[photo()])
    dewi = signed_in("dewi", Role.VERIFIKATOR, "36.72")

    for page in (
        at("entry", entry.uuid),
        at("paper", entry.uuid, 0),
        at("resident", BAPAK),
        at("family", BAPAK),
    ):
        assert dewi.get(page).status_code == 404
    assert dewi.post(at("approve", entry.uuid), {}).status_code == 404


def test_the_family_card_shows_its_members_with_their_roles(budi: Client) -> None:
    page = text(budi.get(at("family", ANAK)))

    assert KK in page
    assert page.index("Kepala Keluarga") < page.index("Istri")
    assert "Ujang" not in page


@pytest.mark.parametrize("kind", [k for k in Kind if EFFECTS[k].entered])
def test_every_event_that_is_entered_has_its_form(siti: Client, kind: Kind) -> None:
    addresses = [at("enter", BAPAK, kind), at("add_member", BAPAK, kind), at("enter_new", kind)]
    answers = [siti.get(address).status_code for address in addresses]

    assert 200 in answers
    assert set(answers) <= {200, 404}


def test_an_event_that_nobody_enters_has_none(siti: Client) -> None:
    assert siti.get(at("enter", BAPAK, "card_reissued")).status_code == 404
    assert siti.get(at("enter", BAPAK, "anything")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Kind.CHANGE, {"occupation": "Guru", "document": "SK 1"}),
        (
            Kind.MOVE_OUT,
            {"members": [str(BAPAK)], "skpwni": "S/1", "destination": "Cilegon", "left_head": str(IBU)},
        ),
        (
            Kind.MOVE_WITHIN,
            {
                "members": [str(one) for one in (BAPAK, IBU, ANAK, NENEK)],
                "area_code": "36.73.02.1006",
                "address": "Jl. Raya",
                "rt": "1",
                "rw": "2",
                "document": "F-1.03",
            },
        ),
        (Kind.DIVORCE, {"document": "AC/1", "spouse": str(IBU), "leaver": str(IBU), "children": [str(ANAK)]}),
        (
            Kind.SPLIT_CARD,
            {
                "members": [str(NENEK), str(BAPAK)],
                "new_head": str(BAPAK),
                "left_head": str(IBU),
                "document": "F",
            },
        ),
        (Kind.DEACTIVATION, {"reason": "anomalous", "document": "BA/1"}),
    ],
)
def test_each_form_leads_to_an_entry(siti: Client, kind: Kind, given: dict[str, object]) -> None:
    page = siti.get(at("enter", BAPAK, kind))
    filled: dict[str, object] = {}
    for name, field in page.context["form"].fields.items():
        if field.initial not in (None, ""):
            filled[name] = field.initial
    entry = sent(siti, kind, BAPAK, **(filled | given))

    assert (entry.kind, entry.resident) == (kind, BAPAK)


def test_a_marriage_by_nik_of_the_spouse(siti: Client, budi: Client) -> None:
    given = {"document": "12/2020", "spouse_nik": PEOPLE[TETANGGA].nik, "head": "spouse"}
    entry = sent(siti, Kind.MARRIAGE, ANAK, **given)
    budi.post(at("approve", entry.uuid), {})

    assert Resident.objects.get(uuid=ANAK).kk == Resident.objects.get(uuid=TETANGGA).kk != KK


def test_a_newborn_is_added_on_the_family_page(siti: Client, budi: Client) -> None:
    given = TODAY | {
        "full_name": "Ratu Aisyah",
        "sex": "P",
        "birth_place": "Serang",
        "birth_date_day": "20",
        "birth_date_month": "11",
        "birth_date_year": "2020",
        "religion": "Islam",
        "head_relation": "Anak",
        "document": "AL.1",
    }
    assert KK in text(siti.get(at("add_member", BAPAK, "birth")))
    answer = siti.post(at("add_member", BAPAK, "birth"), given | {"step": "check"})
    assert KK in text(answer)
    assert "NIK baru, diterbitkan saat disetujui" in text(answer)
    siti.post(at("add_member", BAPAK, "birth"), given | {"step": "send"})
    budi.post(at("approve", Entry.objects.get().uuid), {})

    assert "Ratu Aisyah" in text(siti.get(at("family", IBU)))


def test_a_village_code_is_changed_and_the_old_one_shows_its_successor(siti: Client, budi: Client) -> None:
    given = TODAY | {
        "from_code": VILLAGE,
        "to_code": "36.73.02.1099",
        "name": "Kasemen Baru",
        "document": "Perda 1",
    }
    siti.post(at("enter_new", "area_change"), given | {"step": "send"})
    entry = Entry.objects.get()
    assert budi.post(at("approve", entry.uuid), {"why": "ok"}).status_code == 400
    budi.post(at("approve", entry.uuid), {"why": "sesuai peraturan daerahnya"})

    assert "Kasemen Baru (36.73.02.1099)" in text(budi.get(at("area", VILLAGE)))
    assert "Kasemen Baru" in text(budi.get(at("resident", BAPAK)))


def test_every_look_is_written_down_with_its_purpose(siti: Client, budi: Client) -> None:
    entry = sent(siti)
    budi.get(at("entry", entry.uuid))

    seen = Audit.objects.get(action="registry.entry.seen")
    assert (seen.actor, seen.purpose, seen.case) == ("budi", "verification", str(entry.uuid))
    assert str(BAPAK) in seen.subjects
    kept = Audit.objects.filter(action__startswith="registry.entry")
    assert not any(PEOPLE[BAPAK].nik in str(vars(one)) or "Saepul" in str(vars(one)) for one in kept)


def test_the_lists_of_entries_name_the_person_and_the_paper_and_say_so_in_the_audit(
    siti: Client, budi: Client
) -> None:
    sent(siti, papers=[photo()])
    for who, title in ((siti, "Entri saya"), (budi, "1 entri menunggu Anda")):
        page = text(who.get(at("entries")))
        assert title in page
        assert "Kematian: Saepul Bahri" in page
        assert "AM.12/2020 · 1 berkas" in page
    seen = Audit.objects.filter(action="registry.entries_seen")
    assert {one.actor for one in seen} == {"siti", "budi"}
    assert all(str(BAPAK) in one.subjects for one in seen)


HOSTILE = ("x" * 5000, "\N{GRINNING FACE}%s{}", "99999999999999999999")


@pytest.mark.parametrize("bad", HOSTILE, ids=lambda bad: ascii(bad[:8]))
def test_no_field_of_no_form_breaks_the_page(siti: Client, bad: str) -> None:
    for kind in Kind:
        for address in (at("enter", BAPAK, kind), at("add_member", BAPAK, kind), at("enter_new", kind)):
            page = siti.get(address)
            if page.status_code != 200:
                continue
            names = [bound.html_name for bound in page.context["form"]]
            good = {f"{name}_{part}": day for name in names for part, day in PARTS}
            for step in ("check", "send"):
                given = good | dict.fromkeys(names, bad) | {"step": step}
                assert siti.post(address, given).status_code in {200, 302, 400}, (address, step)


PARTS = (("day", "20"), ("month", "11"), ("year", "2020"))


def test_a_kecamatan_is_offered_only_its_own_villages_for_somebody_new(siti: Client) -> None:
    page = siti.get(at("enter_new", "late_biodata"))
    codes = [code for code, _name in page.context["form"].fields["area_code"].choices]
    assert VILLAGE in codes
    assert all(code.startswith("36.73.02.") for code in codes if code)


def test_a_family_is_counted_once_a_session_however_often_it_is_opened(siti: Client) -> None:
    siti.get(at("choose", BAPAK))
    siti.get(at("family", BAPAK))
    siti.get(at("enter", IBU, "death"))
    assert DailyUse.objects.get(username="siti").people == 4


def test_past_the_days_limit_no_page_of_an_event_opens(siti: Client, settings: Any) -> None:
    settings.REKAM_DAILY_LOOKS = "operator=3"
    for name in ("family", "choose"):
        answer = siti.get(at(name, BAPAK))
        assert answer.status_code == (429 if name == "family" else 200), "four are too many, one is not"
