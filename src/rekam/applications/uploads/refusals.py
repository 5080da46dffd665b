"""What the refusals about scans say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "scan_empty": _("Berkas ini kosong. Pilih lagi berkasnya."),
    "scan_too_large": _("Berkas ini lebih dari {limit} MB. Foto ulang dengan mutu lebih rendah."),
    "scan_too_many": _("Paling banyak {limit} lembar untuk satu syarat. Hapus dahulu yang tidak perlu."),
    "scan_type_unknown": _("Hanya foto (JPEG, PNG) atau PDF yang diterima. Foto kertasnya dengan ponsel."),
    "scan_unreadable": _("Gambar ini rusak atau tidak terbaca. Foto ulang kertasnya, lalu kirim lagi."),
    "scan_unsafe": _(
        "PDF ini berisi program, berkas lain atau kunci, jadi tidak disimpan. Foto kertasnya dengan ponsel."
    ),
    "scan_too_long": _("PDF ini lebih dari {limit} halaman. Kirim hanya halaman yang diminta."),
    "scan_later": _("Banyak yang mengirim saat ini. Kirim lagi lembar yang sama satu menit lagi."),
    "scan_not_judged_now": _("Syarat hanya diperiksa selagi permohonannya menunggu pemeriksaan."),
    "scan_reason_missing": _("Tulis apa yang salah, agar pemohon tahu apa yang harus dikirim ulang."),
}
STATUS: dict[str, int] = {
    "scan_empty": 400,
    "scan_too_large": 413,
    "scan_type_unknown": 415,
    "scan_unreadable": 400,
    "scan_unsafe": 400,
    "scan_too_long": 400,
    "scan_later": 503,
}
