"""What a page takes in: a text or a file, then the figures that a person confirms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.reconcile import places, reading, words
from rekam.coverage.reconcile.figures import Figure
from rekam.coverage.reconcile.lifting import MOST_LIFTED, lift
from rekam.coverage.reconcile.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken

LONGEST_TEXT = 200_000
CASE = "naskah"


class TextForm(forms.Form):
    """An article or a table, pasted or as a file; `figures` are what was read out of it."""

    text = forms.CharField(
        label=lazy("Naskah atau tabel"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=lazy("Tempel isi berita, siaran pers, atau CSV. Tidak ada yang disimpan."),
    )
    file = forms.FileField(
        label=lazy("Atau berkas"),
        required=False,
        max_length=200,
        help_text=lazy("CSV atau teks, paling besar 1 MB."),
    )
    figures: tuple[Figure, ...] = ()
    is_table = False

    def clean(self) -> dict[str, Any]:
        """Read it, and say at the field what cannot be read."""
        upload, pasted = self.cleaned_data.get("file"), str(self.cleaned_data.get("text") or "")
        if self.errors:
            return self.cleaned_data
        try:
            text = reading.decoded(upload.read(reading.MOST_BYTES + 1) if upload else pasted.encode())
            self.is_table = reading.is_table(text)
            self.figures = tuple(reading.read_table(text) if self.is_table else _lifted(text))
        except RuleBroken as broken:
            self.add_error("file" if upload else "text", told(broken))
        return self.cleaned_data


def _lifted(text: str) -> list[Figure]:
    found = lift(text[:LONGEST_TEXT], case=CASE, places=places.by_name())
    if not found:
        raise RuleBroken("reconcile_nothing_found")
    return found


def told(broken: RuleBroken) -> ValidationError:
    """A refusal as the words at a field, with the line where it is known."""
    text = str(SENTENCES[broken.code])
    if "line" in broken.facts:
        text = _("Baris %(line)s: %(told)s") % {"line": broken.facts["line"], "told": text}
    return ValidationError(text, code=broken.code)


class PlaceForm(forms.Form):
    """What holds for every figure of an article unless its line says otherwise."""

    area_code = forms.CharField(
        label=lazy("Wilayah"), max_length=60, help_text=lazy("misalnya 36.73 atau Kota Serang; Indonesia 00")
    )
    as_of = forms.CharField(
        label=lazy("Keadaan per"),
        required=False,
        max_length=30,
        help_text=lazy("2026-11-24, 24 November 2026, November 2026 atau semester I 2026; boleh kosong"),
    )


class FigureForm(forms.Form):
    """One figure of an article, as proposed or as mended."""

    keep = forms.BooleanField(label=lazy("Pakai"), required=False)
    measure = forms.ChoiceField(label=lazy("Ukuran"), choices=[("", "–"), *words.MEASURES.items()])
    published = forms.CharField(label=lazy("Tertulis"), max_length=60)
    area_code = forms.CharField(label=lazy("Wilayah, bila lain"), required=False, max_length=60)
    as_of = forms.CharField(label=lazy("Keadaan per, bila lain"), required=False, max_length=30)
    due = forms.CharField(label=lazy("Tenggat, bila target"), required=False, max_length=30)
    sentence = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    @property
    def quoted(self) -> tuple[str, str, str]:
        """The sentence around its number: before, the number, after."""
        return str(self["sentence"].value() or "").partition(str(self["published"].value() or "\0"))


# One more than was lifted, for a figure that was not.
FIGURES = forms.formset_factory(FigureForm, extra=1, max_num=MOST_LIFTED + 1)


# Where what is wrong was typed; all else is about the number.
_FIELDS = {"reconcile_area_malformed": "area_code", "reconcile_date_malformed": "as_of"}


def chosen(figures: "forms.BaseFormSet[FigureForm]", *, place: dict[str, str]) -> Iterator[Figure]:
    """The figures that are kept; what cannot be read is said at its form, and left out.

    place  area_code and as_of of those that have none of their own
    """
    for line, form in enumerate(figures.forms, start=1):
        if not form.cleaned_data.get("keep"):
            continue
        row = {name: str(value) for name, value in form.cleaned_data.items()}
        row |= {"case": CASE} | {name: row[name] or place[name] for name in ("as_of", "area_code")}
        try:
            yield reading.figure_of(row, line=line)
        except RuleBroken as broken:
            form.add_error(_FIELDS.get(broken.code, "published"), told(broken))


def proposed(figures: tuple[Figure, ...]) -> "tuple[PlaceForm, forms.BaseFormSet[FigureForm]]":
    """The forms in which lifted figures are confirmed: the commonest area and day once, the rest by line."""
    first = figures[0]
    rows = [
        {
            "keep": True,
            "measure": one.measure,
            "published": " ".join(one.numeral.printed.split()),
            "area_code": "" if one.area_code == first.area_code else one.area_code,
            "as_of": "" if one.as_of == first.as_of else one.as_of.text,
            "due": one.due.text,
            "sentence": one.sentence,
        }
        for one in figures
    ]
    place = PlaceForm(initial={"area_code": first.area_code, "as_of": first.as_of.text})
    return place, FIGURES(initial=rows, prefix="angka")


def with_names(figures: list[Figure]) -> list[Figure]:
    """The same figures with the published names of their areas."""
    return [replace(one, area=one.area or places.name_of(one.area_code)) for one in figures]
