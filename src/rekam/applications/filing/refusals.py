"""What the refusals about filing say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "service_unknown": _("Layanan ini tidak ada. Pilih dari daftar layanan."),
    "application_number_wrong": _("Nomor permohonan terdiri dari 10 angka. Periksa ketikannya."),
    "application_unknown": _(
        "Tidak ada permohonan dengan nomor dan kode itu. Periksa keduanya; bila kodenya hilang, datanglah ke "
        "loket membawa KK."
    ),
    "application_tries_used_up": _("Terlalu banyak percobaan. Tunggu {minutes} menit, atau datang ke loket."),
    "application_not_possible": _(
        "Permohonan tidak dapat diteruskan dengan data ini. Periksa NIK, nomor KK dan tanggal lahir. "
        "Bila sudah benar, datanglah ke loket membawa KK; gratis."
    ),
    "application_person_unknown": _("Orang ini tidak ditemukan, atau nomor KK dan tanggal lahirnya berbeda."),
    "application_nik_double": _("Perekaman orang ini ganda. Pilih dahulu satu NIK di dinas."),
    "application_too_young": _("Orang ini belum 16 tahun; perekaman KTP-el dibuka pada usia 16."),
    "application_has_card": _(
        "Orang ini sudah pernah menerima KTP-el. Pilih layanan hilang, rusak atau ubah."
    ),
    "application_no_card": _("Orang ini belum pernah menerima KTP-el. Pilih layanan KTP-el pertama."),
    "application_not_a_child": _("KIA hanya untuk yang di bawah 17 tahun dan belum kawin."),
    "application_applicant_young": _("Pemohon harus sudah 17 tahun atau sudah kawin."),
    "application_token_used": _("Formulir ini sudah dipakai untuk layanan lain. Mulai lagi dari daftarnya."),
    "application_not_editable": _("Permohonan ini sudah dikirim; isinya tidak dapat diubah lagi."),
    "application_who_fixed": _("Pemohon tidak dapat diganti sesudah dikirim. Tarik, lalu ajukan yang baru."),
    "application_step_not_allowed": _(
        "Langkah ini tidak dapat dilakukan sekarang: permohonannya sudah sampai di langkah lain. Muat ulang "
        "halamannya."
    ),
    "application_consent_missing": _(
        "Centang bahwa orangnya hadir, menunjukkan kartunya, dan setuju Anda mengisikannya."
    ),
    "application_who_missing": _("Isi dahulu siapa pemohonnya."),
    "application_form_missing": _("Isi dahulu formulirnya."),
    "application_paper_missing": _("Masih ada syarat yang belum dikirim. Lihat daftar syaratnya."),
    "application_not_open": _("Buka dahulu permohonannya dengan nomor dan kodenya."),
}
STATUS: dict[str, int] = {
    "service_unknown": 404,
    "application_number_wrong": 400,
    "application_unknown": 404,
    "application_tries_used_up": 429,
    "application_not_open": 404,
}
