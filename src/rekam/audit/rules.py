"""Why somebody may look at or change a resident's data (pure)."""

from enum import StrEnum


class Purpose(StrEnum):
    """The purpose of a look or a change; each is tied to a case where there is one.

    Source: UU 27/2022 Pasal 16 (2) and 20: processing needs a stated purpose. In force from 2022-10-17.
    """

    SERVICE = "service"  # somebody stands at the counter
    RECORDING = "recording"
    VERIFICATION = "verification"  # the second pair of eyes
    CARD = "card"
    OUTREACH = "outreach"
    COMPLAINT = "complaint"
    ADJUDICATION = "adjudication"
    OUTSIDE_DOMICILE = "outside_domicile"
    SUPERVISION = "supervision"
    OWN = "own"  # the resident looks at his own data
    SYSTEM = "system"  # a job, no person
