"""Complaints in plain words, for who complains and for who answers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.complaints.queries import Pile
from rekam.applications.complaints.rules import Accused, Category, Channel, Level, Mended, Outcome
from rekam.applications.complaints.steps import State, Step

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"

CATEGORIES: Mapping[Category, Text] = {
    Category.ILLEGAL_FEE: lazy("Diminta uang atau hadiah"),
    Category.WRONG_DATA: lazy("Data saya salah"),
    Category.DUPLICATE: lazy("Dikatakan data ganda, padahal tidak"),
    Category.REFUSED: lazy("Ditolak, tidak dilayani, atau diperlakukan tidak baik"),
    Category.LATE: lazy("Terlambat, tidak ada kabar"),
}
ACCUSED: dict[Accused, Text] = {
    Accused.NOBODY: lazy("tidak ada orang tertentu"),
    Accused.CASE: lazy("petugas yang mengurus permohonan saya (isi nomornya di bawah)"),
    Accused.COUNTER: lazy("seorang petugas"),
    Accused.HEAD: lazy("kepala kantor"),
}
ACCUSED_SHORT: Mapping[Accused, Text] = ACCUSED | {Accused.CASE: lazy("petugas yang mengurus permohonannya")}
FACTS: Mapping[str, Text] = {
    "accused": lazy("Yang diadukan"),
    "described": lazy("Ciri dan tempatnya"),
    "place": lazy("Wilayah"),
    "happened_on": lazy("Terjadi"),
}
CHANNELS: Mapping[Channel, Text] = {
    Channel.ONLINE: lazy("lewat internet"),
    Channel.COUNTER: lazy("diucapkan di loket"),
    Channel.PAPER: lazy("di kertas"),
}
LEVELS: Mapping[Level, Text] = {
    Level.OFFICER: lazy("seorang petugas yang tidak ikut mengurusnya"),
    Level.HEAD: lazy("kepala kantor"),
    Level.PROVINCE: lazy("provinsi"),
}
# The sign, and the word.
OUTCOMES: Mapping[Outcome, tuple[str, Text]] = {
    Outcome.UPHELD: ("good", lazy("pengaduan benar")),
    Outcome.PARTLY: ("good", lazy("benar sebagian")),
    Outcome.NOT: ("none", lazy("tidak terbukti")),
    Outcome.ELSEWHERE: ("exception", lazy("bukan wewenang kantor ini")),
}
MENDED: Mapping[Mended, Text] = {
    Mended.NOTHING: lazy("tidak ada data yang diperbaiki"),
    Mended.APPLICATION: lazy("permohonannya dilanjutkan"),
    Mended.ENTRY: lazy("perbaikan data sudah dientri; orang kedua memutusnya"),
    Mended.RELOOK: lazy("putusan data ganda ditinjau lagi oleh orang lain"),
}
# The sign, and the word.
STATES: Mapping[State, tuple[str, Text]] = {
    State.OPEN: ("wait", lazy("sedang ditangani")),
    State.ASKED: ("exception", lazy("menunggu jawaban pengadu")),
    State.ANSWERED: ("good", lazy("sudah dijawab")),
}
# What the complainant does next, in one sentence.
TODO: Mapping[State, Text] = {
    State.OPEN: lazy("Anda tidak perlu berbuat apa-apa; lihat lagi di sini. Ingat sesuatu? Tambahkan."),
    State.ASKED: lazy("Jawab pertanyaan di bawah. Batas waktu kami tetap berjalan."),
    State.ANSWERED: lazy("Baca jawabannya. Tidak puas? Anda boleh meminta ditinjau sekali lagi."),
}
STEPS: dict[Step, Text] = {
    Step.FILED: lazy("Pengaduan diterima"),
    Step.GIVEN: lazy("Penangan diganti"),
    Step.NAMED: lazy("Petugas yang diadukan ditetapkan"),
    Step.LINKED: lazy("Berkasnya ditemukan"),
    Step.ASKED: lazy("Kami bertanya"),
    Step.REPLIED: lazy("Anda menambahkan"),
    Step.ANSWERED: lazy("Dijawab"),
    Step.REOPENED: lazy("Diminta ditinjau lagi"),
    Step.WARNED: lazy("Hampir lewat batas"),
    Step.RAISED: lazy("Naik karena lewat batas"),
}
# The same for officers, where the words speak to the complainant.
STEPS_INSIDE: Mapping[Step, Text] = STEPS | {
    Step.ASKED: lazy("Ditanyakan kepada pengadu"),
    Step.REPLIED: lazy("Pengadu menambahkan keterangan"),
}
# Who acts and has no account.
NO_ACCOUNT: dict[str, Text] = {"public": lazy("pengadu"), "system": lazy("otomatis")}
PILES: Mapping[Pile, Text] = {
    Pile.MINE: lazy("saya tangani"),
    Pile.ALL: lazy("semua yang terbuka"),
    Pile.OVERDUE: lazy("lewat batas"),
    Pile.SOON: lazy("segera jatuh tempo"),
    Pile.UNOWNED: lazy("tanpa penangan"),
    Pile.ANSWERED: lazy("sudah dijawab"),
}
