"""The code at the lower right of a suket, from the status of the day."""

import pytest

from rekam.enrolment.rules import OF_THE_CARD, RECORD_AGAIN, Status, suket_code


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.BIO_CAPTURED, "Pro"),
        (Status.SENT_FOR_ENROLLMENT, "SFE"),
        (Status.ADJUDICATE_RECORD, "SFE"),
        (Status.ENROLL_FAILURE_AT_CENTRAL, "EFAC"),
        (Status.DUPLICATE_RECORD, "DUP"),
        (Status.PRINT_READY_RECORD, "PRR"),
        (Status.SENT_FOR_CARD_PRINTING, "PRR"),
    ],
)
def test_a_letter_bears_the_code_that_the_offices_explain(status: Status, code: str) -> None:
    assert suket_code(status) == code


@pytest.mark.parametrize("status", [Status.UNREGISTERED, *OF_THE_CARD[1:]])
def test_nobody_gets_a_letter_without_a_recording_or_beside_a_card(status: Status) -> None:
    assert suket_code(status) is None


def test_every_status_between_recording_and_printing_has_a_code() -> None:
    without = {status for status in Status if suket_code(status) is None}
    assert without == {Status.UNREGISTERED, *OF_THE_CARD[1:]}
    assert all(suket_code(status) is not None for status in RECORD_AGAIN)
