"""Form parts of the office: numbers, hours, the date in three boxes, and what has to be put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.ui import dates

# The first line of a select in which nothing is chosen yet.
CHOOSE = _("Pilih")
PARTS = ("day", "month", "year")
LABELS = {"day": _("Tanggal"), "month": _("Bulan"), "year": _("Tahun")}
SHORT: Mapping[str, str] = {"inputmode": "numeric", "class": "govuk-input--width-4", "autocomplete": "off"}
HOUR: Mapping[str, str] = {"class": "govuk-input--width-4", "autocomplete": "off"}
RANGES = {"day": (1, 31), "month": (1, 12), "year": (1850, 2200)}


def number_field(label: Any, *, least: int, most: int, **more: Any) -> forms.IntegerField:
    """A whole number typed into a short box."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=forms.TextInput(attrs=dict(SHORT)), **more
    )


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    """An hour as people write it here: 08.00 or 08:00."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H.%M", attrs=dict(HOUR)),
        **more,
    )


def password_field(label: Any, *, new: bool, hint: Any = "") -> forms.CharField:
    """A password as browsers and password stores know it."""
    kind = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, help_text=hint, strip=False, max_length=200, widget=widget)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the error summary: what is wrong and where it is put right."""

    text: str
    href: str = ""


class ThreePartDateWidget(forms.MultiWidget):
    """Three boxes, day, month and year, as people write a date; only the wrong ones are marked."""

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}) for part in PARTS
        }
        super().__init__(widgets=boxes, attrs=attrs)

    def decompress(self, value: date | None) -> list[str | None]:
        """The three boxes of a stored date."""
        return [str(value.day), str(value.month), str(value.year)] if value else [None, None, None]

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:  # Django's own types
        context = super().get_context(name, value, attrs)
        faulty = attrs is not None and "aria-invalid" in attrs
        boxes = context["widget"]["subwidgets"]
        wrong = wrong_boxes([box["value"] for box in boxes]) if faulty else {}
        for part, box in zip(PARTS, boxes, strict=True):
            box["label"] = LABELS[part]
            box["attrs"].pop("aria-describedby", None)
            box["attrs"].pop("aria-invalid", None)
            if part in wrong or (faulty and not wrong):
                box["attrs"]["aria-invalid"] = "true"
            box["attrs"]["class"] = f"govuk-date-input__input govuk-input--width-{4 if part == 'year' else 2}"
        return context


class ThreePartDateField(forms.MultiValueField):
    """A date typed into three boxes; its message names the box and what is right in it.

    A date that is partly filled is wrong even where the field may be empty.
    """

    widget = ThreePartDateWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            fields=tuple(forms.CharField(required=False, max_length=8) for _part in PARTS),
            require_all_fields=False,
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        boxes = [str(box or "").strip() for box in (value or ["", "", ""])]
        if not any(boxes):
            if self.required:
                raise ValidationError(gettext("Isi tanggal, bulan dan tahun"), code="required")
            return None
        wrong = wrong_boxes(boxes)
        if wrong:
            raise ValidationError(
                [_message(part, code, typed) for (part, code), typed in _typed(wrong, boxes)]
            )
        day, month, year = (int(box) for box in boxes)
        result = date(year, month, day)
        self.validate(result)
        self.run_validators(result)
        return result

    def compress(self, data_list: Sequence[Any]) -> date | None:
        """Django's own door to the parts, not used: `clean` reads the boxes together."""
        return self.clean(data_list)


def wrong_boxes(boxes: Sequence[str | None]) -> dict[str, str]:
    """The wrong ones of three boxes with their code, see `dates.wrong_parts`."""
    day, month, year = (box or "" for box in boxes)
    return dates.wrong_parts(day=day, month=month, year=year)


def _typed(wrong: dict[str, str], boxes: Sequence[str]) -> list[tuple[tuple[str, str], str]]:
    return [(fault, boxes[PARTS.index(fault[0])]) for fault in wrong.items()]


def _message(part: str, code: str, typed: str) -> ValidationError:
    least, most = RANGES[part]
    facts = {"part": LABELS[part], "least": least, "most": most, "typed": typed[:12]}
    told = {
        "missing": gettext("%(part)s belum diisi"),
        "not_a_number": gettext("%(part)s ditulis dengan angka; yang diisi %(typed)s"),
        "out_of_range": gettext("%(part)s harus %(least)s sampai %(most)s; yang diisi %(typed)s"),
        "no_such_day": gettext("Tanggal %(typed)s tidak ada di bulan itu"),
    }[code]
    return ValidationError(told % facts, code=code)


def refuse(
    form: forms.BaseForm, broken: RuleBroken, *, sentences: Mapping[str, Any], where: str | None = None
) -> None:
    """Put a refusal at a field, or above the form; one that these sentences do not tell goes on as it is."""
    if broken.code not in sentences:
        raise broken
    form.add_error(where, str(sentences[broken.code]).format(**broken.facts))


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """Every message of a form, each with the box where it is put right."""
    found = [Problem(text=str(message)) for message in form.non_field_errors()]
    for bound in form:
        href = f"#{_anchor(bound)}" if bound.errors else ""
        found += [
            Problem(text=_labelled(str(bound.label), str(message)), href=href) for message in bound.errors
        ]
    return found


def _labelled(label: str, message: str) -> str:
    if message.casefold().startswith(label.casefold()):
        return message
    abbreviation = message[1:2].isupper()
    return f"{label.rstrip('?')}: {message if abbreviation else message[:1].lower() + message[1:]}"


def _anchor(bound: forms.BoundField) -> str:
    if isinstance(bound.field.widget, ThreePartDateWidget):
        wrong = wrong_boxes(bound.field.widget.decompress(None) if bound.data is None else list(bound.data))
        return f"{bound.auto_id}_{PARTS.index(next(iter(wrong), 'day'))}"
    return bound.id_for_label or f"{bound.auto_id}_0"
