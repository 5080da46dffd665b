"""Links that open the office's own wallet on the same phone: no phone opens a page for openid4vp: links.

What a link brings stands behind the #, which browsers send nobody.
"""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest

from rekam.credentials.wallets.hosting import wallet_origin

TAKE, SHOW = "ambil", "tunjuk"  # pages of static/wallet/app.js


def take_link(request: HttpRequest, *, offer: str) -> str:
    """Opens the wallet with an offer's address; "" where this office has no wallet."""
    return _link(request, page=TAKE, told=f"credential_offer_uri={quote(offer, safe='')}")


def show_link(request: HttpRequest, *, asked: str) -> str:
    """Opens the wallet with a question, given as the openid4vp: link of its QR code; "" without a wallet."""
    return _link(request, page=SHOW, told=asked.partition("?")[2])


def _link(request: HttpRequest, *, page: str, told: str) -> str:
    return f"{wallet_origin(request)}/#/{page}?{told}" if settings.REKAM_WALLET_HOST and told else ""
