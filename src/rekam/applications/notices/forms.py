"""Forms of notices: asking for news of a recording, and writing down a breach."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.applications.clock.settings import office_zone
from rekam.applications.notices.rules import Topic
from rekam.ui.forms import CHOOSE, ThreePartDateField


class FollowForm(forms.Form):
    """Slip and NIK, both or nothing, and where news of the recording go."""

    slip = forms.CharField(
        label=_("Nomor tanda terima"),
        max_length=20,
        help_text=_("Delapan angka pada kertas yang Anda terima saat direkam, misalnya 4821 0936."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    nik = forms.CharField(
        label="NIK",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    contact = forms.CharField(
        label=_("Kabari saya di nomor telepon atau surel ini"),
        max_length=80,
        help_text=_(
            "Dipakai hanya untuk kabar rekaman ini dan dihapus sesudah kartu diserahkan. "
            "Belum 18 tahun: isi nomor orang tua atau kepala keluarga."
        ),
    )


class PrintForm(forms.Form):
    """Which letters."""

    area = forms.CharField(max_length=13)
    topic = forms.ChoiceField(choices=[(one.value, "") for one in Topic])


class BreachForm(forms.Form):
    """A leak of personal data, and whom it touched."""

    known_on = ThreePartDateField(label=_("Hari kebocoran diketahui"))
    known_hour = forms.TimeField(
        label=_("Jamnya"),
        input_formats=["%H.%M", "%H:%M"],
        help_text=_("Misalnya 14.30. Batas 3 x 24 jam dihitung dari sini."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )
    what = forms.CharField(
        label=_("Data apa yang bocor"),
        max_length=300,
        help_text=_("Misalnya: nama, NIK, tanggal lahir, alamat. Sebut bila wajah atau sidik jari terkena."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    how = forms.CharField(
        label=_("Kapan dan bagaimana terjadi"),
        max_length=500,
        help_text=_("Tanpa nama orang."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done = forms.CharField(
        label=_("Apa yang kami lakukan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    ask_at = forms.CharField(label=_("Tempat bertanya"), max_length=120, help_text=_("Loket, telepon, jam."))
    officer = forms.ChoiceField(
        label=_("Yang terkena: siapa pun yang datanya dibuka akun ini"),
        required=False,
        help_text=_("Menurut catatan akses. Isi juga hari pertama dan terakhirnya."),
    )
    since = ThreePartDateField(label=_("Hari pertama"), required=False)
    until = ThreePartDateField(label=_("Hari terakhir"), required=False)
    touched_area = forms.ChoiceField(
        label=_("Atau semua penduduk wilayah ini"),
        required=False,
        help_text=_("Bila yang terkena adalah daftar satu wilayah."),
    )
    is_public = forms.BooleanField(
        label=_("Umumkan juga di halaman pengumuman"),
        required=False,
        help_text=_("Wajib bila mengganggu pelayanan publik atau berdampak serius bagi masyarakat."),
    )

    def __init__(
        self,
        *arguments: Any,
        officers: list[tuple[str, str]],
        areas: list[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        for name, choices in (("officer", officers), ("touched_area", areas)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", CHOOSE), *choices]

    def told(self) -> dict[str, Any]:
        """What services.write_breach asks for."""
        clean = self.cleaned_data
        hour: time = clean["known_hour"]
        return {
            "told": {name: clean[name] for name in ("what", "how", "done", "ask_at")},
            "known_at": datetime.combine(clean["known_on"], hour, office_zone()),
            **{name: clean[name] for name in ("officer", "since", "until", "touched_area", "is_public")},
        }
