"""What the refusals of sites say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "npsn_malformed": lazy("NPSN terdiri dari delapan angka, atau huruf P dan tujuh angka."),
    "site_code_malformed": lazy("Kode tempat: 2 sampai 20 huruf besar, angka, titik atau garis."),
    "site_code_known": lazy(
        "Kode ini sudah dipakai tempat lain. Cari tempatnya di daftar, lalu ubah di sana."
    ),
    "site_code_unknown": lazy("Kode tempat ini tidak ada di daftar tempat."),
    "site_never_open": lazy("Pilih paling sedikit satu hari."),
    "site_hours": lazy("Jam tutup harus sesudah jam buka."),
    "site_stays": lazy("Kelurahan dan kantor tidak dapat diakhiri; tutuplah untuk beberapa hari saja."),
    "site_position_missing": lazy(
        "Letak {site} belum diketahui, dan tabel titik tengah tidak memuat provinsinya. Isi letaknya."
    ),
    "share_malformed": lazy("Bagian: 1 sampai 100 persen dari umur yang urut, di kelurahan yang dikenal."),
    "period_malformed": lazy("Tanggal akhir harus pada atau sesudah tanggal awal, paling lama dua tahun."),
    "closure_source_missing": lazy("Tulis dasarnya: nomor surat, atau nama kalender."),
    "closed_too_long": lazy("Semua tempat ditutup selama masa rencana ini. Periksa daftar penutupan."),
    "figures_source_missing": lazy("Tulis dasarnya: keputusan atau catatan rapat."),
    "figures_four_eyes": lazy("Yang mengusulkan tidak memutus usulannya sendiri. Mintalah petugas lain."),
    "figures_day_taken": lazy("Pada tanggal itu sudah ada angka yang berlaku. Usulkan tanggal lain."),
    "figure_out_of_range": lazy("Angka ini harus antara {least} dan {most}."),
    "person_counted_twice": lazy(
        "Seseorang terhitung di dua tempat; tidak ada yang disimpan. Laporkan kepada administrator."
    ),
    "no_teams": lazy("Belum ada tim. Tambahkan tim dahulu di halaman Tim."),
    "team_name_known": lazy("Nama tim ini sudah dipakai."),
    "team_hours": lazy("Jam kembali harus sesudah jam berangkat."),
    "table_empty": lazy("Berkas ini tidak berisi baris."),
    "table_too_large": lazy("Berkas ini terlalu besar. Kirim paling banyak 1 MB."),
    "table_too_long": lazy("Berkas ini terlalu panjang: paling banyak {limit} baris. Bagilah menjadi dua."),
    "table_encoding": lazy(
        "Baris {line} memuat huruf yang tidak dapat dibaca. Simpan sebagai XLSX atau CSV UTF-8, lalu ulangi."
    ),
    "table_unreadable": lazy("Berkas ini bukan CSV atau XLSX yang utuh. Simpan ulang, lalu kirim lagi."),
    "table_column_missing": lazy("Kolom ini tidak ada di baris pertama: {columns}."),
}

STATUS: dict[str, int] = {
    **dict.fromkeys(
        (
            *("npsn_malformed", "site_code_malformed", "site_never_open", "site_hours", "share_malformed"),
            *("period_malformed", "closure_source_missing", "figures_source_missing", "figure_out_of_range"),
            *("team_hours", "table_empty", "table_encoding", "table_unreadable", "table_column_missing"),
        ),
        400,
    ),
    **dict.fromkeys(("table_too_large", "table_too_long"), 413),
}
