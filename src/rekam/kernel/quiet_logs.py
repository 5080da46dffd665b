"""Lines of the process log without what a database quotes of somebody's row."""

import logging
import re

# PostgreSQL tells which values were refused: `DETAIL:  Key (nik)=(...) already exists.`
_QUOTED = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
_NUMBERS = re.compile(r"(?<!\d)\d{16}(?!\d)")  # a NIK, or the number of a family card


class WithoutValues(logging.Formatter):
    """The usual line; an error's trace loses the values that it quotes, and numbers as long as a NIK."""

    def format(self, record: logging.LogRecord) -> str:
        """The text of a line, with the trace where there is one."""
        return _NUMBERS.sub("[16 digits]", _QUOTED.sub(r"\1: [left out]", super().format(record)))
