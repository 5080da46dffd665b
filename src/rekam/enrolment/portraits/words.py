"""What is not as it should be in a photograph, and why it is kept all the same, in the operator's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.enrolment.photo_rules import Finding, Reason

Words = str | Promise

FINDINGS: Mapping[Finding, Words] = {
    Finding.NO_FACE: _("Wajah tidak terlihat. Wajah menghadap lurus ke kamera, tanpa penutup."),
    Finding.FAR: _("Wajah terlalu kecil. Maju mendekati kamera."),
    Finding.NEAR: _("Wajah terlalu besar. Mundur sedikit."),
    Finding.ASIDE: _("Wajah tidak di tengah. Geser kursi atau kamera."),
    Finding.TILTED: _("Kepala miring. Tegakkan kepala."),
    Finding.TURNED: _("Wajah menoleh. Hadapkan lurus ke kamera."),
    Finding.NODDING: _("Kepala menunduk atau menengadah. Dagu sejajar lantai."),
    Finding.EYES_CLOSED: _("Mata tampak tertutup atau terhalang. Buka mata, lepas kacamata."),
    Finding.DARK: _("Foto terlalu gelap. Tambah cahaya dari depan."),
    Finding.BRIGHT: _("Foto terlalu terang. Kurangi cahaya."),
    Finding.UNEVEN: _("Separuh wajah gelap. Cahaya harus dari depan, bukan samping."),
    Finding.BLURRED: _("Foto kabur. Diam sebentar, bersihkan lensa."),
    Finding.BACKDROP_COLOUR: _("Warna latar tidak sesuai. Ganti kain latar."),
    Finding.BACKDROP_UNEVEN: _("Latar tidak polos. Ratakan kain, singkirkan benda di belakang."),
    Finding.UNCHECKED: _(
        "Foto tidak diperiksa: jaringan wajah tidak ada di komputer ini. Periksa dengan mata."
    ),
}
REASONS: Mapping[Reason, Words] = {
    Reason.BEST_OF_TRIES: _("Sudah diulang, ini yang terbaik"),
    Reason.BODY: _("Keadaan tubuh orangnya"),
    Reason.PLACE: _("Tempat atau alat tidak memungkinkan"),
    Reason.HEAD_COVER: _("Penutup kepala karena agama atau adat"),
}
