"""Where a recording stands, for the resident: one sentence a status, and whether anything is to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.rules import Status


@dataclass(frozen=True, kw_only=True)
class ForResident:
    """What a resident is told of a recording.

    sentence    what has happened and what comes next, without a name, a NIK or a date
    must_come   whether the resident has to do something
    """

    sentence: str | Promise
    must_come: bool = False

    @property
    def happened(self) -> str:
        """What has happened: the sentence up to its semicolon."""
        return str(self.sentence).partition("; ")[0].rstrip(".")

    @property
    def follows(self) -> str:
        """What comes next, or is to be done: the rest, as a sentence of its own."""
        rest = str(self.sentence).partition("; ")[2]
        return rest[:1].upper() + rest[1:]


TOLD: Mapping[Status, ForResident] = {
    Status.UNREGISTERED: ForResident(
        sentence=lazy("Anda belum direkam; datanglah ke tempat perekaman dengan membawa KK."), must_come=True
    ),
    Status.BIO_CAPTURED: ForResident(
        sentence=lazy("Rekaman Anda sudah diterima dan akan diperiksa; Anda tidak perlu berbuat apa-apa.")
    ),
    Status.PROCESSING: ForResident(
        sentence=lazy("Rekaman Anda sedang diperiksa; Anda tidak perlu berbuat apa-apa.")
    ),
    Status.SENT_FOR_ENROLLMENT: ForResident(
        sentence=lazy("Rekaman Anda sedang dikirim ke pusat data; Anda tidak perlu berbuat apa-apa.")
    ),
    Status.RECEIVED_AT_CENTRAL: ForResident(
        sentence=lazy("Rekaman Anda sudah sampai di pusat data; Anda tidak perlu berbuat apa-apa.")
    ),
    Status.SENT_FOR_DEDUP: ForResident(
        sentence=lazy(
            "Rekaman Anda sedang dibandingkan agar tidak ada data ganda; Anda tidak perlu berbuat apa-apa."
        )
    ),
    Status.ENROLL_FAILURE_AT_CENTRAL: ForResident(
        sentence=lazy(
            "Sebagian rekaman Anda tidak terbaca; datanglah untuk direkam sekali lagi, tanpa biaya."
        ),
        must_come=True,
    ),
    Status.ENROLL_FAILURE_AT_REGIONAL: ForResident(
        sentence=lazy(
            "Sebagian rekaman Anda tidak terbaca di dinas; datanglah untuk direkam sekali lagi, tanpa biaya."
        ),
        must_come=True,
    ),
    Status.SEARCH_FAILURE_AT_CENTRAL: ForResident(
        sentence=lazy(
            "Pemeriksaan rekaman Anda terhenti dan akan kami ulangi; Anda tidak perlu berbuat apa-apa."
        )
    ),
    Status.ADJUDICATE_RECORD: ForResident(
        sentence=lazy(
            "Rekaman Anda mirip dengan rekaman lain; dua petugas memeriksanya "
            "dan Anda dikabari bila perlu datang."
        )
    ),
    Status.REQUEST_VALIDATION: ForResident(
        sentence=lazy(
            "Ada data Anda yang perlu dicocokkan; petugas memeriksanya dan Anda dikabari bila perlu datang."
        )
    ),
    Status.DUPLICATE_RECORD: ForResident(
        sentence=lazy(
            "Anda tercatat sudah direkam dengan NIK lain; datanglah ke dinas dengan membawa KK "
            "untuk memilih NIK yang benar atau mengajukan keberatan."
        ),
        must_come=True,
    ),
    Status.PRINT_READY_RECORD: ForResident(
        sentence=lazy(
            "Rekaman Anda selesai diperiksa; KTP-el Anda dicetak menurut giliran dan persediaan blanko."
        )
    ),
    Status.SENT_FOR_CARD_PRINTING: ForResident(
        sentence=lazy("KTP-el Anda sedang dicetak; tunggulah kabar untuk mengambilnya.")
    ),
    Status.CARD_PRINTED: ForResident(
        sentence=lazy("KTP-el Anda sudah dicetak; ambillah sendiri, sebab jari Anda dicocokkan."),
        must_come=True,
    ),
    Status.CARD_SHIPPED: ForResident(
        sentence=lazy(
            "KTP-el Anda dikirim ke tempat penyerahan; ambillah sendiri, sebab jari Anda dicocokkan."
        ),
        must_come=True,
    ),
    Status.CARD_ISSUED: ForResident(
        sentence=lazy("KTP-el Anda sudah diserahkan; simpanlah baik-baik, tidak ada yang perlu dilakukan.")
    ),
}
# What a resident sees of the way: the status from which on a step is done; the first two are done by then.
RECORDED, RECEIVED = lazy("Direkam"), lazy("Diterima kantor")
LATER: Sequence[tuple[Status, str | Promise]] = (
    (Status.PRINT_READY_RECORD, lazy("Diperiksa: data Anda tidak ganda")),
    (Status.CARD_PRINTED, lazy("Kartu dicetak")),
    (Status.CARD_ISSUED, lazy("Kartu diserahkan kepada Anda")),
)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step on the way of a recording.

    on  the day on which it was done; None where it is not, or nobody wrote the day down
    """

    name: str | Promise
    done: bool
    on: date | None = None


def stages(*, captured_on: date, received_on: date, reached: Mapping[Status, date]) -> Sequence[Stage]:
    """The whole way: what is done, and what is to come.

    reached  the last day of each status that the recording had; a later step that is done takes those
             before it along
    """
    last = max((place for place, (status, _) in enumerate(LATER) if status in reached), default=-1)
    return (
        Stage(name=RECORDED, done=True, on=captured_on),
        Stage(name=RECEIVED, done=True, on=received_on),
        *(
            Stage(name=name, done=place <= last, on=reached.get(status))
            for place, (status, name) in enumerate(LATER)
        ),
    )


SET_ASIDE = ForResident(
    sentence=lazy("Rekaman ini tidak dipakai lagi; tanyakan di loket apakah Anda perlu direkam sekali lagi."),
    must_come=True,
)


def for_resident(status: Status, *, set_aside: bool = False) -> ForResident:
    """What to tell the resident of a recording at this status, or of one that does not count any more."""
    return SET_ASIDE if set_aside else TOLD[status]
