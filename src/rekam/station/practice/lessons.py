"""Eight exercises of practice, and what ticks each off: the journal and the outbox. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rekam.enrolment.capture_rules import FINGERS, WITH_SAMPLE
from rekam.enrolment.particulars import JournalEntry
from rekam.station.naming import Words

Journal = Sequence[JournalEntry]

# Acts that practice itself writes into the journal, beside those of a recording.
REFUSED, SENT_BY_HAND, DAY_READ = "practice_refused", "practice_sent", "practice_day_read"
GONE = frozenset({"device_died", "device_unreachable", "device_not_found"})


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was done in practice.

    closed   the journal of each packet that lies in the outbox
    begun    the journal of each draft
    notes    what practice itself noted
    """

    closed: Sequence[Journal]
    begun: Sequence[Journal]
    notes: Journal


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One exercise.

    steps     what to do; %(name)s is the person of the list with the number `person`
    prepare   what its button does to the scanners (`Room.prepare`), "" where nothing is to be done
    """

    code: str
    title: Words
    steps: Words
    is_done: Callable[[Evidence], bool]
    prepare: str = ""
    person: int = 0


def _did(journal: Journal, act: str) -> list[str]:
    return [entry.about for entry in journal if entry.act == act]


def _codes(journals: Iterable[Journal]) -> set[str]:
    return {about.partition(":")[2] for journal in journals for about in _did(journal, "excepted")}


def _has_repeated_finger(journal: Journal) -> bool:
    captured = [position for about in _did(journal, "captured") for position in about.split(",")]
    return any(captured.count(finger) > 1 for finger in FINGERS)


def _whole(evidence: Evidence) -> bool:
    return any(not _did(journal, "excepted") for journal in evidence.closed)


def _excepted(evidence: Evidence) -> bool:
    return bool(_codes(evidence.closed) - WITH_SAMPLE)


def _plugged_in_again(evidence: Evidence) -> bool:
    lost = [entry.at for entry in evidence.notes if entry.act == REFUSED and entry.about in GONE]
    captures = [
        entry.at
        for journal in (*evidence.closed, *evidence.begun)
        for entry in journal
        if entry.act == "captured"
    ]
    return bool(lost and captures) and max(captures) >= min(lost)


def _bettered(evidence: Evidence) -> bool:
    worn = _codes(evidence.closed) & WITH_SAMPLE
    return bool(worn) or any(_has_repeated_finger(journal) for journal in evidence.closed)


def _walked_in(evidence: Evidence) -> bool:
    return any("walk_in" in _did(journal, "started") for journal in evidence.closed)


def _own_finger(evidence: Evidence) -> bool:
    return "operators_own_body" in _did(evidence.notes, REFUSED)


def _waiting(evidence: Evidence) -> bool:
    return bool(evidence.closed) and bool(_did(evidence.notes, SENT_BY_HAND))


def _day_read(evidence: Evidence) -> bool:
    return bool(evidence.closed) and bool(_did(evidence.notes, DAY_READ))


LESSONS = (
    Lesson(
        code="whole",
        title=_("Satu orang sampai selesai"),
        steps=_("Rekam %(name)s. Bacakan pemberitahuan, ambil semua bagian, tanda tangani."),
        is_done=_whole,
        person=1,
    ),
    Lesson(
        code="exception",
        title=_("Jari yang tidak ada"),
        steps=_(
            "%(name)s tidak punya kelingking kiri. Beri pengecualian F2 dengan alasan, lalu selesaikan "
            "bagian lain."
        ),
        is_done=_excepted,
        person=2,
    ),
    Lesson(
        code="poor",
        title=_("Sidik jari yang kurang baik"),
        steps=_(
            "%(name)s meletakkan jarinya asal saja. Lihat angka mutunya, ikuti saran di halaman, "
            "ambil sekali lagi, lalu selesaikan."
        ),
        is_done=_bettered,
        person=3,
    ),
    Lesson(
        code="died",
        title=_("Alat mati di tengah pengambilan"),
        steps=_(
            "Tekan tombol ini, lalu ambil sidik jari siapa saja. Baca pesannya, pasang lagi, ambil lagi."
        ),
        is_done=_plugged_in_again,
        prepare="die",
    ),
    Lesson(
        code="walk_in",
        title=_("Orang di luar daftar"),
        steps=_("Buka “Orang di luar daftar”, isi data karangan tanpa NIK, lalu rekam sampai selesai."),
        is_done=_walked_in,
    ),
    Lesson(
        code="own_finger",
        title=_("Sidik petugas sendiri ditolak"),
        steps=_(
            "Rekam dulu “Sidik petugas”. Lalu tekan tombol ini dan ambil sidik jari seorang warga: kali ini "
            "jari Anda yang ada di alat."
        ),
        is_done=_own_finger,
        prepare="officer",
    ),
    Lesson(
        code="outbox",
        title=_("Kotak keluar tanpa jaringan"),
        steps=_("Buka kotak keluar, tekan “Kirim sekarang”. Server tidak ada; lihat bahwa semua tetap aman."),
        is_done=_waiting,
    ),
    Lesson(
        code="day",
        title=_("Akhir hari"),
        steps=_("Buka “Akhir hari” dan cocokkan: direkam, belum selesai, hanya ada di laptop ini."),
        is_done=_day_read,
    ),
)


def done(evidence: Evidence) -> frozenset[str]:
    """The codes of the exercises that were done."""
    return frozenset(lesson.code for lesson in LESSONS if lesson.is_done(evidence))
