"""An error that the database raises tells where it came from, and nobody's number."""

import logging
import sys

from django.conf import settings
from django.db import IntegrityError

from rekam.kernel.quiet_logs import WithoutValues

NIK = "3673024101900001"


def line(text: str, *given: object) -> str:
    try:
        raise IntegrityError(
            f"duplicate key\nDETAIL:  Key (full_name)=(Siti {NIK}) already exists.\nHINT: none"
        )
    except IntegrityError:
        record = logging.LogRecord("rekam", logging.ERROR, "x.py", 1, text, given, sys.exc_info())
    return WithoutValues().format(record)


def test_what_the_database_quotes_of_a_row_is_left_out() -> None:
    told = line("packet %s failed: %s", "p1", NIK)
    assert "packet p1 failed: [16 digits]" in told
    assert "DETAIL: [left out]\nHINT: none" in told
    assert ("IntegrityError: duplicate key" in told, "test_quiet_logs.py" in told) == (True, True)
    assert "Siti" not in told


def test_longer_and_shorter_numbers_stay() -> None:
    assert "12345678901234567 123" in line("12345678901234567 123")


def test_the_process_log_is_written_so() -> None:
    assert settings.LOGGING["formatters"][settings.LOGGING["handlers"]["stderr"]["formatter"]] == {
        "()": "rekam.kernel.quiet_logs.WithoutValues"
    }
