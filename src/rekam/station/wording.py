"""What the station says for each code: what happened and what to do. Codes without an entry say the code."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.station.cards.words import SENTENCES as CARDS
from rekam.station.naming import part_name
from rekam.station.packet_words import OF_PACKETS
from rekam.station.updating.words import SENTENCES as UPDATES

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Told:
    """What happened, what to do, and what is safe; `against` says which body matched, if any did."""

    what: str
    advice: str
    safe: str
    code: str
    against: str = ""


_AGAIN = _("Coba sekali lagi.")
_CABLE = _("Periksa kabel dan layanan alat, lalu ambil lagi.")
_OFFICE = _("Laporkan ke kantor dengan kode ini.")

SENTENCES: dict[str, tuple[Words, Words]] = {
    **CARDS,
    **UPDATES,
    "login_refused": (_("Nama petugas atau kata sandi tidak cocok."), _("Ketik ulang keduanya.")),
    "too_many_attempts": (_("Terlalu banyak percobaan."), _("Tunggu setengah menit, lalu coba lagi.")),
    "passphrase_wrong": (_("Kata sandi tidak cocok."), _("Ketik ulang kata sandi petugas.")),
    "passphrase_too_short": (_("Kata sandi terlalu pendek."), _("Pakai paling sedikit 10 huruf.")),
    "server_not_set": (_("Alamat server belum diatur."), _OFFICE),
    "server_unreachable": (
        _("Server tidak terjangkau."),
        _("Perekaman tetap bisa; kiriman menunggu di laptop ini."),
    ),
    "server_not_encrypted": (_("Alamat server tidak memakai HTTPS."), _OFFICE),
    "server_answer_invalid": (_("Jawaban server tidak bisa dibaca."), _OFFICE),
    "station_not_provisioned": (_("Laptop ini belum didaftarkan di kantor."), _OFFICE),
    "invitation_malformed": (_("Teks kodenya tidak lengkap."), _("Pindai atau tempel keempat katanya.")),
    "pairing_code_wrong": (_("Kode ini tidak dikenal kantor."), _("Periksa hurufnya, atau minta kode baru.")),
    "pairing_code_used": (_("Kode ini dipakai laptop lain."), _("Katakan kepada kantor sekarang juga.")),
    "pairing_code_expired": (_("Kodenya sudah lewat waktu."), _("Minta kode baru di kantor.")),
    "server_key_differs": (_("Yang menjawab bukan server pada kode."), _("Jangan lanjutkan; laporkan.")),
    "station_unknown": (_("Server tidak mengenal laptop ini."), _OFFICE),
    "no_worklist_yet": (_("Belum ada daftar kunjungan."), _("Tarik daftar selagi ada jaringan.")),
    "worklist_expired": (
        _("Daftar kunjungan sudah kedaluwarsa dan tidak bisa dibaca."),
        _("Perekaman tanpa daftar tetap bisa; tarik daftar baru bila ada jaringan."),
    ),
    "visit_unknown": (_("Tidak ada kunjungan untuk petugas ini."), _("Tanyakan jadwal ke kantor.")),
    "notice_not_read": (_("Pemberitahuan hukum belum dibacakan."), _("Bacakan dulu, lalu lanjutkan.")),
    "nothing_to_capture": (_("Semua bagian ini sudah dikecualikan."), _("Lanjut ke langkah berikut.")),
    "device_not_found": (_("Alat tidak ditemukan."), _CABLE),
    "device_unreachable": (_("Alat terputus."), _("Cabut kabel USB, tunggu 5 detik, pasang lagi.")),
    "device_died": (_("Alat berhenti di tengah pengambilan."), _("Yang sudah diambil aman. Ambil lagi.")),
    "device_timeout": (_("Alat tidak menjawab tepat waktu."), _("Yang sudah diambil aman. Ambil lagi.")),
    "device_busy": (_("Alat sedang sibuk."), _("Tunggu sebentar, lalu ambil lagi.")),
    "device_not_ready": (_("Alat belum siap."), _("Tunggu lampu alat menyala, lalu ambil lagi.")),
    "device_nothing_detected": (
        _("Tidak ada yang terbaca di alat."),
        _("Letakkan dengan benar, lalu ambil lagi."),
    ),
    "device_not_registered": (_("Alat belum terdaftar."), _OFFICE),
    "device_wrong_orientation": (_("Arah letaknya salah."), _("Putar sesuai gambar, lalu ambil lagi.")),
    "device_count_unsupported": (
        _("Alat tidak bisa mengambil sebanyak itu sekaligus."),
        _("Ambil satu per satu."),
    ),
    "device_extraction_failed": (_("Alat tidak dapat mengolah gambarnya."), _AGAIN),
    "device_error": (_("Alat melaporkan kesalahannya sendiri."), _CABLE),
    "device_key_missing": (_("Alat tidak punya kunci untuk menandatangani."), _OFFICE),
    "device_no_management_server": (_("Alat tidak menemukan server pengelolanya."), _OFFICE),
    "device_wrong_kind": (_("Alat ini bukan untuk bagian tubuh itu."), _CABLE),
    "device_record_too_large": (_("Gambar dari alat terlalu besar."), _AGAIN),
    "device_answer_invalid": (_("Jawaban alat tidak bisa dibaca."), _AGAIN),
    "device_answer_too_large": (_("Jawaban alat terlalu besar."), _AGAIN),
    "device_answer_mismatch": (_("Jawaban alat tidak sesuai permintaan."), _AGAIN),
    "device_answer_stale": (
        _("Jam alat dan jam laptop berbeda lebih dari 5 menit."),
        _("Betulkan jam laptop, lalu ambil lagi."),
    ),
    "device_signature_wrong": (_("Tanda tangan digital alat tidak sah."), _OFFICE),
    "device_untrusted": (_("Alat ini bukan alat yang dipercaya kantor."), _OFFICE),
    "device_certificate_expired": (_("Sertifikat alat sudah lewat."), _OFFICE),
    "device_certificate_early": (
        _("Sertifikat alat baru berlaku kelak; jam laptop mungkin mundur."),
        _("Betulkan tanggal dan jam laptop, lalu cari alat lagi."),
    ),
    "device_never_seen": (_("Alat belum pernah terlihat."), _("Pasang kabelnya, lalu cari alat lagi.")),
    "device_firmware_old": (
        _("Firmware alat lebih lama dari yang diminta kantor."),
        _("Alat tetap bisa dipakai. Kabari kantor agar diperbarui."),
    ),
    "device_version_unknown": (_("Alat memakai versi SBI yang tidak dikenal."), _OFFICE),
    "device_wrong_purpose": (_("Alat ini disetel untuk pembuktian, bukan perekaman."), _OFFICE),
    "device_wrong_env": (_("Alat ini disetel untuk lingkungan lain, misalnya percobaan."), _OFFICE),
    "device_part_missing": (
        _("Tidak semua bagian terbaca."),
        _("Letakkan semuanya rata di kaca, lalu ambil lagi; yang memang tidak ada beri pengecualian."),
    ),
    "device_part_doubled": (
        _("Alat memberi nama yang sama untuk dua bagian."),
        _("Renggangkan jari sedikit, lalu ambil lagi."),
    ),
    "device_part_other": (
        _("Alat membaca bagian yang tidak diminta."),
        _("Periksa tangan atau mata mana yang diminta, lalu ambil lagi."),
    ),
    "device_chain_wrong": (_("Rantai hash alat tidak sambung."), _AGAIN),
    "device_tampered": (
        _("Alat melaporkan ada yang dibongkar."),
        _("Jangan pakai alat ini. Lapor ke kantor."),
    ),
    "image_record_invalid": (_("Gambar dari alat rusak."), _AGAIN),
    "image_too_large": (_("Gambar dari alat terlalu besar."), _AGAIN),
    "record_position_wrong": (_("Alat mengirim bagian yang salah."), _AGAIN),
    "weights_missing": (
        _("Pembaca jari belum dipasang di laptop ini, jadi jarinya tidak dapat dibandingkan."),
        _("Yang baru diambil tidak disimpan. Minta kantor memasangnya dengan `rekam abis weights`."),
    ),
    "weights_invalid": (
        _("Pembaca jari di laptop ini rusak, jadi jarinya tidak dapat dibandingkan."),
        _("Yang baru diambil tidak disimpan. Minta kantor memasangnya lagi dengan `rekam abis weights`."),
    ),
    "operators_own_body": (
        _("Ini biometrik petugas sendiri, bukan warga."),
        _("Pastikan warga yang ada di depan alat. Tidak ada yang disimpan."),
    ),
    "same_body_in_session": (
        _("Orang ini sudah direkam dalam sesi ini dengan nama lain."),
        _("Periksa kartu keluarga dan daftar; mungkin perlu pindah data, bukan rekam baru."),
    ),
    "finger_recorded_twice": (
        _("Jari ini sudah direkam di tempat lain; tangannya mungkin tertukar."),
        _("Periksa tangan mana di kaca. Bila yang tadi salah, hapus, lalu ambil keduanya lagi."),
    ),
    "second_officer_needed": (
        _("Petugas kedua harus orang lain."),
        _("Minta petugas lain dari kunjungan ini mengetik kata sandinya."),
    ),
    "phone_answer_wrong": (
        _("Bukan jawaban untuk pertanyaan ini."),
        _("Baca lagi kedelapan huruf, lalu minta kantor membacakan angkanya lagi."),
    ),
    "officer_body_malformed": (_("Biometrik petugas tidak dapat dibaca kantor."), _("Ambil semua lagi.")),
    "overrule_code_unknown": (_("Tidak ada penolakan yang bisa dibatalkan."), _("Ambil lagi.")),
    "photo_not_taken": (_("Foto belum diambil."), _("Ambil foto dulu.")),
    "photo_not_approved": (
        _("Warga belum menyetujui fotonya."),
        _("Perlihatkan fotonya, lalu tekan setuju atau ambil ulang."),
    ),
    "photo_reason_missing": (_("Alasan memakai foto ini belum dipilih."), _("Pilih satu, atau ambil ulang.")),
    "exception_code_unknown": (_("Kode pengecualian belum dipilih."), _("Pilih satu kode.")),
    "exception_not_justified": (_("Alasan belum ditulis."), _("Tulis alasan paling sedikit 5 huruf.")),
    "exception_without_sample": (
        _("Kode ini untuk bagian yang sudah diambil tetapi kurang baik."),
        _("Ambil dulu, atau pilih kode tidak ada."),
    ),
    "exception_contradicts_sample": (
        _("Bagian ini sudah diambil, tetapi ditulis tidak ada."),
        _("Batalkan pengecualian atau ambil ulang."),
    ),
    "quality_without_reason": (
        _("Ada gambar kurang baik tanpa alasan."),
        _("Ambil ulang, atau beri kode pengecualian."),
    ),
    "capture_incomplete": (_("Perekaman belum lengkap."), _("Lengkapi atau beri pengecualian.")),
    "correction_missing": (_("Belum ada yang dicentang keliru."), _("Centang dulu, lalu foto berkasnya.")),
    "papers_too_many": (_("Sudah tiga berkas."), _("Ambil ulang semua bila ada yang salah.")),
    "paper_too_large": (
        _("Foto berkas terlalu besar."),
        _("Foto lagi lebih kecil, di bawah 10 MB."),
    ),
    "paper_type_unknown": (_("Berkas bukan foto JPEG atau PNG."), _("Foto berkasnya dengan kamera.")),
    "paper_unreadable": (_("Foto berkas tidak bisa dibaca."), _("Foto sekali lagi.")),
    "contact_malformed": (_("Nomor telepon tidak lengkap."), _("Isi 8 sampai 15 angka, atau pilih tidak.")),
    "notice_unknown": (_("Bahasa itu tidak ada."), _("Pilih bahasa lain.")),
    "signature_empty": (_("Papan tanda tangan masih kosong."), _("Minta warga menggores sekali lagi.")),
    "signature_invalid": (_("Gambar tanda tangan tidak bisa dibaca."), _("Pakai berkas PNG kecil.")),
    "second_medium_missing": (_("Tidak ada stik atau media kedua."), _("Pasang stik, lalu coba lagi.")),
    "store_disk_full": (_("Cakram laptop penuh."), _("Kosongkan ruang; yang sudah tersimpan aman.")),
    "store_almost_full": (
        _("Ruang laptop tinggal sedikit; orang baru tidak bisa dimulai."),
        _("Kirim atau salin paket, lalu kosongkan ruang. Yang sedang direkam bisa diselesaikan."),
    ),
    "store_unreadable": (
        _("Cakram atau stik tidak bisa ditulis."),
        _("Periksa stik; bila laptop, lapor ke kantor."),
    ),
    "store_too_new": (_("Penyimpanan ini milik Rekam yang lebih baru."), _("Pasang lagi versi terbaru.")),
    "store_damaged": (_("Penyimpanan laptop rusak."), _OFFICE),
    "packet_already_queued": (_("Orang ini sudah ada di kotak keluar."), _("Tidak perlu direkam lagi.")),
    "already_recorded_here": (
        _("Orang ini sudah direkam di laptop ini."),
        _("Lihat kotak keluar; tidak perlu direkam lagi."),
    ),
    "draft_unknown": (_("Perekaman ini tidak ada di laptop."), _("Kembali ke daftar.")),
    "form_incomplete": (_("Isian belum lengkap."), _("Betulkan isian yang ditandai.")),
} | OF_PACKETS


# For each code with which the server can refuse a packet; the office reads the code.
_REFUSED_PACKET = _("Server menolak paket ini; isinya tetap ada di laptop.")

# The refusals for which the operator must know which part is meant.
NAMING_PARTS = frozenset(
    {
        "capture_incomplete",
        "quality_without_reason",
        "exception_contradicts_sample",
        "exception_without_sample",
        "device_part_missing",
        "device_part_doubled",
        "device_part_other",
    }
)


AGAINST = ("officer", "other", "known")


def told(broken: RuleBroken) -> Told:
    """The sentence for a broken rule, with the parts of the body it is about."""
    of_packet = broken.code.startswith(("packet_", "upload_"))
    other = _REFUSED_PACKET if of_packet else _("Permintaan ini ditolak.")
    what, advice = SENTENCES.get(broken.code, (other, _OFFICE))
    parts = str(broken.facts.get("positions") or broken.facts.get("position") or "")
    named = broken.code in NAMING_PARTS
    names = ", ".join(part_name(one) for one in parts.split(",") if one and named)
    if "got" in broken.facts:
        counted = gettext("Hanya %(got)d dari %(of)d yang terbaca; tidak terbaca: %(names)s.")
        what, names = counted % (broken.facts | {"names": names}), ""
    return Told(
        what=f"{what} ({names})" if names else str(what),
        advice=str(advice),
        safe=gettext("Semua yang sudah tersimpan di laptop ini."),
        code=broken.code,
        against=next((str(broken.facts[name]) for name in AGAINST if name in broken.facts), ""),
    )


def told_code(code: str) -> Told:
    """The sentence for a code alone, as a receipt or the outbox has it."""
    return told(RuleBroken(code))
