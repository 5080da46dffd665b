"""What the refusals of printing in batches say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "printer_computer_unknown": _("Komputer ini belum dipasangkan. Pasangkan dahulu di halaman Laptop."),
    "printer_known": _("Sudah ada pencetak dengan nama ini di tempat ini. Pilih nama lain."),
    "printer_unknown": _("Pencetak ini tidak terdaftar untuk komputer ini."),
    "printer_run_over": _("Program cetak yang lebih baru sudah memegang pencetak ini. Yang lama berhenti."),
    "printer_still_heard": _("Komputer cetak masih terdengar. Tunggu sampai langkahnya selesai."),
    "print_question_malformed": _("Pertanyaan program cetak tidak terbaca. Perbarui Rekam di komputer itu."),
    "batch_empty": _("Tidak ada pesanan dalam kelompok ini. Muat ulang usulannya."),
    "batch_too_long": _("Satu kelompok paling banyak 200 kartu."),
    "batch_under_way": _("Pencetak ini masih mengerjakan satu kelompok. Selesaikan atau hentikan dahulu."),
    "batch_order_gone": _(
        "Paling sedikit satu pesanan sudah dicetak, ditolak, atau masuk kelompok lain. Muat ulang usulannya."
    ),
    "batch_step_not_allowed": _("Kelompok ini sudah melangkah lebih jauh. Muat ulang halamannya."),
    "card_must_be_looked_at": _("Ada kartu yang harus dilihat. Jawab dahulu pertanyaannya, lalu lanjutkan."),
    "card_step_out_of_order": _("Langkah kartu ini sudah lewat. Hentikan program cetak dan lihat kartunya."),
    "card_already_decided": _("Kartu ini sudah diputus. Muat ulang halamannya."),
    "card_not_printed_yet": _(
        "Kartu ini belum sampai dicetak, jadi tidak mungkin jadi. Catat sebagai gagal."
    ),
    "card_scan_missing": _("Pindai cip kartu yang keluar, supaya diketahui keping mana yang tercetak."),
    "card_other_uid": _(
        "Cip kartu ini bukan keping yang diambil untuk pesanan ini. Jawab “tidak”, dan catat keping yang "
        "keluar sebagai rusak di halamannya."
    ),
}

STATUS: dict[str, int] = {
    "printer_unknown": 404,
    "print_question_malformed": 400,
    "batch_empty": 400,
    "batch_too_long": 400,
    "card_scan_missing": 400,
}
