"""The demo's ten minutes: seven stops, each with one thing to do, a way there, and the number that moves."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.web.demo_people import SAWAH_LUHUR


@dataclass(frozen=True)
class Way:
    """A button that signs in as one of the demo's people and goes to a page."""

    username: str
    page: str
    label: Promise
    area: str = ""


@dataclass(frozen=True)
class Stop:
    """One stop: what to do there, the ways to it, and the number that changes.

    number      a name in `Numbers`; empty when the number stands at the station only
    counts      what that number counts
    at_station  the stop begins at the station, in a window of its own
    """

    name: Promise
    do: Promise
    counts: Promise
    number: str = ""
    ways: tuple[Way, ...] = ()
    at_station: bool = False


TOUR = (
    Stop(
        name=lazy("Selisihnya."),
        do=lazy("Lihat berapa orang wajib KTP belum direkam, dan di kecamatan mana."),
        counts=lazy("orang belum direkam"),
        number="gap",
        ways=(Way("hj-euis", "coverage:start", lazy("Sebagai kepala dinas: Capaian")),),
    ),
    Stop(
        name=lazy("Satu kelurahan."),
        do=lazy("Baca siapa saja mereka di Sawah Luhur."),
        counts=lazy("nama dalam daftar Sawah Luhur"),
        number="names",
        ways=(Way("lurah", "coverage:names", lazy("Sebagai lurah: daftar nama"), SAWAH_LUHUR),),
    ),
    Stop(
        name=lazy("Rekam seorang, tanpa server."),
        do=lazy(
            "Di stasiun, tarik daftar kunjungan. Lalu ketik s dan Enter di terminal: server berhenti. Rekam "
            "orang pertama: Spasi mengambil, Enter melanjutkan."
        ),
        counts=lazy("pada pita stasiun: 0 menjadi 1 orang hanya ada di laptop ini"),
        at_station=True,
    ),
    Stop(
        name=lazy("Sambung lagi."),
        do=lazy(
            "Ketik s dan Enter lagi: server hidup, dan stasiun mengirim sendiri dalam satu menit. Lihat "
            "rekaman itu naik tangga status."
        ),
        counts=lazy("rekaman sampai di server"),
        number="records",
        ways=(Way("bakri", "enrolment:records", lazy("Sebagai petugas belakang: Perekaman")),),
    ),
    Stop(
        name=lazy("Jari sama, NIK lain."),
        do=lazy(
            "Rekam orang berikutnya tanpa mengganti tubuh di depan alat: stasiun menolak. Ingin server yang "
            "menemukannya? Ctrl-C, make demo lagi, lalu rekam: stasiun lupa, server tidak. Yang meragukan "
            "masuk Ajudikasi, diputus dua orang."
        ),
        counts=lazy("rekaman diduga atau terbukti ganda"),
        number="doubles",
        ways=(
            Way("bakri", "enrolment:records", lazy("Sebagai petugas belakang: Perekaman")),
            Way("vera", "abis:cases", lazy("Sebagai verifikator: Ajudikasi")),
        ),
        at_station=True,
    ),
    Stop(
        name=lazy("Cetak dan serahkan."),
        do=lazy(
            "Pesan kartunya, setujui sebagai orang lain, cetak, dan serahkan setelah jari pemegangnya cocok."
        ),
        counts=lazy("keping siap pakai"),
        number="blanks",
        ways=(
            Way("bakri", "cards:queue", lazy("Sebagai petugas belakang: antrean cetak")),
            Way("vera", "cards:queue", lazy("Sebagai verifikator: antrean cetak")),
        ),
    ),
    Stop(
        name=lazy("Berkurang satu."),
        do=lazy("Kembali ke Capaian: orang itu tidak lagi dihitung belum direkam."),
        counts=lazy("orang belum direkam"),
        number="gap",
        ways=(Way("hj-euis", "coverage:start", lazy("Sebagai kepala dinas: Capaian")),),
    ),
)
