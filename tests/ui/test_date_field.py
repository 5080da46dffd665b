"""The date in three boxes."""

import re
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from rekam.ui.forms import ThreePartDateField, problems_of


class BirthForm(forms.Form):
    born = ThreePartDateField(label="Tanggal lahir", help_text="Contoh: 12 8 2009")


def filled(day: str, month: str, year: str) -> BirthForm:
    return BirthForm(data={"born_day": day, "born_month": month, "born_year": year})


def test_a_date_is_read_from_its_boxes() -> None:
    form = filled(" 12", "8 ", "2009")

    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2009, 8, 12)


def test_the_wrong_box_is_named_and_marked_and_keeps_what_was_typed() -> None:
    form = filled("12", "18", "2009")
    page = str(form)

    assert form.errors == {"born": ["Bulan harus 1 sampai 12; yang diisi 18"]}
    assert page.count('aria-invalid="true"') == 1
    assert re.search(r'value="18"[^>]*id="id_born_1"[^>]*aria-invalid="true"', page)
    assert [problem.href for problem in problems_of(form)] == ["#id_born_1"]


def test_an_empty_date_is_asked_for_or_left_out() -> None:
    assert filled("", "", "").errors == {"born": ["Isi tanggal, bulan dan tahun"]}
    assert ThreePartDateField(required=False).clean(["", "", ""]) is None
    with pytest.raises(ValidationError):
        ThreePartDateField(required=False).clean(["1", "", ""])


def test_the_message_follows_the_language() -> None:
    with translation.override("en"):
        assert filled("31", "2", "2009").errors == {"born": ["Day 31 does not exist in that month"]}


def test_a_stored_date_fills_the_boxes() -> None:
    page = str(BirthForm(initial={"born": date(2009, 8, 12)}))

    assert 'value="12"' in page
    assert 'value="2009"' in page
