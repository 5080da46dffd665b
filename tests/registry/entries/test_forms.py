"""What the forms of events offer and say."""

from uuid import UUID

import pytest
from django.forms import ChoiceField
from django.test import Client

from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from rekam.registry.models import Resident
from tests.registry.entries.families import ANAK, BAPAK, IBU, NENEK, PEOPLE, TETANGGA
from tests.registry.entries.test_pages import DEATH, TODAY, at, budi, photo, sent, siti, text

__all__ = ["budi", "siti"]
pytestmark = pytest.mark.usefixtures("vault")


def choices(siti: Client, kind: Kind, field: str, *, who: UUID = BAPAK) -> set[str]:
    fields = siti.get(at("enter", who, kind)).context["form"].fields
    return {value for value, _label in fields[field].choices} - {""}


@pytest.mark.parametrize("kind", [Kind.DEATH, Kind.MOVE_WITHIN, Kind.MOVE_OUT, Kind.DOUBLE_NIK])
def test_whoever_dies_or_goes_is_not_offered_as_the_head_of_those_who_stay(siti: Client, kind: Kind) -> None:
    assert choices(siti, kind, "left_head") == {str(one) for one in (IBU, ANAK, NENEK)}


def test_after_a_divorce_either_of_the_two_may_stay_and_nobody_was_married_to_himself(siti: Client) -> None:
    assert str(BAPAK) in choices(siti, Kind.DIVORCE, "left_head")
    assert str(BAPAK) not in choices(siti, Kind.DIVORCE, "spouse")


def test_nobody_is_asked_for_a_new_head_where_nobody_stays(siti: Client) -> None:
    assert "left_head" not in siti.get(at("enter", TETANGGA, Kind.DEATH)).context["form"].fields


def test_the_move_form_says_which_fields_may_be_empty_and_when(siti: Client) -> None:
    page = siti.get(at("enter", BAPAK, Kind.MOVE_WITHIN))
    fields = page.context["form"].fields

    assert {name for name, field in fields.items() if field.required} == {"on", "members", "document"}
    assert all(
        "masuk KK lain" in str(fields[name].help_text) for name in ("area_code", "address", "rt", "kk")
    )
    assert ("", "–") in fields["area_code"].choices
    assert text(page).count("boleh kosong") == len([f for f in fields.values() if not f.required])


@pytest.mark.parametrize(
    ("status", "offered", "not_offered"),
    [
        ("active", ["Kematian", "Pindah keluar"], ["Pembatalan kematian", "Pengaktifan kembali"]),
        ("dead", ["Pembatalan kematian"], ["Pindah keluar", "Perkawinan"]),
        ("moved", ["Kedatangan (SKPWNI)"], ["Kematian", "Perkawinan"]),
        ("inactive", ["Pengaktifan kembali"], ["Kematian", "Pembatalan kematian"]),
    ],
)
def test_only_what_the_rules_allow_is_offered(
    siti: Client, status: str, offered: list[str], not_offered: list[str]
) -> None:
    Resident.objects.filter(uuid=ANAK).update(status=status, status_on="2026-01-01")
    page = text(siti.get(at("choose", ANAK)))

    assert [word for word in offered if word not in page] == []
    assert [word for word in not_offered if word in page] == []
    assert "Catat peristiwa" in text(siti.get(at("resident", ANAK)))


def test_sent_again_after_back_it_is_told_on_the_form(siti: Client) -> None:
    sent(siti)
    again = siti.post(at("enter", BAPAK, "death"), DEATH | {"step": "send"})

    assert again.status_code == 400
    assert "Entri yang sama sudah dikirim" in text(again)
    assert Entry.objects.count() == 1


def test_the_warning_of_a_marriage_within_one_kk_names_the_person_on_both_pages(
    siti: Client, budi: Client
) -> None:
    given = TODAY | {"document": "12/2020", "spouse_nik": PEOPLE[ANAK].nik}
    sentence = "Dewi Lestari tercatat dalam KK yang sama"

    assert sentence in text(siti.post(at("enter", BAPAK, "marriage"), given | {"step": "check"}))
    entry = sent(siti, Kind.MARRIAGE, BAPAK, **given)
    assert sentence in text(budi.get(at("entry", entry.uuid)))


@pytest.mark.parametrize("papers", [0, 1])
def test_only_where_there_are_papers_somebody_is_asked_to_compare_them(
    siti: Client, budi: Client, papers: int
) -> None:
    entry = sent(siti, papers=[photo() for _ in range(papers)])

    page = text(budi.get(at("entry", entry.uuid)))
    assert ("Bandingkan dengan berkasnya" in page) is bool(papers)
    assert ("Tanpa berkas" in page) is not bool(papers)


def test_an_annulment_asks_for_the_day_of_the_decision(siti: Client, budi: Client) -> None:
    Resident.objects.filter(uuid=TETANGGA).update(status="dead", status_on="2020-01-01")
    page = siti.get(at("enter", TETANGGA, Kind.DEATH_ANNULLED))
    assert "Tanggal putusan atau berita acara" in text(page)
    entry = sent(siti, Kind.DEATH_ANNULLED, TETANGGA, document="Putusan 1")
    page = text(budi.get(at("entry", entry.uuid)))
    assert "meninggal aktif" in page
    assert "berlaku lagi" in page


@pytest.mark.parametrize("kind", [Kind.BIRTH, Kind.MOVE_IN, Kind.LATE_BIODATA])
def test_nothing_is_chosen_for_somebody_new(siti: Client, kind: Kind) -> None:
    address = at("add_member", BAPAK, kind) if kind is Kind.BIRTH else at("enter_new", kind)
    form = siti.get(address).context["form"]
    selects = {name: field for name, field in form.fields.items() if isinstance(field, ChoiceField)}

    assert {"sex", "religion", "head_relation"} <= set(selects)
    assert all(next(iter(field.choices))[0] == "" for field in selects.values())
    chosen = {name: field.initial for name, field in selects.items() if field.initial}
    assert chosen == ({"head_relation": "Anak"} if kind is Kind.BIRTH else {})


def test_an_area_leads_back_and_says_in_a_sentence_what_is_not_known(siti: Client) -> None:
    page = siti.get("/register/wilayah/36.73.02.1001/").content.decode()

    assert '<a href="/register/">Register</a></p>' in page
    assert "Tidak tercatat sejak kapan kode ini berlaku." in page
    assert "–" not in page.split("<h1>")[1].split("</main>")[0]
