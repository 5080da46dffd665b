"""Kits in the words of the office: parts, states with their sign, acts, days of the calendar."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.devices.kits.availability import DayState
from rekam.devices.kits.rules import Act, PartKind, State

Words = str | Promise

PARTS: Mapping[PartKind, Words] = {
    PartKind.LAPTOP: _("Laptop kit"),
    PartKind.CAMERA: _("Kamera"),
    PartKind.FINGER: _("Pemindai jari"),
    PartKind.IRIS: _("Pemindai iris"),
    PartKind.SIGNATURE: _("Papan tanda tangan"),
    PartKind.PRINTER: _("Pencetak kartu"),
}
STATES: Mapping[State, tuple[str, Words]] = {
    State.READY: ("good", _("siap")),
    State.FAULTY: ("bad", _("rusak, menunggu")),
    State.LOCAL: ("wait", _("diperbaiki setempat")),
    State.JAKARTA: ("wait", _("di Jakarta")),
    State.BACK: ("wait", _("kembali, belum diuji")),
    State.WRITTEN_OFF: ("none", _("dihapus dari daftar")),
}
ABSENT = ("none", _("tidak ada"))
BORROWED = ("good", _("siap, pinjaman"))
AWAY = ("exception", _("dipinjam keluar"))
# What the board is headed by, and what to do about the parts under it.
BOARD: Mapping[State, tuple[Words, Words]] = {
    State.FAULTY: (_("Rusak, belum diperbaiki"), _("Perbaiki setempat atau kirim ke Jakarta hari ini.")),
    State.LOCAL: (_("Diperbaiki setempat"), _("Tanyakan tukangnya bila lebih lama dari biasanya.")),
    State.JAKARTA: (_("Dikirim ke Jakarta"), _("Telepon Jakarta bila lebih lama dari biasanya.")),
    State.BACK: (_("Kembali, belum diuji"), _("Uji di kitnya, lalu catat siap.")),
}
NO_PART = _("Tagih bagian yang dipinjam, atau pasang bagian dari rak atau kit lain.")
ACTS: dict[Act, Words] = {
    Act.REGISTERED: _("didaftarkan"),
    Act.PUT: _("dipindahkan"),
    Act.BORROWED: _("dipinjamkan"),
    Act.RETURNED: _("dikembalikan"),
    Act.REPORTED: _("dilaporkan rusak"),
    Act.REPORTED_AGAIN: _("dilaporkan rusak lagi"),
    Act.SOUND: _("ternyata tidak rusak"),
    Act.LOCAL: _("mulai diperbaiki setempat"),
    Act.SENT: _("dikirim ke Jakarta"),
    Act.BACK: _("kembali dari Jakarta"),
    Act.MENDED: _("selesai diperbaiki, siap"),
    Act.WRITTEN_OFF: _("dihapus dari daftar"),
}
# What a form says of a step that no later one takes back.
FINAL: dict[Act, Words] = {Act.WRITTEN_OFF: _("dihapus dari daftar, untuk selamanya")}
DAYS: Mapping[DayState, tuple[str, Words]] = {
    DayState.READY: ("good", _("siap")),
    DayState.RESERVED: ("wait", _("dipesan")),
    DayState.BORROWED: ("exception", _("dipinjam")),
    DayState.REPAIR: ("bad", _("mati")),
    DayState.MISSING: ("bad", _("kurang")),
}
# How a kit that cannot record stands, because of a part; {part} is its name within a sentence.
DEAD: Mapping[DayState, Words] = {
    DayState.BORROWED: _("mati: %(part)s dipinjam"),
    DayState.REPAIR: _("mati: %(part)s rusak"),
    DayState.MISSING: _("mati: tidak ada %(part)s"),
}
# Scanners as a laptop sees them: kinds of SBI, and the codes of the station that are no trouble.
SEEN_KINDS: Mapping[str, Words] = {
    "Finger": PARTS[PartKind.FINGER],
    "Iris": PARTS[PartKind.IRIS],
    "Face": PARTS[PartKind.CAMERA],
    "": _("Alat tak dikenal"),
}
SEEN: Mapping[str, tuple[str, Words]] = {
    "device_ready": ("good", _("siap")),
    "device_firmware_old": ("wait", _("siap, firmware lama")),
    "device_never_seen": ("none", _("belum terlihat")),
    "device_busy": ("wait", _("sibuk")),
}
SEEN_BAD = ("bad", _("bermasalah"))
