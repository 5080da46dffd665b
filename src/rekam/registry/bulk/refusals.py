"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

# --- import (registry.bulk) ---
BULK: dict[str, str | Promise] = {
    "siak_owns_this": lazy(
        "Data ini milik SIAK. Ubah di SIAK; Rekam mengikutinya pada impor berikutnya. Tidak ada yang berubah."
    ),
    "print_ready_not_said_by_siak": lazy(
        "SIAK belum menyatakan rekaman ini siap cetak. Impor status terbaru dahulu; kartu tidak dicetak."
    ),
    "import_by_unknown": lazy("Tidak ada akun aktif dengan nama pengguna itu. Periksa --by."),
    "import_check_outdated": lazy(
        "Pemeriksaan ini dari versi Rekam yang lebih lama. Lihat pratinjau yang baru, lalu setujui lagi."
    ),
    "import_column_missing": lazy(
        "Kolom yang wajib tidak ada dalam berkas. Lihat daftar kolom, atau beri pemetaan."
    ),
    "import_column_twice": lazy("Satu kolom ada dua kali dalam berkas. Hapus salah satunya."),
    "import_file_binary": lazy("Berkas ini bukan teks CSV. Simpan sebagai CSV, lalu kirim lagi."),
    "import_file_empty": lazy("Berkas ini kosong."),
    "import_file_missing": lazy("Berkasnya tidak ada."),
    "import_file_packed_wrong": lazy("Berkas .gz ini rusak atau terpotong. Kirim ulang."),
    "import_file_too_large": lazy(
        "Isi berkas ini terlalu besar. Bagi menurut kecamatan, lalu kirim satu per satu."
    ),
    "import_file_unreadable": lazy("Berkas ini tidak terbaca sebagai baris-baris CSV."),
    "import_from_shell": lazy(
        "Pratinjau ini dibuat di server. Masukkan dengan perintah rekam import di sana, atau kirim daftarnya "
        "di halaman ini agar orang lain yang menyetujui."
    ),
    "import_not_yours": lazy("Hanya pengirimnya, atau yang berwenang menyetujui, dapat menolak impor ini."),
    "import_no_header": lazy("Baris pertama harus berisi nama kolom, seperti NIK dan NAMA_LGKP."),
    "import_interrupted": lazy("Pemeriksaan terputus. Tidak ada yang berubah; jalankan lagi."),
    "import_outside_office": lazy("Impor hanya untuk seluruh wilayah kantor ini."),
    "import_register_moved": lazy(
        "Register berubah sejak pratinjau. Lihat pratinjau yang baru, lalu setujui lagi."
    ),
    "import_line_not_taken": lazy("Baris ini tidak ada dalam berkas, kosong, atau tidak dimasukkan."),
    "import_running": lazy("Impor lain sedang berjalan. Tunggu sampai selesai."),
    "import_staging_gone": lazy("Data sementaranya sudah tidak ada. Jalankan pemeriksaan lagi."),
    "import_undecided": lazy(
        "Tidak ada yang memutuskan selama sebulan. Daftar ini ditutup dan berkasnya dihapus; kirim yang baru."
    ),
    "import_step_not_allowed": lazy("Langkah ini tidak berlaku lagi untuk impor ini. Muat ulang halamannya."),
    "mapping_malformed": lazy("Berkas pemetaan tidak terbaca. Lihat contohnya dalam dokumentasi."),
}

# Why a line of a list is rejected; stands in the rejects file, no request is refused with it.
REJECTED: dict[str, str | Promise] = {
    "bytes_unreadable": lazy("Baris berisi huruf yang tidak terbaca."),
    "columns_differ": lazy("Jumlah kolom berbeda dari baris pertama."),
    "nik_malformed": lazy("NIK terdiri dari 16 angka."),
    "kk_malformed": lazy("Nomor KK terdiri dari 16 angka."),
    "name_missing": lazy("Nama kosong."),
    "sex_unknown": lazy("Jenis kelamin tidak dikenal."),
    "birth_date_impossible": lazy("Tanggal lahir tidak mungkin."),
    "birth_date_in_future": lazy("Tanggal lahir sesudah tanggal data."),
    "area_code_malformed": lazy(
        "Kode wilayah tidak lengkap: provinsi, kabupaten/kota, kecamatan, kelurahan."
    ),
    "outside_office": lazy("Wilayahnya di luar kantor ini."),
    "text_too_long": lazy("Ada isian yang terlalu panjang."),
    "ektp_status_unknown": lazy("Status KTP-el tidak dikenal."),
    "date_impossible": lazy("Tanggal tidak mungkin."),
    "date_in_future": lazy("Tanggal sesudah tanggal data."),
    "nik_twice": lazy("NIK ini sudah ada pada baris lebih awal."),
    "nik_unknown": lazy("NIK ini tidak ada dalam register kantor ini."),
    "later_event": lazy("Ditahan: sesudah tanggal daftar ini sudah tercatat peristiwa yang akan ditimpanya."),
}

SENTENCES: dict[str, str | Promise] = {**BULK}
STATUS: dict[str, int] = {
    **dict.fromkeys((code for code in BULK if code.startswith("import_file_")), 400),
    "import_no_header": 400,
    "import_column_missing": 400,
    "mapping_malformed": 400,
    "import_file_too_large": 413,
    "import_column_twice": 400,
    "import_outside_office": 403,
}
