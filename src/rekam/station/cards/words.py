"""What the pages of cards say: causes of an exception, and the sentence of each refusal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.counter.rules import Excuse

Words = str | Promise

EXCUSES: dict[Excuse, Words] = {
    Excuse.MISSING: _("tidak ada jari dan iris yang dapat dibandingkan"),
    Excuse.LEPROSY: _("bekas kusta"),
    Excuse.WORN: _("jari aus dan iris tidak terbaca"),
    Excuse.INJURED: _("tangan luka atau dibalut, iris tidak terbaca"),
    Excuse.UNCOOPERATIVE: _("tidak dapat diajak bekerja sama (ODGJ, sakit berat)"),
}

_OFFICE = _("Laporkan ke kantor dengan kode ini.")
_KEEP = _("Simpan kartunya kembali ke tas.")

SENTENCES: dict[str, tuple[Words, Words]] = {
    "holder_not_matched": (
        _("Jari ini tidak cocok dengan pemegang kartu."),
        _("Kartu tidak diserahkan. Bersihkan jari, coba jari lain, atau pastikan orangnya."),
    ),
    "holder_unclear": (
        _("Jari ini belum meyakinkan."),
        _("Ambil jari yang lain; keduanya ditimbang bersama."),
    ),
    "finger_unreadable": (_("Tidak ada yang dapat dibandingkan."), _("Ambil lagi, atau beri pengecualian.")),
    "handing_unknown": (_("Penyerahan ini tidak ada atau sudah selesai."), _("Cari kartunya lagi.")),
    "handing_not_proved": (
        _("Belum ada jari yang cocok atau pengecualian dengan foto."),
        _("Lengkapi dahulu."),
    ),
    "card_given_here": (_("Kartu ini sudah diserahkan dari laptop ini."), _("Buka tanda terimanya.")),
    "pack_counted_here": (_("Kartu ini sudah dihitung kembali; tidak ada lagi yang diserahkan."), _KEEP),
    "pack_not_here": (_("Tidak ada kartu yang dibawa."), _("Tarik daftar setelah kantor menyiapkan kartu.")),
    "pack_expired": (
        _("Waktu membawa kartu ini sudah lewat; daftarnya tidak bisa dibaca."),
        _("Kembalikan kartunya ke kantor. Penyerahan yang sudah dimulai tetap bisa diselesaikan."),
    ),
    "pack_malformed": (_("Daftar kartu tidak dapat dibaca."), _("Tarik daftar sekali lagi.")),
    "reason_missing": (_("Alasan belum ditulis."), _("Tulis paling sedikit 10 huruf.")),
    "excuse_unknown": (_("Sebabnya belum dipilih."), _("Pilih dari daftar.")),
    "witnesses_missing": (_("Nama dua saksi belum lengkap."), _("Tulis nama lengkap keduanya.")),
    "witness_twice": (_("Kedua saksi orang yang sama."), _("Minta orang kedua menyaksikan.")),
    "witness_is_holder": (_("Pemegang kartu tidak dapat menjadi saksi."), _("Minta orang lain menyaksikan.")),
    "pack_unknown": (_("Kantor tidak mengenal bawaan kartu ini."), _OFFICE),
    "pack_other_station": (_("Menurut kantor kartu ini dibawa laptop lain."), _OFFICE),
    "pack_other_officer": (_("Menurut kantor kartu ini dibawa petugas lain."), _OFFICE),
    "pack_card_unknown": (_("Menurut kantor kartu ini tidak ikut dibawa."), _OFFICE),
    "pack_act_doubled": (_("Nomor urut penyerahan ini sudah dipakai."), _OFFICE),
    "pack_chain_wrong": (_("Penyerahan ini tidak bersambung dengan yang sebelumnya."), _OFFICE),
}
