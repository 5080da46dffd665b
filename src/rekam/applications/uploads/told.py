"""What the script on the page is told of a refused part, to show it as it is."""

from django.utils.translation import gettext_lazy as _

from rekam.applications.refusals import SENTENCES
from rekam.applications.refusals import STATUS as OF_ROOM
from rekam.kernel.errors import RuleBroken

GO_ON = _("Pengiriman terputus. Kirim lagi lembar yang sama: yang sudah sampai tidak dikirim dua kali.")
FULL = _("Server sedang penuh. Kirim lagi lembar yang sama beberapa menit lagi.")
OF_PARTS = {"uploads_pending": FULL, "storage_full": FULL}
STATUS = OF_ROOM | {
    "upload_metadata_wrong": 400,
    "upload_header_wrong": 400,
    "upload_unknown": 404,
    "upload_media_wrong": 415,
    "upload_hash_wrong": 460,
    "upload_busy": 423,
    "tus_version_wrong": 412,
    "packet_too_large": 413,
    "uploads_pending": 429,
    "storage_full": 507,
    "not_found": 404,
    "database_away": 503,
    "vault_medium_away": 503,
}


def sentence(broken: RuleBroken) -> str:
    """A sentence for the applicant."""
    text = str(SENTENCES.get(broken.code) or OF_PARTS.get(broken.code, GO_ON))
    return text.format(**broken.facts) if "{" in text else text
