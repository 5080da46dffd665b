"""What the refusals about complaints say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "complaint_unknown": _(
        "Tidak ada pengaduan dengan nomor dan kode itu. Periksa keduanya; bila kodenya hilang, adukan lagi."
    ),
    "complaint_words_short": _("Tulis sedikit lebih banyak: {letters} huruf atau lebih."),
    "complaint_form_used": _("Formulir ini sudah dipakai untuk pengaduan lain. Mulai dengan yang baru."),
    "complaint_paper_unknown": _("Tidak ada formulir kertas dengan nomor ini. Periksa ketikannya."),
    "complaint_forms_number": _("Cetak 1 sampai {most} formulir sekaligus."),
    "complaint_not_open": _("Buka dahulu pengaduannya dengan nomor dan kodenya."),
    "complaint_step_not_allowed": _(
        "Langkah ini tidak dapat dilakukan sekarang: pengaduannya sudah sampai di langkah lain. Muat ulang "
        "halamannya."
    ),
    "complaint_owned": _("Pengaduan ini sudah ada penangannya. Kepala yang dapat memindahkannya."),
    "complaint_not_yours": _(
        "Bukan Anda penangan pengaduan ini. Mintalah kepala memindahkannya kepada Anda."
    ),
    "complaint_owner_barred": _(
        "Orang ini tidak dapat menangani pengaduan ini: ia yang diadukan, ikut mengurus berkasnya, atau "
        "bekerja di wilayah lain. Pilih orang lain."
    ),
    "complaint_accused_unnamed": _(
        "Tetapkan dahulu petugas mana yang diadukan; sebelum itu hanya kepala atau provinsi yang menangani."
    ),
    "complaint_accused_unknown": _("Pilih petugas kantor ini dari daftarnya."),
    "complaint_nothing_found": _("Tidak ada permohonan atau NIK dengan angka itu di wilayah Anda."),
    "complaint_mended_unfounded": _("Yang tidak terbukti tidak diperbaiki. Pilih salah satu dari keduanya."),
    "complaint_nothing_mended": _(
        "Perbaikannya belum ada. Kaitkan dahulu NIK atau permohonannya, mulai perbaikannya di tempatnya, "
        "lalu jawab."
    ),
    "complaint_reopened_already": _(
        "Pengaduan ini sudah ditinjau sekali lagi. Masih tidak puas? Adukan ke Ombudsman; gratis."
    ),
    "complaint_reopening_late": _("Sudah lebih dari {days} hari sejak dijawab. Buat pengaduan baru."),
}
STATUS: dict[str, int] = {
    "complaint_unknown": 404,
    "complaint_words_short": 400,
    "complaint_forms_number": 400,
    "complaint_paper_unknown": 404,
    "complaint_not_open": 404,
    "complaint_nothing_found": 404,
}
