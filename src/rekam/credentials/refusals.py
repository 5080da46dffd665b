"""What the refusals of this room say to whoever reads a credential, and their HTTP status."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.credentials.presenting import refusals as presenting
from rekam.credentials.wallets import refusals as wallets

_FORGED = lazy("Kredensial ini bukan seperti yang diterbitkan. Jangan diterima; mintalah KTP-el fisiknya.")
_UNREADABLE = lazy("Kredensial ini tidak dapat dibaca. Mintalah pemiliknya menunjukkannya sekali lagi.")
_WEAK = lazy("Kredensial ini memakai cara tanda tangan yang tidak diterima. Jangan diterima.")
_HOLDER = lazy("Ini tidak dibuktikan oleh telepon pemiliknya. Mintalah ia menunjukkannya sendiri.")
_AGAIN = lazy("Ini jawaban untuk permintaan lain. Ulangi dari awal.")
_WALLET = lazy("Permintaan dari aplikasi ini tidak dimengerti. Perbarui aplikasinya, lalu mulai lagi.")
_CLOCK = lazy("Waktunya tidak cocok. Periksa jam kedua telepon, lalu mintalah ditunjukkan lagi.")

SENTENCES: dict[str, str | Promise] = {
    "algorithm_refused": _WEAK,
    "binding_audience_wrong": _AGAIN,
    "binding_elements_refused": _FORGED,
    "binding_missing": _HOLDER,
    "binding_nonce_wrong": _AGAIN,
    "binding_of_another": _FORGED,
    "binding_signature_wrong": _HOLDER,
    "binding_too_early": _CLOCK,
    "binding_too_old": _CLOCK,
    "claim_not_held": lazy("Kredensial ini tidak memuat data yang diminta."),
    "credential_expired": lazy(
        "Kredensial ini sudah habis masa berlakunya. Pemiliknya dapat memperbaruinya."
    ),
    "credential_for_others": lazy("Kredensial ini diterbitkan untuk pembaca lain."),
    "credential_malformed": _UNREADABLE,
    "credential_not_yet_valid": lazy("Kredensial ini belum berlaku."),
    "credential_too_large": _UNREADABLE,
    "credential_type_wrong": lazy("Ini bukan jenis kredensial yang diminta."),
    "critical_header_unknown": _WEAK,
    "decryption_failed": lazy("Kode ini tertutup bagi pembaca ini."),
    "digest_repeated": _FORGED,
    "credential_request_malformed": _WALLET,
    "credential_status_step": lazy("Keadaannya sudah berubah. Muat ulang halaman orang itu."),
    "digital_id_account_unlinked": lazy(
        "Akun ini belum dihubungkan dengan data Anda. Datanglah ke loket dengan KTP."
    ),
    "digital_id_child_grown": lazy("Anak ini sudah wajib KTP: KTP digital dipasang di ponselnya sendiri."),
    "digital_id_dead": lazy("Orang ini tercatat meninggal. Tidak ada dokumen digital."),
    "digital_id_double": lazy("NIK ini ganda. Selesaikan dahulu di kantor; sesudah itu dapat dipasang."),
    "digital_id_inactive": lazy("NIK ini nonaktif. Selesaikan dahulu di kantor; sesudah itu dapat dipasang."),
    "digital_id_moved": lazy("Orang ini pindah. Kantor tempat tinggalnya sekarang yang memasang."),
    "digital_id_no_permit": lazy("Izin tinggal tetapnya tidak berlaku. Perbarui dahulu."),
    "digital_id_no_phone": lazy("Tidak ada ponsel yang aktif untuk orang ini."),
    "digital_id_not_family": lazy("Hanya ayah atau ibu di KK yang sama yang menyimpan dokumen anaknya."),
    "digital_id_not_recorded": lazy(
        "Belum direkam untuk KTP-el, atau rekamannya belum siap cetak. Rekam dahulu; gratis."
    ),
    "digital_id_too_young": lazy("Belum 17 tahun dan belum kawin: belum memakai KTP."),
    "disclosure_malformed": _FORGED,
    "disclosure_name_taken": _FORGED,
    "disclosure_repeated": _FORGED,
    "disclosure_reserved": _FORGED,
    "disclosure_unreferenced": _FORGED,
    "document_type_differs": _FORGED,
    "element_altered": _FORGED,
    "element_repeated": _FORGED,
    "element_unreferenced": _FORGED,
    "hash_refused": _WEAK,
    "holder_key_missing": _HOLDER,
    "holder_key_refused": _HOLDER,
    "grant_unknown": _WALLET,
    "issuer_address_differs": lazy("Kunci sudah ada, untuk alamat {issuer}. Pindahkan dahulu foldernya."),
    "issuer_address_wrong": lazy("Alamat penerbit dimulai dengan https:// dan tanpa jalur di belakangnya."),
    "issuer_untrusted": lazy(
        "Penerbitnya tidak dikenal. Perbarui daftar penerbit; bila tetap begini, jangan diterima."
    ),
    "mdoc_not_given": lazy("Pemiliknya tidak memberikan dokumen."),
    "mdoc_version_unknown": _UNREADABLE,
    "notification_malformed": _WALLET,
    "notification_unknown": _WALLET,
    "qr_copied": lazy("Ini salinan dari telepon orang. Mintalah pemiliknya membuka kodenya sendiri."),
    "qr_encrypted": lazy("Kode ini tertutup bagi pembaca ini."),
    "qr_not_identity": lazy("Kode ini bukan identitas."),
    "qr_not_live": lazy("Ini kode cetak. Di sini diminta kode hidup dari telepon pemiliknya."),
    "qr_too_early": _CLOCK,
    "qr_too_long": _UNREADABLE,
    "qr_too_old": lazy("Kode ini sudah lewat 30 detik. Mintalah pemiliknya membuka kode yang baru."),
    "qr_version_unknown": lazy("Kode ini dari versi yang lebih baru. Perbarui pembacanya."),
    "remote_issuing_off": lazy(
        "Kode tidak diberikan dari jarak jauh: menurut {law} pengaktifan dilakukan di depan petugas."
    ),
    "phone_request_malformed": _WALLET,
    "service_request_wrong": lazy(
        "Permintaan sertifikat itu tidak dapat dibaca, atau kuncinya bukan P-256. "
        "Minta layanan membuatnya lagi."
    ),
    "signing_key_missing": lazy(
        "Kantor ini belum punya kunci penerbit, jadi belum ada yang diterbitkan. Administrator membuatnya "
        "sekali dengan perintah rekam credentials keys make."
    ),
    "signing_key_unreadable": lazy(
        "Kunci penerbit di perangkat keras sedang tidak terjangkau, jadi belum ada yang diterbitkan. "
        "Laporkan kepada administrator."
    ),
    "signature_wrong": _FORGED,
    "status_not_in_list": _FORGED,
    "status_of_another_list": lazy("Daftar status ini bukan yang diminta. Ambil ulang."),
    "token_over": lazy("Ponsel ini tidak lagi aktif. Mintalah kode baru."),
    "token_type_wrong": _FORGED,
    "transaction_unknown": _WALLET,
}
_OF_PAGES = {code for code in SENTENCES if code.startswith(("digital_id_", "remote_", "credential_status_"))}
STATUS: dict[str, int] = dict.fromkeys(SENTENCES.keys() - _OF_PAGES, 400) | dict.fromkeys(
    ("signing_key_missing", "signing_key_unreadable"), 503
)
SENTENCES |= presenting.SENTENCES
STATUS |= presenting.STATUS
SENTENCES |= wallets.SENTENCES
STATUS |= wallets.STATUS
