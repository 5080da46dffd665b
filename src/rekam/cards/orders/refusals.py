"""What the refusals of print orders say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "reason_missing": _("Tulis alasan, paling sedikit 10 huruf; alasan masuk ke berita acara."),
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
    "reprint_papers_missing": _("Pesanan ini belum berberkas. Lengkapi berkasnya, lalu setujui."),
    "reprint_paper_missing": _("Ada berkas yang diwajibkan untuk sebab ini dan belum lengkap."),
    "reprint_has_papers": _("Berkas pesanan ini sudah disimpan."),
    "reprint_cause_unfit": _("Sebab ini tidak cocok dengan alasan pesanannya."),
    "reprint_not_foreign": _("Hanya kartu orang asing yang diperpanjang; kartu WNI berlaku seumur hidup."),
    "reprint_entry_unfit": _("Tidak ada entri register yang disetujui untuk sebab ini sejak kartu terakhir."),
    "reprint_nothing_changed": _("Entri ini tidak mengubah apa pun yang tertulis di kartu."),
    "reprint_static_element": _(
        "NIK, tempat dan tanggal lahir serta golongan darah tidak berubah. Yang salah tulis dibetulkan lewat "
        "entri pembetulan."
    ),
    "reprint_not_lost": _("Pesanan ini bukan karena kartu hilang."),
    "police_letter_later": _("Tanggal surat kehilangan tidak dapat sesudah hari ini."),
    "old_card_found": _("Kartu lama sudah ditemukan. Tolak pesanan ini; kartu lama berlaku lagi."),
    "card_goes_with_mover": _(
        "Pemegangnya pindah: kartunya ikut dan ditarik oleh dinas tujuan, tidak di sini."
    ),
    "country_missing": _("Tulis kewarganegaraan seperti di paspornya."),
    "print_step_not_allowed": _("Pesanan ini sudah melangkah lebih jauh. Muat ulang halamannya."),
    "card_text_too_long": _("Isi kartu terlalu panjang untuk bidangnya. Periksa unsur data di register."),
    "card_letter_unknown": _("Ada huruf yang tidak ada pada huruf kartu. Periksa ejaan di register."),
    "portrait_missing": _("Perekaman ini tidak menyimpan foto, jadi kartunya belum dapat dicetak."),
    "portrait_unreadable": _("Foto dalam brankas tidak dapat dibaca. Laporkan kepada administrator."),
    "card_elsewhere": _(
        "Kartu ini masih tercatat di tempat lain. Minta tempat itu mengirimnya, lalu serahkan di sini."
    ),
}

STATUS: dict[str, int] = {
    "reason_missing": 400,
    "print_reason_unknown": 400,
    "outside_element_changed": 400,
    "reprint_paper_missing": 400,
    "country_missing": 400,
    "police_letter_later": 400,
}
