"""Why an officer looks at people now: said once at the search, kept in the session, written with each look.

Pages inside a process (an order, a recording, a visit) have their own purpose and do not ask.
"""

import re
from dataclasses import dataclass
from typing import TypedDict

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken

SESSION_KEY = "purpose"
MOST_CASE = 40
# A number, so that no name stands there.
CASE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./ -]*")
# A number of 16 digits would be somebody's NIK, or a family card's number: neither goes into the audit.
NIK_LIKE = re.compile(r"(?:\d[./ -]?){16}")

WORDS = {
    Purpose.SERVICE: lazy("pelayanan di loket"),
    Purpose.RECORDING: lazy("perekaman KTP-el"),
    Purpose.VERIFICATION: lazy("pemeriksaan oleh petugas kedua"),
    Purpose.CARD: lazy("pencetakan dan penyerahan kartu"),
    Purpose.OUTREACH: lazy("jemput bola: memanggil yang belum direkam"),
    Purpose.COMPLAINT: lazy("pengaduan"),
    Purpose.ADJUDICATION: lazy("pemeriksaan data ganda"),
    Purpose.OUTSIDE_DOMICILE: lazy("pelayanan di luar domisili"),
    Purpose.SUPERVISION: lazy("pengawasan"),
    Purpose.INSTITUTION: lazy("pertanyaan sebuah lembaga"),
    Purpose.OWN: lazy("permintaan pemilik data sendiri"),
    Purpose.SYSTEM: lazy("proses otomatis"),
}
# What an officer may say at the search; the rest belongs to pages of its own.
AT_THE_SEARCH = (
    Purpose.SERVICE,
    Purpose.RECORDING,
    Purpose.CARD,
    Purpose.VERIFICATION,
    Purpose.COMPLAINT,
    Purpose.OUTREACH,
    Purpose.SUPERVISION,
)


class Said(TypedDict):
    """Purpose and case, as `audit.services.record` takes them."""

    purpose: Purpose
    case: str


@dataclass(frozen=True)
class Stated:
    """What an officer works on: a purpose, and the number of the case where there is one."""

    purpose: Purpose = Purpose.SERVICE
    case: str = ""

    @property
    def said(self) -> Said:
        """For `record(..., **stated.said)`."""
        return {"purpose": self.purpose, "case": self.case}

    @property
    def word(self) -> str:
        """The purpose in the words of the office."""
        return str(WORDS[self.purpose])


def may_be_case(text: str) -> bool:
    """Whether this may be the number of a case: a number of the office, never a NIK; empty for none."""
    return not text or (
        len(text) <= MOST_CASE and CASE.fullmatch(text) is not None and NIK_LIKE.search(text) is None
    )


def purpose_of(request: HttpRequest) -> Stated:
    """What the officer said last in this session; service at the counter, where nothing was said."""
    kept = request.session.get(SESSION_KEY)
    return Stated(Purpose(kept["purpose"]), kept["case"]) if kept else Stated()


def state_purpose(request: HttpRequest) -> Stated:
    """Keep what the fields `tujuan` and `perkara` of a posted form say; what is not in the form stays.

    Raises RuleBroken("purpose_unknown" | "case_malformed"): a case is a number of the office, never a NIK.
    """
    if "tujuan" not in request.POST:
        return purpose_of(request)
    purpose, case = request.POST["tujuan"], request.POST.get("perkara", "").strip()
    if purpose not in AT_THE_SEARCH:
        raise RuleBroken("purpose_unknown")
    if not may_be_case(case):
        raise RuleBroken("case_malformed")
    request.session[SESSION_KEY] = {"purpose": purpose, "case": case}
    return Stated(Purpose(purpose), case)
