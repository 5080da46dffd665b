"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "export_area_too_large": _("Untuk tujuan ini wilayahnya paling luas satu kelurahan atau desa."),
    "export_field_not_allowed": _("Ada kolom yang tidak boleh keluar untuk tujuan ini."),
    "export_fields_missing": _("Pilih paling sedikit satu kolom."),
    "export_addressee_missing": _("Tulis penerima dan nomor surat permintaannya."),
    "export_already_asked": _("Permintaan yang sama sudah menunggu petugas lain; tidak perlu diajukan lagi."),
    "export_empty": _("Tidak ada orang yang cocok dengan tujuan ini di wilayah itu."),
    "export_too_large": _("Terlalu banyak orang untuk satu berkas. Mintalah wilayah yang lebih kecil."),
    "export_decided": _("Permintaan ini sudah diputus. Muat ulang halamannya."),
    "export_expired": _("Waktunya sudah lewat. Mintalah ekspor yang baru."),
    "export_not_approved": _("Ekspor ini belum disetujui petugas lain."),
    "export_fetched": _("Berkas ini sudah diambil dua kali. Mintalah ekspor yang baru."),
    "export_form_unknown": _("Pilih bentuk berkas dari daftar."),
}
STATUS: dict[str, int] = {
    "export_area_too_large": 400,
    "export_field_not_allowed": 400,
    "export_fields_missing": 400,
    "export_addressee_missing": 400,
    "export_form_unknown": 400,
    "export_not_approved": 403,
    "export_expired": 410,
    "export_fetched": 410,
}
