"""Where a recording stands, for the resident: one sentence a status, and whether anything is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass

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
            "untuk memilih NIK yang benar."
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
SET_ASIDE = ForResident(
    sentence=lazy("Rekaman ini tidak dipakai lagi; tanyakan di loket apakah Anda perlu direkam sekali lagi."),
    must_come=True,
)


def for_resident(status: Status, *, set_aside: bool = False) -> ForResident:
    """What to tell the resident of a recording at this status, or of one that does not count any more."""
    return SET_ASIDE if set_aside else TOLD[status]
