"""What the refusals of packs say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "pack_empty": _("Belum ada kartu yang dipilih."),
    "pack_too_large": _("Paling banyak 200 kartu sekali bawa. Siapkan bawaan kedua untuk sisanya."),
    "pack_of_two_safes": _("Kartu ini ada di dua tempat. Kumpulkan dahulu di satu brankas."),
    "card_of_a_guest": _("Kartu warga luar domisili diserahkan di loket, tidak dibawa keluar."),
    "pack_closed": _("Bawaan ini sudah dihitung kembali."),
    "pack_card_unknown": _("Kartu ini tidak ada dalam bawaan itu."),
    "pack_exceptions_wait": _(
        "Masih ada penyerahan tanpa pencocokan yang menunggu verifikator. Bawaan ditutup setelah diputus."
    ),
    "pack_not_counted": _("Masih ada kartu yang belum dihitung: kembali atau hilang."),
    "pack_malformed": _("Bawaan kartu ini tidak dapat dibaca. Tarik daftar sekali lagi."),
    "pack_unknown": _("Bawaan kartu ini tidak dikenal. Paket disimpan; laporkan."),
    "pack_other_station": _("Bawaan kartu ini ada pada laptop lain. Paket disimpan; laporkan."),
    "pack_other_officer": _("Bawaan kartu ini ada pada petugas lain. Paket disimpan; laporkan."),
    "pack_act_doubled": _("Nomor urut penyerahan ini sudah dipakai. Paket disimpan; laporkan."),
    "pack_chain_wrong": _("Penyerahan ini tidak bersambung dengan yang sebelumnya. Laporkan."),
    "card_given_twice": _("Kartu ini sudah tercatat diserahkan."),
    "card_withdrawn": _("Kartu ini sudah ditarik atau rusak sebelum penyerahannya sampai."),
    "card_came_back": _("Kartu ini tercatat kembali di brankas."),
    "card_was_missing": _("Kartu ini tercatat hilang dalam perjalanan."),
    "case_answered": _("Perkara ini sudah diputus."),
    "officer_unknown": _("Petugas ini tidak ada atau tidak dapat membawa kartu."),
}

STATUS: dict[str, int] = {"pack_empty": 400, "pack_too_large": 400, "officer_unknown": 400}
