"""One message is one line of the log, whatever somebody typed into it."""

import io
import logging
import sys

from rekam.kernel.logs import WITHHELD, JsonLines

TYPED = "a\r\n2026-01-01 ERROR forged\x1b[31m\u202e\u2028\x9b\x00"


def written(formatter: logging.Formatter) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    try:
        raise ValueError(TYPED)
    except ValueError:
        handler.handle(logging.LogRecord("x", logging.WARNING, "", 1, "seen %s", (TYPED,), None))
        handler.handle(logging.getLogger("x").makeRecord("x", 40, "", 1, "broke", (), None, sys.exc_info()))
    return out.getvalue()


def forged(text: str) -> bool:
    moved = any(sign in text for sign in "\r\x1b\u202e\u2028\x9b\x00")
    return moved or any(line.startswith("2026-01-01") for line in text.split("\n"))


def test_nobody_forges_a_line_or_turns_it() -> None:
    told = written(JsonLines())
    assert not forged(told)
    assert (told.count("\n"), WITHHELD in told) == (2, True)


def test_without_the_formatter_it_is_forged() -> None:
    assert forged(written(logging.Formatter()))
