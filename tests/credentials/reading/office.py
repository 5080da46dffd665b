"""An office that publishes its lists for the reader's page; `published` is what it says at the moment."""

import hashlib
import io
from base64 import b64encode
from datetime import datetime, timedelta

import segno
from cryptography.hazmat.primitives.serialization import Encoding
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import include, path

from rekam.credentials import claims
from rekam.credentials.formats import claim169, jose, status_list
from rekam.credentials.formats.credential import StatusPlace
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.in_browser import trusted_keys

PLACE = StatusPlace(f"{world.ISSUER}/ikd/status/1", 77_777)
ROOT = hashlib.sha256(world.root("root").public_bytes(Encoding.DER)).hexdigest()
published: dict[str, str | bytes] = {}


def publish(*, status: int = 0, at: datetime = world.NOW, root: str = "root") -> None:
    """The lists of that moment; another root's name makes a list that nobody may believe."""
    told = {
        "iss": world.ISSUER,
        "iat": int((at - timedelta(minutes=5)).timestamp()),
        "exp": int((at + timedelta(days=365)).timestamp()),
        "roots": [b64encode(world.root(root).public_bytes(Encoding.DER)).decode()],
        "keys": trusted_keys(),
    }
    by = world.plain(root)
    published["trust"] = jose.sign(told, kind="rekam-trust+jwt", signer=by, kid=by.kid)
    published["1"] = status_list.sign_cwt(
        status_list.blank(entries=1 << 17).changed({PLACE.index: status}),
        uri=PLACE.uri,
        issued=at - timedelta(minutes=5),
        ttl=timedelta(hours=12),
        expires=at + timedelta(days=1),
        signer=world.signer(Purpose.STATUS),
    )


def shown(*, bound: bool = False) -> bytes:
    """The KTP's CWT: for print, or for a phone to wrap."""
    return claim169.issue(
        claims.for_qr(world.KTP, {**world.FACTS, "foto": portrait()}),
        issuer=world.ISSUER,
        holder=world.HOLDER.public if bound else None,
        issued=world.ISSUED,
        expires=world.EXPIRES,
        status=PLACE,
        signer=world.signer(Purpose.QR),
    )


def picture(data: bytes) -> bytes:
    """The QR code as a PNG."""
    drawn = io.BytesIO()
    segno.make(claim169.to_qr(data), error="l", boost_error=False).save(drawn, kind="png", scale=4)
    return drawn.getvalue()


def portrait() -> bytes:
    """A drawn face of few bytes."""
    from PIL import Image, ImageDraw

    face = Image.new("RGB", (60, 80), "#cfe2de")
    pen = ImageDraw.Draw(face)
    pen.ellipse((16, 14, 44, 50), fill="#b98a63")
    pen.ellipse((6, 52, 54, 110), fill="#0d4f4a")
    drawn = io.BytesIO()
    face.save(drawn, "WEBP", quality=20)
    return drawn.getvalue()


def trust(request: HttpRequest) -> HttpResponse:
    return HttpResponse(published["trust"], content_type="application/rekam-trust+jwt")


def status(request: HttpRequest, number: str) -> HttpResponse:
    if number not in published or request.headers["Accept"] != status_list.CWT_KIND:
        return HttpResponseNotFound()
    return HttpResponse(published[number], content_type=status_list.CWT_KIND)


urlpatterns = [
    path("ikd/trust", trust),
    path("ikd/status/<str:number>", status),
    path("", include("rekam.config.urls")),
]
