"""The words that pages show for states of orders: sign, word, colour."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.orders.models import Reprint
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import JobState, Priority
from rekam.enrolment.photo_rules import Backdrop
from rekam.enrolment.portraits.rules import Ground, Likeness

JOB_STATUS: dict[JobState, tuple[str, Promise]] = {
    JobState.REQUESTED: ("wait", _("menunggu persetujuan")),
    JobState.APPROVED: ("good", _("disetujui, siap dicetak")),
    JobState.PRINTING: ("wait", _("di pencetak")),
    JobState.PRINTED: ("good", _("tercetak, siap diambil")),
    JobState.ISSUED: ("good", _("sudah diserahkan")),
    JobState.REFUSED: ("bad", _("ditolak")),
}


PRIORITIES: dict[Priority, Promise] = {
    Priority.FIRST_TIME: _("pemula"),
    Priority.DISASTER: _("korban bencana"),
    Priority.SUKET: _("pemegang suket"),
    Priority.WAITING: _("menunggu kartu pertama"),
    Priority.LOST: _("hilang"),
    Priority.DAMAGED: _("rusak"),
    Priority.CHANGED: _("perubahan data"),
}


CAUSES: dict[Cause, Promise] = {
    Cause.LOST: _("hilang"),
    Cause.DAMAGED: _("rusak"),
    Cause.ELEMENT: _("perubahan data"),
    Cause.MOVE: _("pindah ke sini"),
    Cause.RENEWAL: _("izin tinggal tetap diperpanjang"),
    Cause.PHOTO: _("foto baru"),
}

# What the officer does with the old card, one sentence a cause.
NEXT_STEP: dict[Cause, Promise] = {
    Cause.LOST: _("Kartu lama langsung tidak berlaku. Bila ditemukan, kartu itu dibawa ke sini."),
    Cause.DAMAGED: _("Tarik kartu yang rusak sebelum kartu baru diserahkan; ia masuk daftar pemusnahan."),
    Cause.ELEMENT: _(
        "Data diubah dahulu lewat entri register; NIK, tempat dan tanggal lahir serta golongan darah tetap. "
        "Tarik kartu lama sebelum kartu baru diserahkan."
    ),
    Cause.MOVE: _(
        "Dinas asal tidak menarik kartunya. Tarik di sini sebelum kartu baru diserahkan; jangan rekam ulang."
    ),
    Cause.RENEWAL: _(
        "Perpanjangan paling lambat 30 hari sebelum izin berakhir. Tarik kartu lama "
        "sebelum yang baru diserahkan."
    ),
    Cause.PHOTO: _(
        "Foto baru berlaku bila pesanan ini disetujui. Tarik kartu lama sebelum yang baru diserahkan."
    ),
}


# Which backdrop the photograph should have; shown to whoever approves.
BACKDROPS: dict[Backdrop, Promise] = {
    Backdrop.RED: _("Latar foto seharusnya merah: tahun lahir ganjil."),
    Backdrop.BLUE: _("Latar foto seharusnya biru: tahun lahir genap."),
    Backdrop.ORANGE: _("Latar foto seharusnya jingga: orang asing."),
}


GROUNDS: dict[Ground, Promise] = {
    Ground.HEAD_COVER: _("kini memakai penutup kepala, atau tidak lagi"),
    Ground.BODY: _("wajah berubah tetap: cedera, sakit, operasi"),
    Ground.CARD: _("kartunya rusak"),
}

# What the comparison with the photograph before says: sign, word.
LIKENESS: dict[Likeness, tuple[str, Promise]] = {
    Likeness.LIKE: ("good", _("wajahnya sama")),
    Likeness.OPEN: ("wait", _("wajahnya belum pasti sama; bandingkan dengan mata")),
    Likeness.UNLIKE: ("bad", _("wajahnya lain; pastikan orangnya sebelum meneruskan")),
    Likeness.UNKNOWN: ("none", _("wajahnya tidak dapat dibandingkan; bandingkan dengan mata")),
}


def old_card_step(reprint: Reprint | None) -> Promise | str:
    """What the officer does with the card that is replaced; empty where none is."""
    return NEXT_STEP[Cause(reprint.cause)] if reprint else ""


# What stands on the pages of an order whose holder this office may no longer see.
HOLDER_HIDDEN = _(
    "Data pemegang kartu ini tidak terbuka lagi bagi kantor Anda: ia pindah, atau layanan luar domisilinya "
    "lebih dari 30 hari."
)
