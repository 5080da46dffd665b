"""One hostile case."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`shown` is read as by an honest reader and must be refused with `code`."""

    name: str
    code: str
    shown: Callable[[], object]
