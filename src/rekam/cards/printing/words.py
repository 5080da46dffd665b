"""The words that pages show for printers, batches and their cards: sign, word, what to do next."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.printing.rules import BatchState, CardState, Condition, Fault, Kind, Limit, Step

KINDS: dict[Kind, Promise] = {
    Kind.BRIDGE: _("pencetak kartu yang membaca cip (lewat jembatan)"),
    Kind.FOLDER: _("lewat map: PDF dan isi cip ditaruh di satu map"),
    Kind.CUPS: _("lewat CUPS (perintah lp)"),
}

# Sign, state, and what to do about it.
CONDITIONS: dict[Condition, tuple[str, Promise, Promise]] = {
    Condition.READY: ("good", _("siap"), _("Tidak ada yang perlu dilakukan.")),
    Condition.JAM: (
        "bad",
        _("kartu macet"),
        _("Buka tutup, tarik kartu yang tersangkut searah jalannya, tutup lagi, lalu lanjutkan."),
    ),
    Condition.RIBBON_OUT: (
        "bad",
        _("pita habis"),
        _("Pasang pita baru, catat “Pita baru dipasang” di halaman pencetak, lalu lanjutkan."),
    ),
    Condition.FEEDER_EMPTY: (
        "wait",
        _("tempat keping kosong"),
        _("Isi keping kosong dari brankas tempat ini, lalu lanjutkan."),
    ),
    Condition.COVER_OPEN: ("wait", _("tutup terbuka"), _("Tutup rapat, lalu lanjutkan.")),
    Condition.UNPLUGGED: (
        "bad",
        _("pencetak tidak tersambung"),
        _("Periksa kabel dan listrik pencetak, tunggu sampai siap, lalu lanjutkan."),
    ),
    Condition.NO_ANSWER: (
        "bad",
        _("pencetak tidak menjawab"),
        _("Matikan lalu nyalakan pencetak, tunggu sampai siap, lalu lanjutkan."),
    ),
    Condition.CHIP_FAILED: (
        "bad",
        _("cip tidak dapat ditulis"),
        _("Keluarkan kepingnya dan catat; bila terulang, bersihkan pembaca cip."),
    ),
    Condition.OTHER_UID: (
        "bad",
        _("yang terbaca cip lain"),
        _("Keluarkan kartunya, pindai cipnya dengan pembaca meja, lalu jawab pertanyaannya."),
    ),
    Condition.BLANK_NOT_OURS: (
        "bad",
        _("keping bukan dari brankas ini"),
        _("Keluarkan keping itu, cari nomornya di halaman Blanko, isi yang benar, lalu lanjutkan."),
    ),
    Condition.SAFE_EMPTY: (
        "wait",
        _("brankas kosong"),
        _("Catat kiriman keping atau minta pindahan dari tempat lain, lalu lanjutkan."),
    ),
    Condition.INTERRUPTED: (
        "wait",
        _("terputus di tengah kartu"),
        _("Lihat kartu yang ada di pencetak, jawab pertanyaannya, lalu lanjutkan."),
    ),
    Condition.ASKED: ("wait", _("dijeda petugas"), _("Tekan Lanjutkan bila sudah boleh mencetak lagi.")),
}

SILENT = (
    "bad",
    _("komputer cetak tidak terdengar"),
    _("Nyalakan komputer di samping pencetak, sambungannya, dan program cetaknya."),
)

DIRTY = (
    "wait",
    _("siap, tetapi perlu dibersihkan"),
    _("Jalankan kartu pembersih, lalu catat “Sudah dibersihkan” di halaman pencetak."),
)

# A printer that takes files does not say what came out.
HANDED_OFF = (
    "wait",
    _("dikirim ke pencetak"),
    _("Tunggu kartunya keluar, lihat kedua sisinya, lalu jawab."),
)

BATCHES: dict[BatchState, tuple[str, Promise]] = {
    BatchState.RUNNING: ("good", _("berjalan")),
    BatchState.PAUSED: ("wait", _("dijeda")),
    BatchState.DONE: ("good", _("selesai")),
    BatchState.STOPPED: ("exception", _("dihentikan")),
}

CARDS: dict[CardState, tuple[str, Promise]] = {
    CardState.WAITING: ("none", _("menunggu giliran")),
    CardState.OPEN: ("wait", _("di pencetak")),
    CardState.LOOK: ("bad", _("harus dilihat")),
    CardState.PRINTED: ("good", _("tercetak")),
    CardState.SPOILED: ("bad", _("gagal, kembali ke depan antrean")),
    CardState.LEFT: ("exception", _("tidak dicetak")),
}

# What is being done, and what an officer knows when it was cut off there.
STEPS: dict[Step, Promise] = {
    Step.TAKEN: _("keping diambil"),
    Step.CHIP: _("menulis cip"),
    Step.PRINT: _("mencetak"),
    Step.VERIFY: _("memeriksa cip"),
    Step.EJECT: _("mengeluarkan kartu"),
}

# At least 10 letters each: they are the ledger's reasons.
FAULTS: dict[Fault, Promise] = {
    Fault.JAM: _("Kartu macet di pencetak"),
    Fault.RIBBON: _("Pita habis di tengah kartu"),
    Fault.SMEARED: _("Cetakan luntur, bergaris atau miring"),
    Fault.CHIP: _("Cip tidak dapat ditulis atau dibaca"),
    Fault.OTHER_UID: _("Kartu tercetak pada keping lain"),
    Fault.CUT_OFF: _("Terputus sebelum kartu selesai"),
    Fault.WRONG: _("Isi atau foto kartu salah"),
}


def ledger_reason(fault: Fault, *, note: str) -> str:
    """What the ledger keeps of a spoiled card, in its one language."""
    with translation.override("id"):
        return f"{FAULTS[fault]}. {note.strip()}".strip()[:200]


LIMITS: dict[Limit, Promise] = {
    Limit.ASKED: _("sebanyak yang diminta"),
    Limit.ORDERS: _("semua pesanan yang disetujui"),
    Limit.BLANKS: _("dibatasi keping di brankas"),
    Limit.RIBBON: _("dibatasi sisa pita"),
}
