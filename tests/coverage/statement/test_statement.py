"""The paragraph for the press: counts, both denominators, base, date, rounding; and it adds up."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.coverage.reconcile.figures import Verdict
from rekam.coverage.reconcile.lifting import lift
from rekam.coverage.reconcile.numerals import DIGITS, numeral
from rekam.coverage.reconcile.rules import judge
from rekam.coverage.rules import Counts
from rekam.coverage.statement.rules import Statement, check, paragraph
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from rekam.ui.numbers import Language
from tests.personas import officer, resident

TODAY = date(2026, 11, 24)
MEASURES = {
    *("population", "wajib", "recorded", "recorded_percent", "not_recorded", "not_recorded_percent"),
    *("held", "held_percent", "held_of_recorded_percent"),
}


def statement(*, wajib: int, recorded: int, held: int) -> Statement:
    counts = Counts(
        population=wajib + 200_000, wajib=wajib, recorded=recorded, printed=recorded, handed_over=held
    )
    return Statement(area="Kota Serang", on=TODAY, counted=TODAY, counts=counts)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    wajib = draw(st.integers(1, 10**7))
    recorded = draw(st.integers(1, wajib))
    return statement(wajib=wajib, recorded=recorded, held=draw(st.integers(0, recorded)))


TOLD = statement(wajib=533_214, recorded=523_602, held=480_112)


def test_the_paragraph() -> None:
    assert paragraph(TOLD) == (
        "Per 24 November 2026, wajib KTP di Kota Serang berjumlah 533.214 orang dari 733.214 penduduk. "
        "Sebanyak 523.602 orang (98,19\u00a0%) sudah direkam, sedangkan 9.612 orang (1,81\u00a0%) "
        "belum direkam. Yang sudah memegang kartu berjumlah 480.112 orang (90,04\u00a0% dari wajib KTP, "
        "atau 91,69\u00a0% dari yang sudah direkam). "
        "Dasar angka: register hidup menurut domisili, dihitung 24 November 2026 dengan aturan hitung "
        "2026-1; kartu dihitung dari serah terima. Persentase capaian dipotong pada dua angka desimal; "
        "persentase yang belum direkam dibulatkan ke atas."
    )


def test_the_paragraph_in_english() -> None:
    assert paragraph(TOLD, language="en") == (
        "In Kota Serang, 533,214 residents were required to hold an electronic identity card (wajib KTP) "
        "as of 24 November 2026, out of a population of 733,214. Of those required, 523,602 people (98.19%) "
        "had been recorded and 9,612 people (1.81%) had not. A total of 480,112 people held a card: 90.04% "
        "of those required to hold one, or 91.69% of those recorded. Base: the live register by domicile, "
        "counted on "
        "24 November 2026 by counting rules 2026-1; cards are counted when handed over. Coverage is cut, not "
        "rounded, at two decimals; the share not recorded is rounded up."
    )


def test_9939_is_not_told_as_994() -> None:
    told = statement(wajib=1_812_345, recorded=1_801_300, held=0)
    assert "(99,39\u00a0%) sudah" in paragraph(told)
    assert "(99.39%) had been" in paragraph(told, language="en")


@settings(deadline=None)
@given(told=statements(), language=st.sampled_from(["id", "en"]))
def test_its_own_figures_are_all_lifted_and_all_ok(told: Statement, language: Language) -> None:
    text = paragraph(told, language=language)
    found = judge(lift(text, case="own", places={"kota serang": "36.73"}))
    assert {one.figure.measure for one in found} == MEASURES
    assert {one.verdict for one in found} == {Verdict.OK}
    assert {(one.figure.area_code, one.figure.as_of.text) for one in found} == {("36.73", "2026-11-24")}


@given(told=statements())
def test_both_languages_tell_the_same_numbers(told: Statement) -> None:
    assert sorted(figures(paragraph(told, language="id"))) == sorted(figures(paragraph(told, language="en")))


def figures(text: str) -> list[Decimal]:
    """The numbers of a paragraph."""
    found = re.findall(rf"({DIGITS})(\s?%)?", text)
    return [numeral(digits, percent=bool(sign)).value for digits, sign in found]


def test_nothing_is_told_of_a_day_to_come_or_of_nobody() -> None:
    check(Counts(wajib=1), on=TODAY, today=TODAY)
    with pytest.raises(RuleBroken, match="statement_of_future"):
        check(Counts(wajib=1), on=TODAY + timedelta(days=1), today=TODAY)
    with pytest.raises(RuleBroken, match="statement_of_nobody"):
        check(Counts(), on=TODAY, today=TODAY)


@pytest.fixture
def people(db: None) -> None:
    with scope(EVERYWHERE):
        for serial in range(1, 5):
            person = resident(serial=serial)
            person.recorded_on = date(2025, 1, 1) if serial > 1 else None
            person.save()
        assert Resident.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
def test_the_page_tells_both_languages_and_has_checked_itself(client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    text = client.get("/capaian/36.73/pernyataan/").content.decode()
    assert "wajib KTP di Kota Serang berjumlah 4 orang" in text
    assert "3 people (75.00%) had been recorded" in text
    other = client.get(
        "/capaian/36.73/pernyataan/", {"on_day": "1", "on_month": "6", "on_year": "2024"}
    ).content.decode()
    assert "Per 1 Juni 2024" in other
    assert "Sebanyak 0 orang" in other


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
def test_another_office_and_a_lurah_get_nothing(client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    assert client.get("/capaian/36.72/pernyataan/").status_code == 404
    client.force_login(officer(Role.LURAH, areas=("36.73.02.1001",)))
    assert client.get("/capaian/36.73.02.1001/pernyataan/").status_code == 403
