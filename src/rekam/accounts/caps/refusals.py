"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "daily_limit_reached": _(
        "Batas penduduk yang boleh Anda lihat hari ini tercapai. Kepala dinas atau administrator dapat "
        "menaikkannya untuk hari ini, dengan alasan."
    ),
    "reading_stopped": _(
        "Pencarian, halaman penduduk dan daftar nama sedang dihentikan untuk Anda, karena hari ini lain dari "
        "biasanya. Kepala dinas, wakilnya atau administrator dapat membukanya sekarang di halaman Batas. "
        "Perekaman, kartu, permohonan dan pekerjaan lain berjalan terus."
    ),
    "stop_is_yours": _("Penghentian ini tentang Anda sendiri; orang lain yang membukanya."),
    "stop_ended": _("Penghentian ini sudah dibuka."),
    "stop_finding_missing": _("Tulis apa yang Anda tanyakan dan apa jawabnya, paling sedikit 10 huruf."),
    "limit_is_yours": _("Batas Anda sendiri dinaikkan oleh orang lain."),
    "limit_extra_out_of_range": _("Tambahan untuk sehari 1 sampai 10.000 orang."),
    "limit_reason_missing": _("Tulis alasan menaikkan batas, paling sedikit 10 huruf."),
}

STATUS = {
    "daily_limit_reached": 429,
    "reading_stopped": 429,
    "stop_is_yours": 403,
    "stop_finding_missing": 400,
    "limit_is_yours": 403,
    "limit_extra_out_of_range": 400,
    "limit_reason_missing": 400,
}
