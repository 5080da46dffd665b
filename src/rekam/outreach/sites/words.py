"""The words that pages show for sites."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason, State
from rekam.outreach.sites.rules import Group, Kind, Signal
from rekam.outreach.sites.travel.rules import Mode

KINDS: Mapping[Kind, Promise] = {
    Kind.VILLAGE: lazy("Kelurahan atau desa"),
    Kind.SCHOOL: lazy("Sekolah"),
    Kind.PESANTREN: lazy("Pesantren"),
    Kind.HOSPITAL: lazy("Rumah sakit"),
    Kind.RUTAN: lazy("Rutan"),
    Kind.LAPAS: lazy("Lapas"),
    Kind.MARKET: lazy("Pasar"),
    Kind.FACTORY: lazy("Pabrik atau kantor"),
    Kind.HOMES: lazy("Kunjungan rumah"),
    Kind.ISLAND: lazy("Pulau"),
    Kind.BORDER: lazy("Perbatasan"),
    Kind.COUNTER: lazy("MPP, GPP atau mal"),
    Kind.OFFICE: lazy("Pangkalan tim"),
}
SIGNALS: Mapping[Signal, Promise] = {
    Signal.GOOD: lazy("baik"),
    Signal.WEAK: lazy("lemah"),
    Signal.NONE: lazy("tidak ada"),
    Signal.UNKNOWN: lazy("belum diketahui"),
}
GROUPS: Mapping[Group, Promise] = {
    Group.FIRST_TIME: lazy("Umur 16 dan 17"),
    Group.ELDERLY: lazy("Lansia (60 ke atas)"),
    Group.DISABLED: lazy("Penyandang disabilitas"),
    Group.OTHER: lazy("Lainnya"),
}
WHYS: Mapping[Why, Promise] = {
    Why.HOLIDAYS: lazy("Libur sekolah"),
    Why.EXAMS: lazy("Ujian"),
    Why.RAMADAN: lazy("Ramadan"),
    Why.FLOOD: lazy("Banjir"),
    Why.EPIDEMIC: lazy("Wabah"),
    Why.NATIONAL: lazy("Libur nasional atau cuti bersama"),
    Why.OTHER: lazy("Sebab lain"),
}
REASONS: Mapping[Reason, Promise] = {
    Reason.ELDERLY: lazy("Lansia"),
    Reason.ILL: lazy("Sakit"),
    Reason.MENTAL: lazy("ODGJ"),
    Reason.DISABLED: lazy("Disabilitas"),
    Reason.OTHER: lazy("Lainnya"),
}
ASKERS: Mapping[Asker, Promise] = {
    Asker.VILLAGE: lazy("Kelurahan atau desa"),
    Asker.FAMILY: lazy("Keluarga"),
    Asker.CLINIC: lazy("Puskesmas"),
    Asker.OFFICE: lazy("Dinas"),
}
HALF_DAYS: Mapping[HalfDay, Promise] = {
    HalfDay.ANY: lazy("kapan saja"),
    HalfDay.MORNING: lazy("pagi, sebelum pukul 12.00"),
    HalfDay.AFTERNOON: lazy("siang, sesudah pukul 12.00"),
}
STATES: Mapping[State, tuple[str, Promise]] = {
    State.WAITING: ("wait", lazy("menunggu")),
    State.PLANNED: ("current", lazy("direncanakan")),
    State.DONE: ("good", lazy("selesai")),
    State.ENDED: ("none", lazy("tidak jadi")),
}
MODES: Mapping[Mode, Promise] = {
    Mode.ROAD: lazy("jalan"),
    Mode.BOAT: lazy("kapal"),
    Mode.FOOT: lazy("kaki"),
}
WEEKDAYS: Mapping[int, Promise] = {
    0: lazy("Senin"),
    1: lazy("Selasa"),
    2: lazy("Rabu"),
    3: lazy("Kamis"),
    4: lazy("Jumat"),
    5: lazy("Sabtu"),
    6: lazy("Minggu"),
}
