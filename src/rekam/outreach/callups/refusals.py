"""The sentences of the call-ups' refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "call_code_unknown": lazy(
        "Kode ini tidak membuka daftar: salah ketik, atau sudah lewat 14 hari. Minta yang baru kepada dinas."
    ),
    "call_codes_used_up": lazy("Terlalu banyak kode dari jaringan Anda. Tunggu {minutes} menit."),
    "call_day_missing": lazy("Akan datang: isi tanggalnya."),
    "call_day_wrong": lazy("Tanggal ini sudah lewat, atau lebih dari tiga bulan lagi."),
    "call_place_missing": lazy("Sedang pergi: isi di mana."),
    "call_keys_wrong": lazy(
        "Ketik angka jawabannya, lalu tanggal empat angka dan tempat bila perlu: 1 0212, 2 3112 Jakarta, 8."
    ),
    "call_place_unknown": lazy("Pilih untuk siapa daftarnya, lalu RW, RT atau sekolahnya."),
    "call_list_empty": lazy("Di tempat ini tidak ada yang perlu dipanggil."),
    "call_round_weeks": lazy(
        "Putaran berlangsung 2 sampai {most} pekan, dan tidak dalam 60 hari dari pemungutan suara atau "
        "penonaktifan NIK."
    ),
    "call_round_past": lazy("Hari pertama putaran tidak boleh sudah lewat."),
    "call_round_runs": lazy("Putaran lain masih berjalan di wilayah ini. Tunggu sampai selesai."),
    "call_round_over": lazy("Putaran ini sudah diakhiri. Undi putaran baru."),
    "call_lists_at_work": lazy("Daftarnya sedang dibuat. Tunggu sebentar; halaman ini boleh ditinggalkan."),
    "call_deadline_past": lazy("Hari penonaktifan itu sudah lewat. Catat hari yang akan datang."),
    "call_deadline_source": lazy("Tulis surat yang mengumumkannya."),
    "call_deadline_known": lazy("Hari itu sudah dicatat."),
    "call_case_decided": lazy("Kasus ini sudah diputuskan petugas lain."),
    "call_case_reason": lazy("Tulis apa yang Anda periksa, paling sedikit sepuluh huruf."),
    "call_case_no_entry": lazy(
        "Belum ada peristiwa yang menunggu verifikator untuk orang ini. Catat dahulu di register."
    ),
}
STATUS: dict[str, int] = {
    "call_code_unknown": 404,
    "call_codes_used_up": 429,
    "call_day_missing": 400,
    "call_day_wrong": 400,
    "call_place_missing": 400,
    "call_keys_wrong": 400,
    "call_place_unknown": 400,
    "call_round_weeks": 400,
    "call_round_past": 400,
    "call_deadline_past": 400,
    "call_deadline_source": 400,
    "call_case_reason": 400,
}
