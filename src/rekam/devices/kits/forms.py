"""Forms of kits and their parts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.accounts.queries import in_a_list, officers_who_may
from rekam.devices.kits import words
from rekam.devices.kits.models import Kit
from rekam.devices.kits.rules import PartKind, State, steps_from
from rekam.devices.pairing.queries import stations
from rekam.kernel.database import current_scope
from rekam.kernel.region import AreaCode, Level, area_name, children
from rekam.ui.forms import ThreePartDateField

Choices = Sequence[tuple[str, object]]
MOST_RUPIAH = 10**12


def places() -> list[tuple[str, str]]:
    """Where a kit of the scope may be: the office and its kecamatan, by code."""
    codes = set()
    for area in current_scope().areas - {"*"}:
        code = AreaCode.parse(area)
        if code.level >= Level.KABUPATEN_KOTA:
            codes.add(code.text)
        if code.level is Level.KABUPATEN_KOTA:
            codes |= {child.code.text for child in children(code)}
    return [(code, area_name(code)) for code in sorted(codes)]


def neighbours() -> list[tuple[str, str]]:
    """The other offices of the scope's province, by code."""
    now = current_scope()
    provinces = {AreaCode.parse(area).at(Level.PROVINSI) for area in now.areas - {"*"}}
    codes = sorted(child.code.text for province in provinces for child in children(province))
    return [(code, area_name(code)) for code in codes if not now.contains(code)]


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, object]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class CustodyForm(forms.Form):
    """Where a kit is from a day on, and who answers for it."""

    area_code = forms.ChoiceField(label=_("Tempat"))
    team = forms.CharField(label=_("Tim keliling"), max_length=60, required=False)
    holder = forms.ChoiceField(label=_("Penanggung jawab"), required=False)
    on = ThreePartDateField(label=_("Sejak tanggal"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        known = officers_who_may("devices.report_fault")
        _choose(self, "area_code", places())
        _choose(self, "holder", [("", _("belum ada")), *((one.username, in_a_list(one)) for one in known)])


class KitForm(CustodyForm):
    """A new kit."""

    name = forms.CharField(label=_("Nama kit"), help_text=_("Misalnya: KSM-02"), max_length=60)
    station = forms.ChoiceField(
        label=_("Laptopnya sebagai stasiun"),
        help_text=_("Supaya kabar alat dan laporan rusak dari laptop itu sampai ke kit ini."),
        required=False,
    )
    field_order = ("name", "area_code", "team", "holder", "on", "station")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "station", station_choices())


def station_choices() -> Choices:
    """The registered laptops of the scope that are in use."""
    return [("", _("belum dipasangkan")), *((one.kid, one.name) for one in stations() if one.is_active)]


class StationForm(forms.Form):
    """Which registered laptop is the kit's."""

    station = forms.ChoiceField(label=_("Laptopnya sebagai stasiun"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "station", station_choices())


class PartForm(forms.Form):
    """A new part; what is not known of its purchase stays empty."""

    kind = forms.ChoiceField(label=_("Bagian"), choices=[(k.value, words.PARTS[k]) for k in PartKind])
    make = forms.CharField(label=_("Merek"), max_length=60)
    model = forms.CharField(label=_("Tipe"), max_length=60)
    serial = forms.CharField(label=_("Nomor seri"), max_length=60)
    bought_on = ThreePartDateField(label=_("Dibeli tanggal"), required=False)
    budget = forms.CharField(
        label=_("Dari anggaran"), help_text=_("Misalnya: APBN 2012"), max_length=60, required=False
    )
    goal = forms.ChoiceField(label=_("Dipasang di kit"), required=False)
    area_code = forms.ChoiceField(label=_("Atau disimpan di rak"))

    def __init__(self, *arguments: Any, kits: Sequence[Kit], **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "goal", kit_choices(kits))
        _choose(self, "area_code", places())


def kit_choices(kits: Sequence[Kit]) -> Choices:
    """The kits, after "none, on the shelf"."""
    return [("", _("tidak di kit, di rak")), *((str(one.uuid), one.name) for one in kits)]


class StepForm(forms.Form):
    """A step of a repair."""

    act = forms.ChoiceField(label=_("Apa yang terjadi?"), widget=forms.RadioSelect)
    on = ThreePartDateField(label=_("Tanggal"))
    by = forms.CharField(label=_("Siapa yang memperbaiki atau membawa"), max_length=80, required=False)
    cost = forms.IntegerField(label=_("Biaya, rupiah"), min_value=0, max_value=MOST_RUPIAH, required=False)
    note = forms.CharField(label=_("Keterangan"), max_length=200, required=False)

    def __init__(self, *arguments: Any, state: State, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "act", [(act.value, (words.ACTS | words.FINAL)[act]) for act in steps_from(state)])


class LendForm(forms.Form):
    """To whom a part is lent, and when it comes back."""

    goal = forms.ChoiceField(label=_("Ke kit"), required=False)
    office = forms.ChoiceField(label=_("Atau ke kantor lain"), required=False)
    due_on = ThreePartDateField(label=_("Kembali paling lambat"))
    by = forms.CharField(label=_("Dibawa oleh"), max_length=80, required=False)
    note = forms.CharField(label=_("Keterangan"), max_length=200, required=False)

    def __init__(self, *arguments: Any, kits: Sequence[Kit], **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "goal", [("", _("bukan ke kit")), *((str(one.uuid), one.name) for one in kits)])
        _choose(self, "office", [("", _("bukan ke kantor lain")), *neighbours()])


class FitForm(forms.Form):
    """In which kit of ours a part is that another office lent."""

    goal = forms.ChoiceField(label=_("Dipasang di kit"), required=False)

    def __init__(self, *arguments: Any, kits: Sequence[Kit], **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "goal", kit_choices(kits))


class PutForm(FitForm):
    """Where a part of ours belongs from now on."""

    note = forms.CharField(label=_("Keterangan"), max_length=200, required=False)


class ReserveForm(forms.Form):
    """The days for which a kit is promised."""

    first = ThreePartDateField(label=_("Hari pertama"))
    last = ThreePartDateField(label=_("Hari terakhir"))
    why = forms.CharField(label=_("Untuk apa"), help_text=_("Misalnya: SMAN 1, pekan rekam"), max_length=120)
