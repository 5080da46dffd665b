"""Fields that the ledger's forms share: lists that a scanner types, a line for each, and who and where."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.accounts.queries import in_a_list, officers_who_may
from rekam.cards.blanks import lots
from rekam.cards.blanks.queries import Site
from rekam.cards.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken
from rekam.ui.forms import CHOOSE

ROWS_SHOWN = 10
SCAN = _("Pindai satu per satu: alat pindai menekan Enter sendiri. Satu nomor seri sebaris.")


def row_errors(errors: Sequence[lots.RowError]) -> list[ValidationError]:
    """What is wrong in a list, row by row, the first ten."""
    told = [
        gettext("Baris %(row)s: “%(given)s”. %(why)s")
        % {"row": error.row, "given": error.given, "why": SENTENCES[error.code]}
        for error in errors[:ROWS_SHOWN]
    ]
    if len(errors) > ROWS_SHOWN:
        told.append(gettext("… dan %(left)s baris lagi.") % {"left": len(errors) - ROWS_SHOWN})
    return [ValidationError(line) for line in told]


class ScannedField(forms.CharField):
    """A list with a line for each thing, as a scanner types it."""

    def __init__(self, *, rows: int = 6, **named: Any) -> None:
        attrs = {"rows": rows, "spellcheck": "false", "autocomplete": "off"}
        super().__init__(strip=False, widget=forms.Textarea(attrs=attrs), **named)


class SerialsField(ScannedField):
    """Serials; its value is a tuple, as `rules.parse_serial` gives them."""

    def clean(self, value: Any) -> Any:  # Django's own type is the text's
        text = super().clean(value)
        if not text.strip():
            return ()
        try:
            lot = lots.read_lot(text)
        except RuleBroken as broken:
            raise ValidationError(str(SENTENCES[broken.code])) from broken
        if lot.errors:
            raise ValidationError(row_errors(lot.errors))
        return lot.serials


class BoxPapersField(ScannedField):
    """Closed boxes with what their paper says; its value is a tuple of rules.BoxPaper."""

    def clean(self, value: Any) -> Any:  # as above
        boxes, errors = lots.read_boxes(super().clean(value))
        if errors:
            raise ValidationError(row_errors(errors))
        return boxes


class BoxNumbersField(ScannedField):
    """Numbers of closed boxes; its value is a tuple of texts."""

    def clean(self, value: Any) -> Any:  # as above
        return tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())


def sites_to_choose(places: Iterable[Site]) -> list[tuple[str, object]]:
    """The lines of a select of places."""
    return [("", CHOOSE), *((place.code, place.name) for place in places)]


def officers_to_choose(*, besides: str) -> list[tuple[str, object]]:
    """The lines of a select of a second officer: whoever of this scope may be one, but not oneself."""
    others = [one for one in officers_who_may("cards.second_blanks") if one.username != besides]
    return [("", CHOOSE), *((account.username, in_a_list(account)) for account in others)]
