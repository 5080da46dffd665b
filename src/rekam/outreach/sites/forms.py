"""Forms of sites, closures and figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as lazy

from rekam.kernel.region import area_name, children
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.reckoning import NAMES, RANGES, PlanFigures
from rekam.outreach.sites.rules import NOBODYS, Kind, Signal
from rekam.outreach.sites.splitting import Share
from rekam.outreach.sites.words import KINDS, SIGNALS, WEEKDAYS, WHYS
from rekam.ui.forms import CHOOSE, SHORT, ThreePartDateField, hour_field, number_field

ADDED = [kind for kind in Kind if kind not in {Kind.VILLAGE, Kind.HOMES}]


def weekdays_field(label: Any) -> forms.TypedMultipleChoiceField:
    """Boxes to tick, Monday first."""
    return forms.TypedMultipleChoiceField(
        label=label, choices=list(WEEKDAYS.items()), coerce=int, widget=forms.CheckboxSelectMultiple
    )


class SiteForm(forms.Form):
    """A site; a kelurahan's own fields come from the areas, a new one is asked for code and kelurahan too."""

    name = forms.CharField(label=lazy("Nama tempat"), max_length=100)
    code = forms.CharField(
        label=lazy("Kode"),
        max_length=20,
        help_text=lazy("NPSN untuk sekolah; selain itu kode kantor sendiri."),
    )
    area_code = forms.ChoiceField(label=lazy("Kelurahan tempatnya"))
    weekdays = weekdays_field(lazy("Hari buka"))
    opens = hour_field(lazy("Buka pukul"))
    closes = hour_field(lazy("Tutup pukul"))
    contact = forms.CharField(
        label=lazy("Narahubung"),
        max_length=100,
        required=False,
        help_text=lazy("Hanya dilihat petugas dinas."),
    )
    phone = forms.CharField(label=lazy("Telepon"), max_length=20, required=False)
    signal = forms.ChoiceField(
        label=lazy("Sinyal"), choices=[(one.value, SIGNALS[one]) for one in Signal], initial=Signal.UNKNOWN
    )
    latitude = forms.FloatField(
        label=lazy("Lintang"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.TextInput(),
        help_text=lazy("Misalnya -6.1201. Kosong: titik tengah kelurahan."),
    )
    longitude = forms.FloatField(
        label=lazy("Bujur"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.TextInput(),
    )
    island = forms.CharField(
        label=lazy("Nama pulau"),
        max_length=60,
        required=False,
        help_text=lazy("Isi hanya bila ke sana perlu kapal; jadwalnya di halaman Waktu tempuh."),
    )
    turnout = number_field(
        lazy("Perkiraan yang datang, persen"),
        least=1,
        most=100,
        required=False,
        help_text=lazy("Kosong: perkiraan jenis tempatnya."),
    )
    head = forms.CharField(
        label=lazy("Akun kepala sekolah"),
        max_length=150,
        required=False,
        help_text=lazy("Nama pengguna yang boleh melihat daftar murid tempat ini: kelas dan nama saja."),
    )
    share_villages = forms.MultipleChoiceField(
        label=lazy("Muridnya dari kelurahan"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": "6"}),
        help_text=lazy("Dipakai bila belum ada daftar nama."),
    )
    share_percent = number_field(
        lazy("Berapa persen orang seumur itu ada di sini"), least=1, most=100, required=False
    )
    share_youngest = number_field(lazy("Umur dari"), least=0, most=120, required=False, initial=16)
    share_oldest = number_field(lazy("Umur sampai"), least=0, most=120, required=False, initial=17)
    shares_source = forms.CharField(
        label=lazy("Dasar bagian itu"),
        max_length=200,
        required=False,
        help_text=lazy("Kosong: ditandai sebagai anggapan."),
    )

    def __init__(self, data: Any = None, *, site: Site, villages: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial=_initial(site))
        kind = Kind(site.kind)
        for name in ("area_code", "share_villages"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(villages)
        gone = ["code", "area_code"] if site.pk else []
        gone += [] if kind is Kind.SCHOOL else ["head"]
        gone += [] if kind not in NOBODYS | {Kind.VILLAGE, Kind.HOMES} else _SHARES
        for name in gone:
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What services.keep_site takes."""
        told = dict(self.cleaned_data)
        share = {name: told.pop(name, None) for name in _SHARES[:-1]}
        if "share_percent" in self.fields:
            told["shares"] = [
                Share(
                    village, share["share_youngest"] or 0, share["share_oldest"] or 0, share["share_percent"]
                )
                for village in share["share_villages"]
                if share["share_percent"]
            ]
        if None in {told.get("latitude"), told.get("longitude")}:
            told["latitude"] = told["longitude"] = None
        return told


_SHARES = ["share_villages", "share_percent", "share_youngest", "share_oldest", "shares_source"]


def _initial(site: Site) -> dict[str, object]:
    plain = (
        *("name", "weekdays", "opens", "closes", "contact", "phone", "signal", "latitude", "longitude"),
        *("island", "turnout", "head", "shares_source"),
    )
    told: dict[str, object] = {name: getattr(site, name) for name in plain}
    if site.shares:
        _, youngest, oldest, percent = site.shares[0]
        told |= {"share_villages": [share[0] for share in site.shares], "share_percent": percent}
        told |= {"share_youngest": youngest, "share_oldest": oldest}
    return told


class ClosureForm(forms.Form):
    """A kind of place, days and the reason."""

    kind = forms.ChoiceField(
        label=lazy("Jenis tempat"),
        required=False,
        choices=[("", lazy("Semua tempat")), *((kind.value, word) for kind, word in KINDS.items())],
    )
    area_code = forms.ChoiceField(label=lazy("Wilayah"))
    first = ThreePartDateField(label=lazy("Hari pertama"))
    last = ThreePartDateField(label=lazy("Hari terakhir"))
    why = forms.ChoiceField(label=lazy("Sebab"), choices=[(why.value, word) for why, word in WHYS.items()])
    source = forms.CharField(
        label=lazy("Dasar"), max_length=200, help_text=lazy("Nomor surat, atau nama kalender.")
    )

    def __init__(self, *arguments: Any, areas: Sequence[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, area_name(code)) for code in areas]


def closure_form(
    data: Mapping[str, Any] | None = None, *, first: Mapping[str, object] | None = None
) -> ClosureForm:
    """The form for the office and its kecamatan, with what it says at first."""
    office = settings.REKAM_OFFICE_AREA
    areas = [office, *(area.code.text for area in children(office))]
    return ClosureForm(data, areas=areas, initial={"area_code": office, **(first or {})})


FIGURE_LABELS = {
    "first_time": lazy("Nilai seorang pemula (16 dan 17 tahun)"),
    "elderly": lazy("Nilai seorang lansia"),
    "disabled": lazy("Nilai seorang penyandang disabilitas"),
    "setup_minutes": lazy("Menit memasang alat"),
    "minutes_each": lazy("Menit tiap orang"),
    "longest_minutes": lazy("Menit pelayanan terlama"),
    "detour": lazy("Jalan dibanding garis lurus, kali"),
    "road_kmh": lazy("Kecepatan di jalan, km per jam"),
    "most_turnout": lazy("Paling banyak datang, bagian dari 1"),
    "market_factor": lazy("Hari pasar, kali"),
    "day_hours": lazy("Jam kerja tim sehari"),
    "night_cost": lazy("Semalam di pulau dihitung seberat berapa orang"),
    "most_nights": lazy("Paling banyak malam di pulau, sekali jalan"),
    "team_day_cost": lazy("Biaya sehari satu tim, rupiah (0: belum diketahui)"),
    "counter_day_cost": lazy("Biaya sehari satu alat di loket, rupiah (0: belum diketahui)"),
}


class FiguresForm(forms.Form):
    """The office's figures from a day on; each with its range."""

    since = ThreePartDateField(label=lazy("Berlaku mulai"))
    source = forms.CharField(label=lazy("Dasar"), max_length=200)

    def __init__(self, *arguments: Any, now: PlanFigures, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in NAMES:
            least, most = RANGES[name]
            self.fields[name] = forms.FloatField(
                label=FIGURE_LABELS[name],
                min_value=least,
                max_value=most,
                initial=getattr(now, name),
                localize=True,
                widget=forms.TextInput(attrs=dict(SHORT)),
            )

    def figures(self) -> PlanFigures:
        """What was typed."""
        return PlanFigures(**{name: self.cleaned_data[name] for name in NAMES})


class AddForm(forms.Form):
    """Which kind of place to add."""

    kind = forms.ChoiceField(
        label=lazy("Jenis tempat"), choices=[("", CHOOSE), *((kind.value, KINDS[kind]) for kind in ADDED)]
    )
