"""The pages: paste, confirm, see; and who may."""

from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.coverage.reconcile import drawing
from rekam.coverage.reconcile.drawing import Picture
from tests.coverage.reconcile import articles
from tests.personas import officer

pytestmark = pytest.mark.django_db
START, RESULTS = "/capaian/periksa-angka/", "/capaian/periksa-angka/hasil/"
TABLE = "case,as_of,area_code,measure,published\nc,2025,36.73,wajib,502411\nc,2025,36.73,recorded,491860\n"


@pytest.fixture
def head(client: Client) -> Client:
    client.force_login(officer(Role.HEAD))
    return client


def confirmed(text: str, head: Client, **changed: str) -> str:
    """The results of an article whose proposals are taken as they are, but for what is changed."""
    page = head.post(START, {"text": text})
    forms, place = page.context["figures"], page.context["place"]
    fields = {"angka-TOTAL_FORMS": len(forms), "angka-INITIAL_FORMS": len(forms) - 1, **place.initial}
    for form in forms:
        fields |= {form.add_prefix(name): value for name, value in form.initial.items() if value}
    answer = head.post(RESULTS, {**fields, **changed})
    return answer.content.decode()


def test_an_article_is_confirmed_and_then_judged(head: Client) -> None:
    page = head.post(START, {"text": articles.OFF_BY_A_DIGIT}).content.decode()
    assert "5 angka ditemukan" in page
    assert all(f'name="angka-4-{name}"' in page for name in ("measure", "area_code", "as_of", "due"))
    assert "<mark>10.557</mark>" in page
    text = confirmed(articles.OFF_BY_A_DIGIT, head)
    assert "<h1>Belum rekam: 10.551, bukan 10.557</h1>" in text
    assert "5 angka diperiksa: 1 salah, 4 cocok." in text
    assert "tertulis 10.557: 6 terlalu banyak" in text
    assert "Kota Serang, 12 Maret 2025" in text


def test_an_english_article_is_read_as_a_browser_sends_it(head: Client) -> None:
    page = head.post(START, {"text": articles.IN_ENGLISH.replace("\n", "\r\n")}).content.decode()
    assert "6 angka ditemukan" in page
    assert "<mark>98.6 percent</mark>" in page


def test_two_targets_stand_in_the_heading(head: Client) -> None:
    heading = "<h1>Dua target untuk satu tanggal: 100\u00a0% dan 97\u00a0% (31 Desember 2025)</h1>"
    assert heading in confirmed(articles.TWO_TARGETS, head)


def test_what_the_person_mends_is_what_is_judged(head: Client) -> None:
    text = confirmed(articles.OFF_BY_A_DIGIT, head, **{"angka-4-published": "10.551"})
    assert "<h1>Semua 5 angka cocok</h1>" in text


def test_area_measure_and_day_of_each_figure_can_be_set(head: Client) -> None:
    changed = {
        "area_code": "Kota Cilegon",
        "as_of": "semester I 2025",
        "angka-4-measure": "not_held",
        "angka-4-area_code": "36.73",
        "angka-4-as_of": "31 Maret 2025",
    }
    text = confirmed(articles.OFF_BY_A_DIGIT, head, **changed)
    assert "Kota Cilegon, 30 Juni 2025" in text
    assert "Kota Serang, 31 Maret 2025" in text
    assert "Belum memegang kartu" in text


def test_a_figure_that_was_not_lifted_is_added(head: Client) -> None:
    added = {"angka-5-keep": "on", "angka-5-measure": "held", "angka-5-published": "480.000"}
    assert "6 angka diperiksa" in confirmed(articles.OFF_BY_A_DIGIT, head, **added)
    incomplete = confirmed(articles.OFF_BY_A_DIGIT, head, **added | {"angka-5-measure": ""})
    assert 'href="#id_angka-5-measure"' in incomplete
    assert "<mark>10.557</mark>" in incomplete


def test_what_the_person_puts_away_is_not_judged(head: Client) -> None:
    text = confirmed(articles.OFF_BY_A_DIGIT, head, **{"angka-4-keep": ""})
    assert "10.557" not in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"angka-4-published": "banyak"}, "Ada isian yang bukan bilangan."),
        ({"angka-4-area_code": "Serang"}, "Kode wilayah ditulis 36"),
        ({"angka-4-as_of": "kemarin"}, "Tanggal ditulis 2026"),
        ({"area_code": ""}, "govuk-error-summary"),
        ({f"angka-{n}-keep": "" for n in range(5)}, "Tidak ada angka yang dipakai."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_line(head: Client, changed: dict[str, str], said: str) -> None:
    assert said in confirmed(articles.OFF_BY_A_DIGIT, head, **changed)


def test_a_table_is_judged_at_once(head: Client) -> None:
    pasted = head.post(START, {"text": TABLE}).content.decode()
    sent = head.post(START, {"file": SimpleUploadedFile("angka.csv", TABLE.encode())}).content.decode()
    assert "Semua 2 angka cocok" in pasted
    assert "Semua 2 angka cocok" in sent


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "Tidak ada isinya."),
        ({"text": "Kantor tutup."}, "Tidak ada angka perekaman yang ditemukan"),
        ({"text": TABLE + "c,2025,36.73,wajib,banyak"}, "Baris 4: Ada isian yang bukan bilangan."),
        ({"file": SimpleUploadedFile("angka.csv", b"PK\x03\x04\0")}, "bukan teks"),
        ({"file": SimpleUploadedFile("angka.csv", b"x" * 1_000_001)}, "lebih besar dari 1 MB"),
    ],
)
def test_what_cannot_be_read_is_said(head: Client, sent: dict[str, object], said: str) -> None:
    answer = head.post(START, sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_text_of_scripts_stays_text(head: Client) -> None:
    text = articles.OFF_BY_A_DIGIT.replace("Masih ada", "<script>alert(1)</script> ada")
    assert "<script>alert" not in head.post(START, {"text": text}).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OPERATOR, 200), (Role.PROVINCE, 200), (Role.LURAH, 403), (Role.RESIDENT, 403), (Role.BANK, 403)],
)
def test_officers_of_the_office_and_the_province_may(client: Client, role: Role, status: int) -> None:
    client.force_login(officer(role))
    assert client.get(reverse("coverage:reconcile")).status_code == status


def test_the_results_have_no_address_of_their_own(head: Client) -> None:
    assert head.get(RESULTS).headers["Location"] == START


@pytest.mark.parametrize(
    "picture",
    [
        Picture(whole=502_411, part=491_860, printed=10_557, expected=10_551),
        Picture(whole=100, part=90, printed=4, expected=10),
        Picture(whole=100, part=100, printed=0, expected=0),
        Picture(whole=100, part=0, printed=900, expected=100),
    ],
)
@pytest.mark.parametrize("width", [700.0, 340.0])
def test_the_drawing_stays_in_its_box_and_marks_a_difference(picture: Picture, width: float) -> None:
    words = dict.fromkeys(("title", "whole", "part", "rest", "printed"), "<Belum rekam & lain>")
    tree = ElementTree.fromstring(drawing.draw(picture, width=width, words=words, identifier="a"))
    bars = [shape for shape in tree.iter() if shape.tag.endswith("rect")]
    assert all(float(b.get("x", 0)) + float(b.get("width", 0)) <= width + 1 for b in bars)
    marked = [b for b in bars if (b.get("class") or "").startswith(("rekon-lebih", "rekon-kurang"))]
    assert len(marked) == (picture.printed != picture.expected)
    assert all(float(b.get("width", 0)) >= drawing.LEAST_SHOWN for b in marked)
