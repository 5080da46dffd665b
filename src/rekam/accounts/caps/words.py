"""Why a reading was stopped, in a sentence for the head of the office."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.caps.models import ReadingStop
from rekam.accounts.caps.reading import Sign
from rekam.ui.templatetags.rekam import jumlah

REASONS: dict[Sign, str | Promise] = {
    Sign.ALONE: lazy(
        "Pada hari itu %(number)s penduduk dibuka tanpa pekerjaan yang tercatat tentang mereka; "
        "batasnya %(most)s."
    ),
    Sign.LINES: lazy(
        "Pada hari itu %(number)s penduduk tampil di hasil pencarian tanpa pekerjaan yang tercatat tentang "
        "mereka; batasnya %(most)s."
    ),
    Sign.SLOW: lazy(
        "Selama hari-hari kerja terakhir, %(number)s penduduk di atas kebiasaannya dilihat tanpa pekerjaan "
        "yang tercatat tentang mereka; batasnya %(most)s."
    ),
    Sign.NIGHT: lazy(
        "Antara pukul 20.00 dan 06.00, %(number)s penduduk dilihat tanpa pekerjaan yang tercatat tentang "
        "mereka; batasnya %(most)s."
    ),
    Sign.MISSED: lazy(
        "%(number)s pencarian pada hari itu tidak menemukan siapa pun, seperti bila NIK ditebak; "
        "batasnya %(most)s."
    ),
    Sign.LISTED: lazy(
        "%(number)s penduduk dilihat dalam daftar nama pada satu hari; batasnya %(most)s. "
        "Untuk daftar sebanyak itu ada panggilan dan ekspor, yang disetujui dua orang."
    ),
}


def reason_of(stop: ReadingStop) -> str:
    """The sentence of one stop."""
    return str(REASONS[Sign(stop.sign)]) % {"number": jumlah(stop.number), "most": jumlah(stop.most)}
