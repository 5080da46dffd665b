"""Heads and meanings of the table's columns, and the lines that say what its figures rest on."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.reconcile.measures import SHARES
from rekam.coverage.reports.rules import RestsOn, Row
from rekam.ui.dates import long_date
from rekam.ui.numbers import NO_BASE, Language, count, decimal

NOT_KEPT = lazy("tidak dicatat")
# Two lines at most; a bar parts the group of a column from its own head.
HEADS: Mapping[str, str | Promise] = {
    "population_male": lazy("Penduduk|L"),
    "population_female": lazy("Penduduk|P"),
    "population": lazy("Penduduk|Jumlah"),
    "wajib_male": lazy("Wajib KTP|L"),
    "wajib_female": lazy("Wajib KTP|P"),
    "wajib": lazy("Wajib KTP|Jumlah"),
    "recorded": lazy("Sudah rekam|Orang"),
    "recorded_percent": lazy("Sudah rekam|% wajib"),
    "not_recorded": lazy("Belum rekam|Orang"),
    "not_recorded_percent": lazy("Belum rekam|% wajib"),
    "held": lazy("Kepemilikan|Orang"),
    "held_percent": lazy("Kepemilikan|% wajib"),
    "held_of_recorded_percent": lazy("Kepemilikan|% rekam"),
    "printed": lazy("Cetak|Sudah"),
    "not_printed": lazy("Cetak|Belum"),
    "waiting_for_print": lazy("Cetak|PRR"),
    "sent_for_enrolment": lazy("Status|SFE"),
    "duplicates": lazy("Status|Ganda"),
    "suket": lazy("Status|Suket"),
}
MEANINGS: Mapping[str, str | Promise] = {
    "population_male": lazy("Penduduk laki-laki menurut domisili: aktif di register pada tanggal itu."),
    "population_female": lazy("Penduduk perempuan menurut domisili."),
    "population": lazy("Penduduk = L + P."),
    "wajib_male": lazy("Laki-laki wajib KTP: 17 tahun, atau sudah atau pernah kawin; WNA hanya dengan ITAP."),
    "wajib_female": lazy("Perempuan wajib KTP."),
    "wajib": lazy("Wajib KTP = L + P = sudah rekam + belum rekam."),
    "recorded": lazy("Wajib KTP yang sudah direkam, di mana pun direkam."),
    "recorded_percent": lazy("Sudah rekam dibagi wajib KTP, dipotong ke bawah."),
    "not_recorded": lazy("Wajib KTP yang belum direkam; tidak ada yang dikeluarkan dari hitungan."),
    "not_recorded_percent": lazy("Belum rekam dibagi wajib KTP, dipotong ke atas."),
    "held": lazy("Wajib KTP yang kartunya tercatat diserahkan; tanpa yang dilaporkan hilang."),
    "held_percent": lazy("Kepemilikan dibagi wajib KTP, dipotong ke bawah."),
    "held_of_recorded_percent": lazy(
        "Kepemilikan dibagi yang sudah direkam, dipotong ke bawah; jangan dibandingkan dengan % wajib."
    ),
    "printed": lazy("Wajib KTP yang kartunya sudah dicetak."),
    "not_printed": lazy("Sudah direkam, kartunya belum dicetak."),
    "waiting_for_print": lazy("PRR: pernah PRINT_READY_RECORD dan belum dicetak; bagian dari yang belum."),
    "sent_for_enrolment": lazy("SFE: status SENT_FOR_ENROLLMENT sekarang."),
    "duplicates": lazy("Status DUPLICATE_RECORD sekarang."),
    "suket": lazy("Surat keterangan pengganti KTP-el; tidak dicatat di sini."),
}


def head(column: str) -> tuple[str, str]:
    """The group of a column, and its own head in it."""
    group, _bar, own = str(HEADS[column]).partition("|")
    return group, own


def shown(row: Row, column: str, *, not_kept: str, language: Language = "id") -> str:
    """A cell as people read it: 14.097 or 98,19, else `not_kept`, or a dash for a share of nobody."""
    value = row.value(column)
    if isinstance(value, Decimal):
        return decimal(value, decimals=2, language=language)
    if value is None:
        return NO_BASE if column in SHARES else not_kept
    return count(value, language=language)


def base_words(rests_on: RestsOn) -> str:
    """What the table rests on, in a line that stands wherever a figure of it does."""
    facts = {"on": long_date(rests_on.on), "counted": long_date(rests_on.counted_on), "base": rests_on.base}
    if not rests_on.is_live:
        return _("Basis semester %(base)s, keadaan %(on)s, diambil %(counted)s; menurut domisili.") % facts
    if rests_on.on > rests_on.counted_on:
        return (
            _(
                "Register hidup %(counted)s diteruskan ke %(on)s: umur dan izin dihitung pada tanggal itu, "
                "tanpa perkiraan kelahiran, kematian, pindah dan perekaman; menurut domisili."
            )
            % facts
        )
    return _("Register hidup, keadaan %(on)s, dihitung %(counted)s; menurut domisili.") % facts


def rules_words(rests_on: RestsOn) -> str:
    """By which rules it was counted, and how its percentages were cut."""
    return _(
        "Aturan hitung %(version)s. Persen dua angka desimal: capaian dipotong ke bawah, belum rekam ke "
        "atas. Dua penyebut: “%% wajib” dibagi wajib KTP, “%% rekam” dibagi yang sudah direkam."
    ) % {"version": rests_on.rule_version}
