"""What the refusals of this room say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "serial_malformed": _("Nomor seri cip terdiri dari 8, 14 atau 20 angka heksadesimal (0–9, A–F)."),
    "serial_twice": _("Nomor seri ini tertulis dua kali dalam daftar."),
    "lot_empty": _("Daftar nomor seri masih kosong. Tempelkan daftar atau pilih berkas CSV."),
    "lot_too_long": _("Daftar paling banyak 10.000 baris dan 1 MB. Bagilah menurut surat jalan."),
    "lot_not_text": _("Berkas ini bukan teks CSV (UTF-8). Simpan ulang dari lembar kerja sebagai CSV."),
    "delivery_known": _("Surat jalan ini sudah dicatat di tempat ini. Tidak ada yang ditambahkan."),
    "blank_already_received": _(
        "Paling sedikit satu nomor seri dalam daftar sudah tercatat. Tidak ada keping yang ditambahkan."
    ),
    "blank_unknown": _("Keping dengan nomor seri ini tidak ada di buku tempat Anda."),
    "blank_used": _("Keping ini sudah pernah dipakai. Ambil keping lain dan laporkan keping ini."),
    "blank_step_not_allowed": _(
        "Keadaan keping tidak mengizinkan langkah ini. Buka riwayat keping untuk melihat di mana ia sekarang."
    ),
    "site_not_yours": _("Tempat ini di luar wilayah Anda."),
    "site_is_the_same": _("Keping ini sudah berada di tempat tujuan."),
    "reason_missing": _("Tulis alasan, paling sedikit 10 huruf; alasan masuk ke berita acara."),
    "minutes_missing": _("Pemusnahan perlu nomor berita acara."),
    "record_without_resident": _("Perekaman ini belum terhubung dengan penduduk dalam register."),
    "record_not_print_ready": _(
        "Perekaman ini belum siap cetak. Ketunggalannya belum dipastikan atau kartunya sudah diserahkan."
    ),
    "holder_not_active": _("Pemegang tercatat meninggal, pindah atau nonaktif, jadi tidak dicetak."),
    "holder_permit_ended": _("Izin tinggal tetap orang asing ini sudah berakhir."),
    "holder_too_young": _("Belum 17 tahun dan belum pernah kawin. Kartu dicetak pada hari ulang tahunnya."),
    "print_already_ordered": _("Kartu untuk perekaman ini sudah dipesan."),
    "print_reason_unknown": _("Pilih alasan pencetakan dari daftar."),
    "outside_element_changed": _(
        "Cetak ulang di luar domisili hanya bila semua data masih sama. Bila ada yang berubah, ke dinas asal."
    ),
    "recording_not_here": _("Perekaman orang ini tidak ada di sini. Kartunya dicetak ulang oleh dinas asal."),
    "print_step_not_allowed": _("Pesanan ini sudah melangkah lebih jauh. Muat ulang halamannya."),
    "card_text_too_long": _("Isi kartu terlalu panjang untuk bidangnya. Periksa unsur data di register."),
    "card_letter_unknown": _("Ada huruf yang tidak ada pada huruf kartu. Periksa ejaan di register."),
    "portrait_missing": _("Perekaman ini tidak menyimpan foto, jadi kartunya belum dapat dicetak."),
    "portrait_unreadable": _("Foto dalam brankas tidak dapat dibaca. Laporkan kepada administrator."),
    "holder_not_matched": _(
        "Jari atau iris yang dibandingkan tidak cocok dengan perekaman. Kartu tidak diserahkan dan tetap di "
        "tempat. Bersihkan jari, coba jari lain, atau pastikan orangnya."
    ),
    "card_elsewhere": _(
        "Kartu ini masih tercatat di tempat lain. Minta tempat itu mengirimnya, lalu serahkan di sini."
    ),
    "holder_unclear": _(
        "Perbandingan ini belum meyakinkan. Kartu belum diserahkan. Bandingkan jari lain atau iris."
    ),
    "image_record_invalid": _("Berkas ini bukan rekaman ISO jari atau iris yang dapat dibaca."),
    "image_too_large": _("Gambar di dalam rekaman ini terlalu besar."),
    "samples_missing": _("Belum ada jari atau iris untuk dibandingkan."),
    "samples_too_many": _("Paling banyak empat rekaman sekali banding."),
    "sample_wrong_kind": _("Yang dibandingkan harus jari atau iris; wajah saja tidak cukup."),
    "counter_without_device": _("Loket ini belum punya alat. Unggah rekaman ISO dari stasiun."),
}

STATUS = {
    "site_not_yours": 404,
    "blank_unknown": 404,
    "serial_malformed": 400,
    "lot_empty": 400,
    "lot_too_long": 400,
    "lot_not_text": 400,
    "samples_missing": 400,
    "samples_too_many": 400,
    "sample_wrong_kind": 400,
    "reason_missing": 400,
    "print_reason_unknown": 400,
    "outside_element_changed": 400,
}
