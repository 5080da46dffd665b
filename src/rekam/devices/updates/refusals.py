"""What the door for new versions says; a station shows its own sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "update_ask_malformed": lazy("Permintaan versi ini tidak bisa dibaca."),
    "update_unknown": lazy("Versi ini tidak dibagikan kepada laptop ini."),
}
STATUS: dict[str, int] = {"update_ask_malformed": 400, "update_unknown": 404}
