"""Lines of the log that are lines: what somebody typed can neither begin another nor colour a terminal."""

import logging
import re
from types import TracebackType

# Control characters, the separators that some readers take for an end of line, and marks that turn a line.
_MOVES = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """The text with each character that moves or hides others written out (pure)."""
    return _MOVES.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class OneLine(logging.Formatter):
    """Each message is one line; lines of a traceback are set in, so that none passes for a message.

    Source: CWE-117, Improper Output Neutralization for Logs.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return one_line(super().formatMessage(record))

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return "\n".join(f"    {one_line(line)}" for line in super().formatException(ei).split("\n"))
