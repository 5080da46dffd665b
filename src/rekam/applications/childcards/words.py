"""Why a number of blanks changed, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.catalogue.words import Text
from rekam.applications.childcards.rules import Change

CHANGES: Mapping[str, Text] = {
    Change.RECEIVED: lazy("datang"),
    Change.PRINTED: lazy("dicetak"),
    Change.SPOILED: lazy("rusak sebelum dicetak"),
    Change.COUNTED: lazy("hitung ulang"),
}
