"""Reading a JSON object of strangers field by field, each with its range."""

import gzip
import json
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias, TypeVar

from rekam.kernel.errors import RuleBroken

MOST_BYTES = 256 * 2**20
REQUIRED = object()

# From a minute of the day to another.
Span: TypeAlias = tuple[int, int]
Row = TypeVar("Row")
Number = TypeVar("Number", int, float)


class Fields:
    """An object of a file; whatever is missing or out of range is refused with its path.

    Every method raises RuleBroken("plan_field_wrong", field, why).
    """

    def __init__(self, given: object, *, path: str) -> None:
        self._path = path
        if not isinstance(given, dict):
            raise self.wrong("", "an object is expected")
        self._given = given

    def wrong(self, name: str, why: str) -> RuleBroken:
        """The refusal of a field of this object."""
        return RuleBroken("plan_field_wrong", field=".".join(filter(None, (self._path, name))), why=why)

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._given.get(name) is not None

    def whole(self, name: str, *, low: int, high: int, default: object = REQUIRED) -> int:
        """A whole number within the range."""
        return self._checked(self._value(name, default), name=name, kind=int, low=low, high=high)

    def number(self, name: str, *, low: float, high: float, default: object = REQUIRED) -> float:
        """A number within the range."""
        value = self._value(name, default)
        given = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        return self._checked(given, name=name, kind=float, low=low, high=high)

    def whole_or_none(self, name: str, *, low: int, high: int) -> int | None:
        """A whole number within the range, or None where the field is missing or null."""
        return self.whole(name, low=low, high=high) if self.has(name) else None

    def wholes(self, name: str, *, low: int, high: int, default: object = REQUIRED) -> tuple[int, ...]:
        """A list of whole numbers within the range."""
        return tuple(
            self._checked(value, name=f"{name}[{at}]", kind=int, low=low, high=high)
            for at, value in enumerate(self.rows(name, default=default))
        )

    def span_or_none(self, name: str, *, high: int) -> Span | None:
        """Two whole numbers from 0, the second greater; None where the field is missing or null."""
        if not self.has(name):
            return None
        both = self.wholes(name, low=0, high=high)
        if len(both) != 2 or both[0] >= both[1]:
            raise self.wrong(name, "from and to are expected, to the greater")
        return both[0], both[1]

    def text(self, name: str) -> str:
        """A text; a whole number is taken as its digits."""
        value = self._value(name, REQUIRED)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.wrong(name, "a text is expected")
        return str(value)

    def flag(self, name: str, *, default: object = REQUIRED) -> bool:
        """True or false."""
        value = self._value(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false is expected")
        return value

    def rows(self, name: str, *, default: object = REQUIRED) -> list[object]:
        """A list of anything."""
        value = self._value(name, default)
        if not isinstance(value, list | tuple):
            raise self.wrong(name, "a list is expected")
        return list(value)

    def inside(self, name: str) -> "Fields":
        """The object under that name."""
        return Fields(self._value(name, REQUIRED), path=self._under(name))

    def each(
        self, name: str, read: Callable[["Fields"], Row], *, most: int, default: object = REQUIRED
    ) -> tuple[Row, ...]:
        """A list of at most so many objects, each read by the same function."""
        rows = self.rows(name, default=default)
        if len(rows) > most:
            raise self.wrong(name, f"more than {most}")
        return tuple(read(Fields(row, path=self._under(f"{name}[{at}]"))) for at, row in enumerate(rows))

    def _under(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _value(self, name: str, default: object) -> object:
        value = self._given.get(name)
        if value is not None:
            return value
        if default is REQUIRED:
            raise self.wrong(name, "missing")
        return default

    def _checked(self, value: object, *, name: str, kind: type[Number], low: float, high: float) -> Number:
        given = None if isinstance(value, bool) else value  # which would pass for a whole number
        if not isinstance(given, kind):
            raise self.wrong(name, f"a number ({kind.__name__}) is expected")
        if not low <= given <= high:
            raise self.wrong(name, f"must lie between {low} and {high}")
        return given


def read_object(content: bytes, *, form: str) -> Fields:
    """The object of a JSON file, gzipped or not, that calls itself `form`.

    Raises RuleBroken("plan_file_unreadable", why).
    """
    try:
        given = json.loads(_unpacked(content))
    except (ValueError, RecursionError, EOFError, OSError, zlib.error) as broken:
        raise RuleBroken("plan_file_unreadable", why=type(broken).__name__) from broken
    if not isinstance(given, dict) or given.get("format") != form:
        raise RuleBroken("plan_file_unreadable", why=f"not a file of {form}")
    return Fields(given, path="")


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    with gzip.open(BytesIO(content)) as packed:
        plain = packed.read(MOST_BYTES + 1)
    if len(plain) > MOST_BYTES:
        raise RuleBroken("plan_file_unreadable", why=f"more than {MOST_BYTES} bytes")
    return plain
