"""Forms of allocation's pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.allocation.asking import MOST_MONTHS
from rekam.cards.allocation.rules import CLIMB_DAYS, Order, Ranks
from rekam.cards.blanks.queries import Site
from rekam.cards.orders.rules import Priority
from rekam.cards.orders.words import PRIORITIES
from rekam.ui.forms import ThreePartDateField

_SHORT = {"inputmode": "numeric", "class": "govuk-input--width-4", "autocomplete": "off"}
MOST_BLANKS = 1_000_000


def _count(label: Any, *, least: int = 0, most: int = MOST_BLANKS, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=forms.TextInput(attrs=_SHORT), **more
    )


class SupposeForm(forms.Form):
    """A delivery that may come: how many, and when."""

    blanks = _count(_("Blanko yang datang"), least=1)
    on = ThreePartDateField(label=_("Pada tanggal"))


class OrderForm(forms.Form):
    """An order of the groups; one field a group holds its rank."""

    since = ThreePartDateField(label=_("Berlaku mulai"))
    climb_days = _count(
        _("Satu urutan bernilai berapa hari menunggu"),
        least=1,
        most=365,
        initial=CLIMB_DAYS,
        help_text=_("Supaya tidak ada yang menunggu selamanya: 60 hari = naik satu urutan tiap dua bulan."),
    )
    source = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Nomor surat, pengumuman, atau keputusan kepala dinas.")
    )

    def __init__(self, *arguments: Any, now: Order, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for group in Priority:
            field = _count(PRIORITIES[group], least=1, most=len(Priority), initial=now.rank_of(group))
            self.fields[f"group_{group.value}"] = field

    @property
    def groups(self) -> list[Any]:
        """The bound fields of the ranks."""
        return [self[f"group_{group.value}"] for group in Priority]

    def ranks(self) -> Ranks:
        """The groups by rank; a rank that nobody has is an empty one, which the rules refuse."""
        told = {group: self.cleaned_data[f"group_{group.value}"] for group in Priority}
        return tuple(
            frozenset(group for group, rank in told.items() if rank == number)
            for number in range(1, max(told.values()) + 1)
        )


class ShareForm(forms.Form):
    """How many blanks each site gets; where it differs from the proposal, why."""

    reason = forms.CharField(
        label=_("Alasan bila jumlahnya diubah"),
        required=False,
        max_length=200,
        help_text=_("Paling sedikit 10 huruf."),
    )

    def __init__(self, *arguments: Any, given: Mapping[str, int], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._names = {site: f"site_{site.replace('.', '_')}" for site in given}
        for site, name in self._names.items():
            self.fields[name] = _count(_("Keping"), initial=given[site])

    def field_of(self, site: str) -> Any:
        """The bound field of a site."""
        return self[self._names[site]]

    def given(self) -> dict[str, int]:
        """What was decided, by site."""
        return {site: self.cleaned_data[name] for site, name in self._names.items()}


class RequestForm(forms.Form):
    letter = forms.CharField(label=_("Nomor surat"), max_length=60)
    months = _count(_("Untuk berapa bulan"), least=1, most=MOST_MONTHS, initial=1)


class AllotmentForm(forms.Form):
    blanks = _count(_("Dijatah pusat"), help_text=_("0 bila tidak diberi."))
    letter = forms.CharField(label=_("Nomor surat pusat"), max_length=60, required=False)
    on = ThreePartDateField(label=_("Tanggal jatah"))


class CollectionForm(forms.Form):
    on = ThreePartDateField(label=_("Diambil pada"))


class DeliveryForm(forms.Form):
    letter = forms.ChoiceField(label=_("Kiriman di buku blanko"))

    def __init__(self, *arguments: Any, letters: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["letter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(letters)


class LoanForm(forms.Form):
    lender = forms.ChoiceField(label=_("Yang meminjamkan"))
    borrower = forms.ChoiceField(label=_("Yang meminjam"))
    blanks = _count(_("Keping"), least=1)
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=_("Paling sedikit 10 huruf."))

    def __init__(self, *arguments: Any, offices: Sequence[Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("lender", "borrower"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(office.code, office.name) for office in offices]


class AnswerForm(forms.Form):
    """What an office says to a loan; a refusal says why."""

    note = forms.CharField(
        label=_("Alasan menolak"), required=False, max_length=200, help_text=_("Paling sedikit 10 huruf.")
    )
