"""What is written to the log: one line of JSON an event, from which nobody learns anything of anybody.

Words that a programmer wrote stand in a line; what a program filled in stands there only if it can be nothing
but a number, an opaque id, a code or the name of a type. A text of somebody's, whatever it is, is withheld:
it is not looked for bad words, it has to look harmless. As the last net whatever looks like a NIK is struck.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Final
from uuid import UUID

from rekam.kernel.errors import RuleBroken

request_id: ContextVar[str] = ContextVar("rekam_request_id", default="")
"""The number of the request that is worked on; '' outside of one."""

WITHHELD: Final = "(withheld)"
OURS: Final = "rekam"
MOST_FRAMES: Final = 12
# An id, a digest, a code (move_not_allowed), a route (cards:stock), a task (web.watch), a type's name.
_HARMLESS: Final = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{16,64}"
    r"|[a-z][a-z0-9]*([_.:][a-z0-9_]+)+"
    r"|[A-Z][A-Za-z]*(Error|Exception|Broken|Away|Warning|Timeout|Full)"
)
_NAME: Final = re.compile(r"[1-9]|[a-z][a-z_]{0,30}")
# Words of one piece: the stages of a packet, and what a browser may ask.
_WORDS: Final = frozenset({"", "open", "extract", "search"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
_LIKE_NIK: Final = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_LARGEST: Final = 10**15  # a number of sixteen digits may be a NIK


class JsonLines(logging.Formatter):
    """Writes a record as one line: time, level, logger, request, what, facts, error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "what": _what(record),
        }
        if request := request_id.get():
            told["request"] = request
        if facts := _facts(record):
            told["facts"] = facts
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = _error(record.exc_info[1])
        return strike_niks(json.dumps(told, ensure_ascii=False))


def strike_niks(text: str) -> str:
    """A text without anything of sixteen digits that stands alone; ids in hexadecimal stay."""
    return _LIKE_NIK.sub(WITHHELD, text)


def opaque(value: object) -> str | int | float | bool | None:
    """A value as a line may hold it: itself where it is harmless, else that it was withheld."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)  # one of a few words of ours, not anybody's
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < _LARGEST else WITHHELD
    if not isinstance(value, str):
        return WITHHELD
    text = str(value)
    return text if text in _METHODS | _WORDS or _HARMLESS.fullmatch(text) else WITHHELD


def _what(record: logging.LogRecord) -> str:
    """The words of a programmer, their gaps unfilled; of others' programs only where these left gaps.

    A text of theirs without gaps may have been filled in before it came here: then the place in their code.
    """
    action = getattr(record, "action", None)  # procrastinate's own code of what happened
    if isinstance(action, str) and _HARMLESS.fullmatch(action):
        return action
    if record.name.partition(".")[0] == OURS or record.args:
        return str(record.msg)
    return f"{record.module}:{record.funcName}:{record.lineno}"


def _facts(record: logging.LogRecord) -> Mapping[str, object]:
    """What was filled in, each by its place or its name, as far as it is harmless."""
    args = record.args or ()
    given = args if isinstance(args, Mapping) else {str(n): one for n, one in enumerate(args, start=1)}
    more = getattr(record, "facts", None)
    all_of_them = {**given, **(more if isinstance(more, Mapping) else {})}
    if status := getattr(record, "status_code", None):  # Django's own
        all_of_them["status"] = status
    told = {_called(name): opaque(one) for name, one in all_of_them.items()}
    return {**told, **_job(getattr(record, "job", None))}


def _called(name: object) -> str:
    """The name of a fact, as a programmer calls one; a map's key may be anybody's."""
    text = str(name)
    return text if _NAME.fullmatch(text) else WITHHELD


def _job(job: object) -> Mapping[str, object]:
    """The number and the name of a worker's task; never what it was given."""
    if not isinstance(job, Mapping):
        return {}
    return {f"job_{name}": opaque(job[name]) for name in ("id", "task_name", "attempts") if name in job}


def _error(error: BaseException) -> Mapping[str, object]:
    """An exception by its type, its code if it is a refusal, and where it rose; never its words.

    A database says in them which row was doubled, a parser what it could not read.
    """
    told: dict[str, object] = {"type": type(error).__name__, "at": list(_frames(error.__traceback__))}
    if isinstance(error, RuleBroken):
        told["code"] = error.code
    cause = error.__cause__ or error.__context__
    return told | ({"after": type(cause).__name__} if cause is not None else {})


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """The last places of a traceback, the innermost last."""
    frames = [(frame.f_code, line) for frame, line in walk_tb(trace)]
    for code, line in frames[-MOST_FRAMES:]:
        yield f"{Path(code.co_filename).name}:{code.co_name}:{line}"
