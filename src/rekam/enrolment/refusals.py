"""What refusals of this room say, and their HTTP status; merged in web.refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "slip_number_wrong": lazy(
        "Nomor tanda terima terdiri dari 8 angka; yang ditulis tidak cocok. Baca ulang."
    ),
    "packet_conflict": lazy("Nomor paket ini sudah dipakai untuk isi lain. Paket tetap di laptop; laporkan."),
    "packet_too_large": lazy("Paket terlalu besar. Paket tetap di laptop."),
    "packet_id_wrong": lazy("Nomor di dalam paket berbeda dari nomor unggahan. Paket disimpan; laporkan."),
    "packet_practice": lazy("Paket latihan: tidak diterima sebagai perekaman. Rekam orangnya tanpa latihan."),
    "packet_station_unknown": lazy("Stasiun ini belum terdaftar. Hubungi dinas."),
    "packet_station_off": lazy("Stasiun ini dinonaktifkan. Paket disimpan; hubungi dinas."),
    "packet_station_signature_wrong": lazy("Tanda tangan stasiun tidak cocok. Paket disimpan; laporkan."),
    "packet_device_signature_wrong": lazy("Tanda tangan alat rekam tidak cocok. Paket disimpan; laporkan."),
    "packet_device_unproved": lazy("Ada gambar tanpa tanda tangan alat tepercaya. Paket disimpan; laporkan."),
    "packet_officer_key_revoked": lazy("Kunci petugas sudah dicabut sebelum perekaman ini. Paket disimpan."),
    "packet_kind_unknown": lazy("Jenis paket ini belum dikenal server. Paket disimpan; perbarui servernya."),
    "packet_malformed": lazy("Susunan paket rusak. Paket disimpan; laporkan."),
    "upload_metadata_wrong": lazy("Keterangan unggahan tidak lengkap atau salah."),
    "upload_header_wrong": lazy("Kepala permintaan tidak lengkap atau salah."),
    "upload_unknown": lazy("Unggahan ini tidak dikenal; mulai lagi dari awal."),
    "upload_offset_wrong": lazy("Letak lanjutan berbeda dari yang ada di server; tanyakan lagi."),
    "upload_media_wrong": lazy("Jenis isi permintaan salah."),
    "upload_hash_wrong": lazy("Isi yang sampai berbeda dari yang dikirim; kirim ulang dari awal."),
    "uploads_pending": lazy(
        "Terlalu banyak unggahan belum selesai di server. Paket tetap di laptop; coba lagi nanti."
    ),
    "packets_waiting": lazy(
        "Terlalu banyak paket dari pengirim ini menunggu di server. Paket tetap di laptop."
    ),
    "door_busy": lazy("Server sedang menerima paket lain. Paket tetap di laptop; coba lagi sebentar."),
    "upload_busy": lazy("Paket ini sedang diterima lewat sambungan lain; coba lagi sebentar."),
    "tus_version_wrong": lazy("Server ini memakai tus versi 1.0.0."),
    "storage_full": lazy("Ruang simpan server hampir penuh. Paket tetap di laptop; coba lagi nanti."),
    "vault_medium_away": lazy("Media simpan server tidak terjangkau. Paket tetap di laptop."),
    "keys_missing": lazy("Kunci server belum dibuat. Jalankan `rekam keys make`."),
    "move_not_allowed": lazy("Langkah ini tidak mungkin dari status sekarang."),
    "validation_still_open": lazy("Masih bertentangan dengan register. Alasannya ada pada rekaman ini."),
    "record_state_unexpected": lazy("Status rekaman sudah berubah. Muat ulang halaman."),
    "record_set_aside": lazy("Rekaman ini sudah disisihkan; yang berlaku rekaman yang lain."),
    "remedy_not_offered": lazy("Langkah itu tidak membantu pada status ini. Muat ulang halaman."),
    "sent_too_often": lazy(
        "Sudah dikirim berkali-kali dengan hasil yang sama. Sisihkan rekaman ini dan rekam ulang orangnya."
    ),
    "owner_unknown": lazy(
        "NIK pemiliknya tidak ada di register kita. Kosongkan bila orangnya di daerah lain."
    ),
    "submission_open": lazy("Masih ada pengajuan yang menunggu orang kedua."),
    "submission_decided": lazy("Pengajuan ini sudah diputus."),
    "submission_why_missing": lazy("Tulis apa yang sudah diperiksa, 10 sampai 200 huruf."),
    "submission_reason_missing": lazy("Pilih mengapa rekaman ini disisihkan."),
    "other_still_counts": lazy(
        "NIK yang lain masih aktif dan rekamannya berlaku. Catat dulu NIK ganda di register, "
        "atau sisihkan rekaman yang lain."
    ),
    "standing_unknown": lazy(
        "Nomor tanda terima dan NIK itu tidak cocok bersama-sama dengan satu rekaman. Baca ulang keduanya."
    ),
    "card_before_its_day": lazy("Belum berumur 17 tahun; kartu dapat dicetak mulai hari ulang tahunnya."),
    "correction_open": lazy(
        "Warga menyebut ada yang keliru di kartunya. Kartu menunggu verifikator memutus koreksi itu."
    ),
    "correction_decided": lazy("Koreksi ini sudah diputus."),
    "walk_in_fits_nobody": lazy(
        "NIK, nama dan tanggal lahir itu tidak cocok bersama-sama dengan satu penduduk pun di luar wilayah."
    ),
    "consent_not_given": lazy("Tidak ada persetujuan yang masih berlaku untuk ini."),
    "contact_malformed": lazy("Nomor telepon terdiri dari 8 sampai 15 angka."),
    "officer_body_malformed": lazy("Biometrik petugas dari laptop tidak dapat dibaca. Ambil sekali lagi."),
    "officer_body_decided": lazy("Biometrik petugas ini sudah dikonfirmasi."),
    "officer_body_over": lazy("Sudah terlambat atau terlalu sering keliru. Petugas merekam sekali lagi."),
    "phone_question_wrong": lazy("Bukan pertanyaan laptop. Minta petugas membacakan lagi."),
    "exception_not_justified": lazy("Tulis alasannya, paling sedikit 5 huruf."),
    "portrait_ground_unknown": lazy("Pilih mengapa fotonya diganti."),
    "portrait_change_open": lazy("Foto baru orang ini sudah menunggu keputusan verifikator."),
    "portrait_step_not_allowed": lazy("Foto baru ini sudah diputus atau diganti. Potret lagi bila perlu."),
    "photo_reason_missing": lazy("Foto ini ada kekurangannya. Potret lagi, atau pilih mengapa dipakai juga."),
    "portrait_missing": lazy("Rekaman ini tidak mempunyai foto."),
    "exception_photo_missing": lazy("Rekaman ini tidak mempunyai foto pengecualian."),
    "stuck_after_invalid": lazy("Batas di REKAM_STUCK_AFTER tidak dikenal atau di luar rentangnya: {part}."),
}

# At the packets' door only; pages have a sentence of their own for this code.
AWAY = lazy("Basis data tidak menjawab. Paket tetap di laptop; coba lagi satu menit lagi.")

STATUS: dict[str, int] = {
    "database_away": 503,
    "packet_too_large": 413,
    "upload_metadata_wrong": 400,
    "upload_header_wrong": 400,
    "upload_unknown": 404,
    "upload_media_wrong": 415,
    "upload_hash_wrong": 460,
    "upload_busy": 423,
    "uploads_pending": 429,
    "packets_waiting": 429,
    "door_busy": 429,
    "tus_version_wrong": 412,
    "storage_full": 507,
    "vault_medium_away": 503,
    "keys_missing": 503,
    "portrait_missing": 404,
    "standing_unknown": 404,
    "owner_unknown": 400,
    "submission_why_missing": 400,
    "submission_reason_missing": 400,
    "contact_malformed": 400,
    "portrait_ground_unknown": 400,
    "photo_reason_missing": 400,
}


def sentence(code: str) -> str:
    """What to tell about a code of this room; the code itself where there is no sentence."""
    return str(AWAY if code == "database_away" else SENTENCES.get(code, code))
