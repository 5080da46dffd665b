"""What the refusals of this room say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.verification.api import refusals as api
from rekam.verification.comparing import refusals as comparing

SENTENCES: dict[str, str | Promise] = {
    **api.SENTENCES,
    **comparing.SENTENCES,
    "partner_not_active": _("Lembaga ini sedang tidak boleh bertanya. Hubungi kantor pemegang perjanjian."),
    "contract_ended": _("Perjanjian lembaga ini tidak berlaku hari ini."),
    "grant_ended": _("Hak akses lembaga ini tidak berlaku hari ini."),
    "quota_used_up": _("Jatah {most} pertanyaan bulan ini sudah habis."),
    "nik_asked_too_often": _("NIK ini sudah ditanyakan {most} kali hari ini. Tanyakan lagi besok."),
    "field_not_granted": _("Kolom {field} tidak ada dalam hak akses lembaga ini."),
    "field_not_by_text": _("Kolom {field} tidak dapat ditanyakan dengan teks."),
    "question_too_thin": _("Sertakan paling sedikit satu dari: {fields}."),
    "value_too_long": _("Isi sebuah kolom paling panjang {most} huruf."),
    "reference_malformed": _("Nomor perkara lembaga 1 sampai {most} huruf, dan bukan NIK atau nomor KK."),
    "consent_missing": _("Sebutkan nomor dan tanggal persetujuan penduduk yang ditanyakan."),
    "consent_malformed": _("Nomor persetujuan 1 sampai {most} huruf, dan tanggalnya tidak di masa depan."),
    "partner_step": _("Perjanjian ini sudah sampai di langkah lain. Muat ulang halamannya."),
    "partner_ended": _("Perjanjian ini sudah berakhir."),
    "contract_days": _("Akhir perjanjian tidak sebelum awalnya."),
    "fields_missing": _("Pilih paling sedikit satu kolom."),
    "fields_too_thin": _(
        "Pilih juga paling sedikit satu dari: {fields}. Tanpanya tidak ada yang dapat ditanyakan."
    ),
    "minister_missing": _("Kolom {fields} hanya dengan persetujuan Menteri. Tulis nomor dan tanggalnya."),
    "quota_range": _("Jatah sebulan 1 sampai {month}, jatah satu NIK sehari 1 sampai {nik}."),
    "grant_missing": _("Tulis siapa yang memberi hak akses dan nomor suratnya."),
    "grant_days": _("Akhir hak akses tidak sebelum awalnya."),
    "partner_reason_missing": _("Tulis alasannya, paling sedikit {least} huruf."),
    "key_private": _(
        "Ini kunci rahasia lembaga itu. Jangan disimpan; minta kunci umumnya, dan minta mereka menggantinya."
    ),
    "key_not_es256": _("Kunci umum harus JWK dengan kty EC, crv P-256 dan alg ES256."),
    "key_id": _("Kunci perlu kid, 1 sampai 100 huruf, yang belum dipakai lembaga ini."),
    "key_days": _("Kunci berlaku paling lama dua tahun, dan akhirnya tidak sebelum awalnya."),
    "key_revoked": _("Kunci ini sudah dicabut."),
    "thumbprint_malformed": _("Sidik sertifikat adalah SHA-256: 64 angka heksadesimal."),
    "semester_running": _("Semester ini belum selesai."),
    "report_confirmed": _("Laporan ini sudah dibenarkan."),
    "letter_missing": _("Tulis nomor surat lembaga yang membenarkan laporan."),
}
STATUS: dict[str, int] = {
    **api.STATUS,
    **comparing.STATUS,
    **dict.fromkeys(("partner_not_active", "contract_ended", "grant_ended", "field_not_granted"), 403),
    **dict.fromkeys(("quota_used_up", "nik_asked_too_often"), 429),
    **dict.fromkeys(
        (
            *("field_not_by_text", "question_too_thin", "value_too_long", "reference_malformed"),
            *("consent_missing", "consent_malformed"),
        ),
        400,
    ),
}
