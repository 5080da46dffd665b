"""Words of bookings, queues and outages, for pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.applications.bookings.rules import Line, Purpose, State
from rekam.applications.bookings.waiting import Stage

Text = str | Promise

PURPOSES: Mapping[Purpose, tuple[Text, Text]] = {
    Purpose.RECORDING: (lazy("Perekaman KTP-el"), lazy("Foto, sidik jari, iris. Bawa KK.")),
    Purpose.COLLECTION: (lazy("Mengambil KTP-el atau dokumen"), lazy("Bila sudah dikabari siap diambil.")),
    Purpose.ORIGINALS: (
        lazy("Membawa berkas asli"),
        lazy("Bila permohonan Anda disetujui dan berkas aslinya diminta."),
    ),
    Purpose.APPLY: (lazy("Mengajukan di loket"), lazy("Petugas mengisikan permohonan untuk Anda.")),
    Purpose.IKD: (lazy("Aktivasi IKD"), lazy("Identitas digital di ponsel Anda; bawa ponselnya.")),
}
LINES: Mapping[Line, Text] = {Line.RECORDING: lazy("Perekaman"), Line.DESK: lazy("Loket")}
STATES: Mapping[State, tuple[str, Text]] = {
    State.BOOKED: ("wait", lazy("dipesan")),
    State.ARRIVED: ("good", lazy("sudah datang")),
    State.MISSED: ("bad", lazy("tidak datang")),
    State.CANCELLED: ("none", lazy("dibatalkan")),
}
STAGES: Mapping[Stage, tuple[str, Text]] = {
    Stage.WAITING: ("wait", lazy("menunggu giliran")),
    Stage.CALLED: ("exception", lazy("sedang dipanggil")),
    Stage.SERVED: ("good", lazy("sudah dilayani")),
    Stage.MISSED: ("bad", lazy("dipanggil, tidak datang")),
}
DAYS: Mapping[str, Text] = {
    "closed": lazy("tutup"),
    "full": lazy("penuh"),
    "few": lazy("hampir penuh"),
    "free": lazy("ada tempat"),
}
NOW: Mapping[str, tuple[str, Text]] = {
    "open": ("good", lazy("buka")),
    "not_yet": ("wait", lazy("belum buka")),
    "closed": ("none", lazy("tutup")),
    "out": ("bad", lazy("tidak melayani")),
}
PACES: Mapping[str, Text] = {
    "queue": lazy("diukur dari antrean 30 hari terakhir"),
    "kits": lazy("diukur dari alat rekam"),
    "setting": lazy("perkiraan kantor, belum terukur"),
}
