"""Words of the measures, splits and columns of the exploring page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.counters.rules import Channel
from rekam.coverage.explore.rules import Group
from rekam.coverage.words import CHANNELS
from rekam.kernel.region import Level

MEASURES: Mapping[str, str | Promise] = {
    "not_recorded": lazy("Belum direkam"),
    "recorded": lazy("Sudah direkam"),
    "wajib": lazy("Wajib KTP"),
    "population": lazy("Penduduk"),
    "print_ready": lazy("Siap cetak"),
    "printed": lazy("Sudah dicetak"),
    "handed_over": lazy("Diserahkan"),
    "ahead": lazy("Direkam sebelum wajib"),
}
GROUPS: Mapping[Group, str | Promise] = {
    Group.NONE: lazy("Tidak dipecah"),
    Group.SEX: lazy("Jenis kelamin"),
    Group.AGE: lazy("Umur"),
    Group.CHANNEL: lazy("Saluran perekaman"),
    Group.DAY: lazy("Hari, delapan minggu terakhir"),
}
LEVELS: Mapping[Level, str | Promise] = {
    Level.KABUPATEN_KOTA: lazy("Kabupaten/kota"),
    Level.KECAMATAN: lazy("Kecamatan"),
    Level.KELURAHAN_DESA: lazy("Kelurahan"),
}


def column_name(column: str) -> str:
    """A column's head: of both sexes, a band of ages, a channel, or all."""
    named = {"all": gettext("Orang"), "L": gettext("Laki-laki"), "P": gettext("Perempuan")}
    if column in named:
        return named[column]
    if column[0].isdigit():
        return _band(column)
    return str(CHANNELS[Channel[column.upper()]])


def _band(column: str) -> str:
    first, last = column.split("-")
    if first == last:
        return gettext("%(age)s tahun") % {"age": first}
    return f"{first}+" if last == "120" else f"{first}–{last}"
