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
    "counter_without_device": _("Loket ini belum punya alat. Unggah rekaman ISO dari stasiun."),
}

STATUS: dict[str, int] = {
    "samples_missing": 400,
    "samples_too_many": 400,
    "sample_wrong_kind": 400,
}
