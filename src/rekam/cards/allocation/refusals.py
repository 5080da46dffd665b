"""What the refusals of allocation say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "order_incomplete": _("Setiap kelompok mendapat satu urutan, mulai dari 1 tanpa nomor yang dilompati."),
    "order_climb_range": _("Satu urutan bernilai 1 sampai 365 hari menunggu."),
    "order_in_the_past": _("Urutan berlaku paling cepat hari ini; yang sudah dibagikan tidak dinilai ulang."),
    "order_without_source": _("Tulis dasar urutan ini: nomor surat atau keputusan."),
    "order_decided": _("Usulan urutan ini sudah diputus. Buat usulan baru bila perlu."),
    "order_same_day": _("Sudah ada urutan yang berlaku mulai hari itu. Pilih hari lain."),
    "share_too_many": _("Yang dibagi lebih banyak daripada isi brankas Dinas. Kurangi, lalu simpan lagi."),
    "share_empty": _("Belum ada keping yang dibagi."),
    "too_few_weeks": _("Riwayat pesanan kurang dari empat minggu, jadi hari habisnya belum dapat ditaksir."),
    "request_months_range": _("Permintaan untuk 1 sampai 12 bulan."),
    "request_not_needed": _("Persediaan dan jatah yang sedang datang sudah cukup; tidak ada yang diminta."),
    "request_letter_known": _("Nomor surat ini sudah dipakai. Tulis nomor yang lain."),
    "request_step_not_allowed": _("Permintaan ini sudah melangkah lebih jauh. Muat ulang halamannya."),
    "request_day_wrong": _("Tanggalnya di antara langkah sebelumnya dan hari ini."),
    "delivery_not_known": _(
        "Belum ada kiriman dengan nomor ini di buku blanko Dinas. Catat dulu kirimannya."
    ),
    "loan_between_offices": _("Pinjaman dibuat di antara dua kabupaten/kota yang berlainan."),
    "loan_step_not_allowed": _(
        "Langkah ini belum atau tidak lagi terbuka bagi kantor Anda. Muat ulang halamannya."
    ),
    "loan_too_many": _("Jumlahnya melebihi yang masih dapat dikirim untuk pinjaman ini."),
    "loan_unused_only": _("Yang dipinjamkan atau dikembalikan hanya blanko yang belum dipakai."),
    "loan_moved_on": _("Kantor lain baru saja mencatat langkah. Muat ulang halamannya."),
}

STATUS: dict[str, int] = {
    "order_incomplete": 400,
    "order_climb_range": 400,
    "order_in_the_past": 400,
    "order_without_source": 400,
    "share_empty": 400,
    "request_months_range": 400,
    "request_day_wrong": 400,
    "delivery_not_known": 400,
    "loan_between_offices": 400,
    "loan_too_many": 400,
    "loan_unused_only": 400,
}
