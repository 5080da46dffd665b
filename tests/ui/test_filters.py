"""`{% load rekam %}` in both languages."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from rekam.ui.parts import Column, Portion

FACTS = {"n": 533214, "part": 523602, "gap": 9612, "fall": -74, "day": date(2026, 11, 24), "none": None}
FACTS |= {"at": datetime(2026, 11, 24, 0, 30, tzinfo=UTC)}


def told(source: str, **facts: object) -> str:
    return Template("{% load rekam %}" + source).render(Context(FACTS | facts))


@pytest.mark.parametrize(
    ("source", "indonesian", "english"),
    [
        ("{{ n|jumlah }}", "533.214", "533,214"),
        ("{{ none|jumlah }}", "–", "–"),
        ("{{ fall|selisih }}", "−74", "−74"),
        ("{{ part|persen:n }}", "98,20\u00a0%", "98.20%"),
        ("{{ part|persen_turun:n }}", "98,19\u00a0%", "98.19%"),
        ("{{ gap|persen_naik:n|polos }}", "1,81", "1.81"),
        ("{{ 5871|persen_satu:9612 }}", "61,1\u00a0%", "61.1%"),
        ("{{ 99.4|persen }}", "99,40\u00a0%", "99.40%"),
        ("{{ 0|persen_naik:0 }}", "–", "–"),
        ("{{ none|persen_turun:n }}", "–", "–"),
        ("{{ day|tanggal }}", "24 November 2026", "24 November 2026"),
        ("{{ day|tanggal_pendek }}", "24 Nov", "24 Nov"),
        ("{{ at|tanggal }}, {{ at|jam }}", "24 November 2026, 07.30 WIB", "24 November 2026, 07:30 WIB"),
        (
            "{{ at|waktu }}",
            "Selasa, 24 November 2026 pukul 07.30 WIB",
            "Tuesday, 24 November 2026 at 07:30 WIB",
        ),
        ("{{ 98.931|desimal }}", "98,93", "98.93"),
    ],
)
def test_a_filter_in_both_languages(source: str, indonesian: str, english: str) -> None:
    assert told(source) == indonesian
    with translation.override("en"):
        assert told(source) == english


def test_a_bar_never_leaves_its_cell() -> None:
    assert 'width="100.00"' in told("{% bar 9 5 %}")
    assert 'width="0.00"' in told("{% bar -1 5 %}")
    assert 'width="0"' in told("{% bar 1 0 %}")
    assert 'x1="36.20"' in told("{% bar 3 5 1.81 %}")


def test_the_parts_of_a_split_fill_it() -> None:
    page = told("{% split portions %}", portions=[Portion(label="a", count=1), Portion(label="b", count=3)])

    assert 'x="250.00" y="0" width="750.00"' in page


def test_a_row_that_does_not_fit_its_columns_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        told("{% table columns rows %}", columns=[Column(label="a")], rows=[(1, 2)])


def test_what_people_typed_is_escaped_in_a_block() -> None:
    page = told('{% inset kind="urgent" title=evil %}{{ evil }}{% endinset %}', evil="<script>")

    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 2


class Asked(forms.Form):
    note = forms.CharField(required=False)
    name = forms.CharField()
    who = forms.ChoiceField(choices=[("", "Semua"), ("L", "laki-laki")], required=False)
    base = forms.ChoiceField(choices=[("live", "register hidup"), ("2026-1", "2026-1")], required=False)


def test_a_list_whose_every_line_is_an_answer_cannot_be_left_empty() -> None:
    form = Asked()
    assert [field.name for field in form if told("{{ field|is_optional }}", field=field) == "True"] == [
        "note",
        "who",
    ]
