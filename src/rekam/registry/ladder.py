"""The record's ladder as SIAK names it: the dates a status says were reached, how lists write it (pure)."""

from collections.abc import Mapping

UNREGISTERED = "UNREGISTERED"
PRINT_READY = "PRINT_READY_RECORD"
ISSUED = "CARD_ISSUED"
LADDER = (
    *(UNREGISTERED, "BIO_CAPTURED", "PROCESSING", "SENT_FOR_ENROLLMENT", "RECEIVED_AT_CENTRAL"),
    *("SENT_FOR_DEDUP", "ENROLL_FAILURE_AT_CENTRAL", "ENROLL_FAILURE_AT_REGIONAL"),
    *("SEARCH_FAILURE_AT_CENTRAL", "ADJUDICATE_RECORD", "REQUEST_VALIDATION", "DUPLICATE_RECORD"),
    *(PRINT_READY, "SENT_FOR_CARD_PRINTING", "CARD_PRINTED", "CARD_SHIPPED", "CARD_ISSUED"),
)

# The date columns, each with the lowest status that says it was reached, and those above it.
DATE_COLUMNS = ("recorded_on", "print_ready_on", "printed_on", "handed_on")
REACHED_BY: Mapping[str, tuple[str, ...]] = {
    "recorded_on": LADDER[1:],
    "print_ready_on": LADDER[LADDER.index(PRINT_READY) :],
    "printed_on": LADDER[LADDER.index("CARD_PRINTED") :],
    "handed_on": LADDER[LADDER.index("CARD_ISSUED") :],
}

# How lists write a status besides its name: OpenSID's numbers, and the offices' short words.
WRITTEN: Mapping[str, str] = {
    **{status: status for status in LADDER},
    "1": UNREGISTERED,
    "2": UNREGISTERED,
    "3": "BIO_CAPTURED",
    "4": "CARD_PRINTED",
    "5": PRINT_READY,
    "6": "CARD_SHIPPED",
    "7": "SENT_FOR_CARD_PRINTING",
    "8": "CARD_ISSUED",
    "BELUM_WAJIB": UNREGISTERED,
    "BELUM_REKAM": UNREGISTERED,
    "SUDAH_REKAM": "BIO_CAPTURED",
    "PRO": "PROCESSING",
    "SFE": "SENT_FOR_ENROLLMENT",
    "AR": "ADJUDICATE_RECORD",
    "EFAC": "ENROLL_FAILURE_AT_CENTRAL",
    "EFAR": "ENROLL_FAILURE_AT_REGIONAL",
    "RV": "REQUEST_VALIDATION",
    "DR": "DUPLICATE_RECORD",
    "DUP": "DUPLICATE_RECORD",
    "PRR": PRINT_READY,
    "PRINT_READY": PRINT_READY,
    "SIAP_CETAK": PRINT_READY,
}


def dates_reached(status: str) -> tuple[str, ...]:
    """The date columns that a status says were reached; () for UNREGISTERED and for unknown words."""
    return tuple(column for column in DATE_COLUMNS if status in REACHED_BY[column])


def find_status(text: str) -> str | None:
    """The status that a list means, by name, short word or OpenSID's number; None for anything else."""
    return WRITTEN.get("_".join(text.upper().replace("-", " ").replace("_", " ").split()))
