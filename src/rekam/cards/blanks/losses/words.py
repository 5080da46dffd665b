"""The words that pages show for losses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.losses.rules import LossKind

LOSSES: dict[str, Promise] = {LossKind.STOLEN: _("dicuri"), LossKind.LOST: _("hilang, belum jelas di mana")}
