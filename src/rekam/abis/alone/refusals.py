"""What the workbench's refusals say where the ABIS runs by itself."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.abis import refusals as abis
from rekam.accounts import refusals as accounts
from rekam.kernel.errors import RuleBroken

SENTENCES = {
    **accounts.SENTENCES,
    **abis.SENTENCES,
    "not_found": lazy("Kasus ini tidak ada."),
    "not_allowed": lazy("Akun ini bukan akun ajudikator."),
}
STATUS = {**accounts.STATUS, **abis.STATUS, "not_found": 404, "not_allowed": 403}


def sentence(error: RuleBroken) -> str:
    """What to tell the person who was refused."""
    known = SENTENCES.get(error.code)
    text = str(known) if known is not None else _("Permintaan ini ditolak; tidak ada yang berubah.")
    return text.format(**error.facts) if "{" in text else text


def status_of(code: str) -> int:
    """The HTTP status of a refusal: 409 where nothing else is said."""
    return STATUS.get(code, 409)
