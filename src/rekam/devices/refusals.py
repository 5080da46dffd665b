"""What refusals of a capture device say at a counter of the office; merged in web.refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.devices.kits import refusals as kits
from rekam.devices.outages import refusals as outages
from rekam.devices.updates import refusals as updates

_OFFICE = lazy("Alat ini tidak dapat dipercaya. Jangan dipakai; laporkan kepada administrator.")
_AGAIN = lazy("Jawaban alat tidak dapat dipakai. Ambil sekali lagi.")

SENTENCES: dict[str, str | Promise] = (
    kits.SENTENCES
    | outages.SENTENCES
    | updates.SENTENCES
    | {
        "device_not_found": lazy("Alat tidak ditemukan. Periksa kabelnya, lalu ambil lagi."),
        "device_unreachable": lazy("Alat terputus. Cabut kabelnya, tunggu 5 detik, pasang lagi."),
        "device_died": lazy("Alat berhenti di tengah pengambilan. Ambil lagi."),
        "device_timeout": lazy("Alat tidak menjawab tepat waktu. Ambil lagi."),
        "device_busy": lazy("Alat sedang sibuk. Tunggu sebentar, lalu ambil lagi."),
        "device_not_ready": lazy("Alat belum siap. Tunggu lampunya menyala, lalu ambil lagi."),
        "device_nothing_detected": lazy("Tidak ada jari pada alat. Letakkan jarinya, lalu ambil lagi."),
        "device_extraction_failed": _AGAIN,
        "device_wrong_orientation": lazy("Arah letaknya salah. Putar, lalu ambil lagi."),
        "device_count_unsupported": _AGAIN,
        "device_wrong_kind": lazy("Alat ini bukan untuk bagian tubuh itu."),
        "device_error": _AGAIN,
        "device_answer_invalid": _AGAIN,
        "device_answer_mismatch": _AGAIN,
        "device_answer_stale": _AGAIN,
        "device_answer_too_large": _AGAIN,
        "device_record_too_large": _AGAIN,
        "device_chain_wrong": _AGAIN,
        "device_part_missing": _AGAIN,
        "device_part_doubled": _AGAIN,
        "device_part_other": _AGAIN,
        "device_certificate_expired": _OFFICE,
        "device_certificate_early": _OFFICE,
        "device_version_unknown": _OFFICE,
        "device_wrong_purpose": _OFFICE,
        "device_wrong_env": _OFFICE,
        "device_signature_wrong": _OFFICE,
        "device_untrusted": _OFFICE,
        "device_tampered": _OFFICE,
        "device_not_registered": _OFFICE,
        "device_key_missing": _OFFICE,
        "device_no_management_server": _OFFICE,
        "invitation_malformed": lazy("Teks kode pemasangan tidak lengkap. Pindai atau tempel semuanya."),
        "pairing_malformed": lazy("Permintaan pemasangan rusak. Mulai lagi dengan kode baru."),
        "pairing_code_wrong": lazy("Kode pemasangan ini tidak ada. Periksa hurufnya."),
        "pairing_code_used": lazy(
            "Kode ini sudah dipakai laptop lain. Buat kode baru, dan tolak laptop itu."
        ),
        "pairing_code_expired": lazy("Kode pemasangan sudah lewat waktunya. Buat kode baru."),
        "pairing_not_asked": lazy("Tidak ada laptop yang menunggu keputusan ini."),
        "server_key_differs": lazy("Yang menjawab bukan server pada kode. Jangan lanjutkan; laporkan."),
        "station_of_another_office": lazy("Laptop ini terdaftar di kantor lain, yang harus melepasnya dulu."),
    }
)

STATUS: dict[str, int] = (
    kits.STATUS
    | outages.STATUS
    | updates.STATUS
    | {
        "pairing_malformed": 400,
        "pairing_code_wrong": 404,
        "pairing_code_expired": 410,
    }
)
