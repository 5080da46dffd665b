"""Forms of the hand-over counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    number = forms.CharField(
        label=_("Nomor pengambilan, nomor perekaman atau NIK"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Nomor pengambilan ada di halaman kartu: delapan huruf dan angka."),
    )


FINGERS = {
    "right_index": _("telunjuk kanan"),
    "left_index": _("telunjuk kiri"),
    "right_thumb": _("ibu jari kanan"),
    "left_thumb": _("ibu jari kiri"),
    "right_middle": _("jari tengah kanan"),
    "left_middle": _("jari tengah kiri"),
    "right_ring": _("jari manis kanan"),
    "left_ring": _("jari manis kiri"),
    "right_little": _("kelingking kanan"),
    "left_little": _("kelingking kiri"),
}


class DeviceForm(forms.Form):
    position = forms.ChoiceField(label=_("Jari"), choices=list(FINGERS.items()))


class ManyFiles(forms.FileField):
    """Several files under one name."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(ManyFiles, self).clean(one, initial) for one in (data or [None])]


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class RecordsForm(forms.Form):
    records = ManyFiles(
        label=_("Rekaman ISO dari stasiun"),
        widget=ManyFilesInput(attrs={"multiple": True}),
        help_text=_("ISO/IEC 19794-4 (jari) atau 19794-6 (iris), satu sampai empat berkas."),
    )
