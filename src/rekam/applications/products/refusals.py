"""What the refusals about papers say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "paper_of_nobody": _(
        "Orangnya belum ada dalam register ini; dokumennya belum dapat dibuat. Selesaikan dahulu entrinya."
    ),
}
STATUS: dict[str, int] = {}
