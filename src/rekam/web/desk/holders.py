"""Whose card a case is about: what prints and exceptions at the counter show alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from rekam.cards.face.fields import CardFace, rows_of
from rekam.cards.orders import words
from rekam.web.desk.cases import Change, Paper, Text


@dataclass(frozen=True)
class Held:
    """A card's order and holder by their ids, and the face; None once the holder is hidden."""

    order: UUID
    resident: UUID
    face: CardFace | None

    @property
    def title(self) -> str:
        """The holder's name, or the order's number."""
        return self.face.name if self.face else self.order.hex[:8]

    @property
    def lines(self) -> list[Change]:
        """What stands on the card."""
        return [Change(row.label, None, row.value) for row in rows_of(self.face)] if self.face else []

    @property
    def papers(self) -> Sequence[Paper]:
        """The drawn front."""
        if self.face is None:
            return []
        return [Paper(reverse("cards:front_png", args=[self.order]), True, lazy("Muka kartu"))]

    @property
    def subjects(self) -> list[str]:
        """Whom the look is about, for the audit."""
        return [str(self.order), str(self.resident)]

    @property
    def stands_against(self) -> Text:
        """Why it cannot be approved; empty where nothing stands against it."""
        return "" if self.face else words.HOLDER_HIDDEN
