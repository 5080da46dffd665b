"""What the refusals of the counter say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "holder_not_matched": _(
        "Jari atau iris yang dibandingkan tidak cocok dengan perekaman. Kartu tidak diserahkan dan tetap di "
        "tempat. Bersihkan jari, coba jari lain, atau pastikan orangnya."
    ),
    "holder_unclear": _(
        "Perbandingan ini belum meyakinkan. Kartu belum diserahkan. Bandingkan jari lain atau iris."
    ),
    "image_record_invalid": _("Berkas ini bukan rekaman ISO jari atau iris yang dapat dibaca."),
    "image_too_large": _("Gambar di dalam rekaman ini terlalu besar."),
    "samples_missing": _("Belum ada jari atau iris untuk dibandingkan."),
    "samples_too_many": _("Paling banyak empat rekaman sekali banding."),
    "sample_wrong_kind": _("Yang dibandingkan harus jari atau iris; wajah saja tidak cukup."),
    "excuse_unknown": _("Pilih sebab dari daftar."),
    "witnesses_missing": _("Tulis nama dua saksi, masing-masing paling sedikit 3 huruf."),
    "witness_twice": _("Kedua saksi harus dua orang yang berbeda."),
    "witness_is_holder": _("Pemegang kartu tidak dapat menjadi saksi penyerahannya sendiri."),
    "photo_missing": _("Potret dahulu pemegangnya: wajah, kedua tangan di samping wajah."),
    "photo_too_large": _("Foto paling besar 10 MB. Kecilkan, lalu kirim lagi."),
    "photo_type_wrong": _("Foto harus JPEG atau PNG."),
    "family_not_allowed": _("Aturan kantor ini: kartu diambil sendiri oleh pemegangnya."),
    "errand_unknown": _("Pilih mengapa pemegangnya tidak dapat datang."),
    "collector_not_of_family": _("NIK ini bukan anggota KK pemegang kartu yang masih tercatat aktif."),
    "collector_too_young": _("Yang mengambil kartu harus sudah berumur 17 tahun."),
    "collector_not_recorded": _("Yang mengambil belum direkam, jadi tidak dapat dicocokkan."),
    "card_not_issued": _("Kartu ini belum diserahkan, jadi belum ada tanda terimanya."),
    "counter_without_device": _("Loket ini belum punya alat. Unggah rekaman ISO dari stasiun."),
}

STATUS: dict[str, int] = {
    "samples_missing": 400,
    "samples_too_many": 400,
    "sample_wrong_kind": 400,
    "excuse_unknown": 400,
    "errand_unknown": 400,
    "witnesses_missing": 400,
    "witness_twice": 400,
    "witness_is_holder": 400,
    "photo_missing": 400,
    "photo_too_large": 400,
    "photo_type_wrong": 400,
}
