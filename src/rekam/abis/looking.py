"""What of two records is seen: which finger, with or without marks, how near; it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

ZOOMS = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Look:
    """A view of the images.

    position  the finger shown, "" where there is none
    marks     whether minutiae, and the rings of irises, are drawn
    zoom      1 to 3, about the middle of the numbered minutiae
    """

    position: str
    marks: bool = True
    zoom: int = 1

    @property
    def here(self) -> str:
        """The address of this look."""
        return self._at()

    @property
    def nearer(self) -> str:
        """The address one step nearer; "" at the nearest."""
        return "" if self.zoom == ZOOMS[-1] else self._at(zoom=self.zoom + 1)

    @property
    def farther(self) -> str:
        """The address one step farther; "" where all is seen."""
        return "" if self.zoom == ZOOMS[0] else self._at(zoom=self.zoom - 1)

    @property
    def other_marks(self) -> str:
        """The same with the marks the other way."""
        return self._at(marks=not self.marks)

    @property
    def scale(self) -> str:
        """By how much marks are drawn smaller, so that they hide no more of a nearer print."""
        return f"{1 / self.zoom:.3g}"

    def of(self, position: str) -> str:
        """The same of another finger."""
        return self._at(position=position)

    def _at(self, **other: str | bool | int) -> str:
        look = replace(self, **other)  # type: ignore[arg-type]
        told = {"bagian": look.position}
        if not look.marks:
            told["minutiae"] = "0"
        if look.zoom > 1:
            told["dekat"] = str(look.zoom)
        return f"?{urlencode(told)}"


@dataclass(frozen=True, kw_only=True)
class Move:
    """A button that shows the pictures otherwise.

    to       address of the look it leads to; "" where it leads no further
    key      what presses it, as keys.js names it; cap, what stands on it where that is not the same
    """

    label: str
    to: str
    key: str
    cap: str = ""


def look_of(asked: Mapping[str, str], *, pictured: Sequence[str]) -> Look:
    """What an address asks to see; the first finger, whole and marked, where it asks for nothing known."""
    position = asked.get("bagian", "")
    if position not in pictured:
        position = pictured[0] if pictured else ""
    zoom = asked.get("dekat", "")
    nearness = int(zoom) if zoom in {str(one) for one in ZOOMS} else 1
    return Look(position=position, marks=asked.get("minutiae") != "0", zoom=nearness)
