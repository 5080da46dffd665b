"""What refusals of this room say, and their HTTP status; merged in web.refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "case_decided": lazy("Kasus ini sudah diputus dua orang."),
    "verdict_given": lazy("Anda sudah memutus kasus ini; putusan kedua harus dari orang lain."),
    "recorded_by_judge": lazy("Anda merekam salah satu dari keduanya; orang lain yang memutus kasus ini."),
    "verdict_reason_short": lazy("Tulis alasan, 10 huruf atau lebih."),
    "subject_unknown": lazy("Biometrik rekaman ini belum ada di mesin pembanding."),
    "gallery_corrupt": lazy(
        "Galeri rusak atau dari versi lama. Jalankan `rekam abis rebuild` di server, pada ABIS yang berdiri"
        " sendiri `rekam abis alone rebuild`; tidak ada yang hilang."
    ),
    "shards_unreachable": lazy(
        "Sebagian galeri sedang tidak terjangkau, jadi pencarian tidak dijawab. Ulangi nanti;"
        " bila tetap begitu, periksa `rekam abis shards` di server."
    ),
    "shards_incomplete": lazy(
        "Bagian-bagian galeri tidak menjawab untuk seluruh galeri, jadi pencarian tidak dijawab."
        " Mulai ulang `rekam abis shards` di server."
    ),
    "shard_moved": lazy("Bagian galeri baru saja dibagi ulang. Ulangi pencarian ini."),
    "gallery_moved": lazy("Galeri baru saja disusun ulang. Ulangi pencarian ini."),
    "shards_setting": lazy("Pengaturan {name} harus bilangan bulat dari 1 sampai {most}."),
    "shards_not_closed": lazy(
        "Ray mendengarkan di luar komputer ini ({host}), jadi dihentikan."
        " Galeri tidak boleh terbuka ke jaringan."
    ),
    "cluster_missing": lazy(
        "Pencarian di beberapa mesin memerlukan kelompok pilihan `cluster`. Pasang dahulu, lalu ulangi."
    ),
    "compression_needs_wsq": lazy(
        "Gambar jari ini dimampatkan dengan WSQ. Pasang dahulu kelompok pilihan `wsq`, lalu ulangi."
    ),
    "minutiae_record_invalid": lazy("Berkas ini bukan rekaman minutiae ISO/IEC 19794-2 yang dapat dibaca."),
    "cbeff_invalid": lazy("Berkas ini bukan CBEFF XML yang dapat dibaca."),
    "cbeff_data_contradicts_type": lazy(
        "Isi rekaman biometrik bukan dari jenis yang tertulis. Periksa sistem pengirimnya."
    ),
    "mosip_queue_full": lazy("Antrean pesan MOSIP penuh. Kirim lagi nanti."),
    "mosip_address": lazy(
        "Alamat MOSIP harus diawali https://, atau http:// untuk komputer ini sendiri. Periksa pengaturannya."
    ),
    "mosip_queue": lazy(
        "Antrean MOSIP tidak dapat dibaca dari pengaturannya: alamat stomp+tls:// (stomp:// hanya untuk"
        " komputer ini sendiri), empat nama, text atau bytes, dan tanpa REKAM_MOSIP_ANSWERS."
    ),
    "mosip_queue_needs_stomp": lazy(
        "Antrean MOSIP memerlukan STOMP. Pasang dahulu kelompok pilihan `queue`, lalu ulangi."
    ),
    "mosip_partner_key": lazy(
        "Kunci mitra MOSIP harus RSA 2048 bit atau lebih dalam PEM, dengan sertifikatnya sendiri."
    ),
    "osia_key": lazy("Kunci penerbit token OSIA harus kunci publik P-256 atau RSA 2048 bit dalam PEM."),
    "osia_address": lazy(
        "Alamat balasan OSIA harus diawali https://, atau http:// untuk komputer ini sendiri."
        " Periksa pengaturannya."
    ),
    "mosip_file": lazy("Berkas {file} tidak dapat dibaca. Periksa pengaturannya."),
}

STATUS: dict[str, int] = {
    "subject_unknown": 404,
    "gallery_corrupt": 503,
    "shards_unreachable": 503,
    "shards_incomplete": 503,
    "shard_moved": 503,
    "gallery_moved": 503,
    "cluster_missing": 503,
    "mosip_queue_full": 503,
    "minutiae_record_invalid": 400,
    "cbeff_invalid": 400,
    "cbeff_data_contradicts_type": 400,
}
