"""How a refusal goes out: {"code", "message"}, the same everywhere; a bug goes out as 500 by itself."""

import json
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from rekam.kernel.errors import RuleBroken
from rekam.verification import refusals

# RFC 6749 section 5.2
OAUTH = {
    "client_wrong": "invalid_client",
    "grant_type_unknown": "unsupported_grant_type",
    "request_malformed": "invalid_request",
    "partner_not_active": "unauthorized_client",
}
# When it makes sense to ask again: seconds from now, of the office's clock.
RETRY: Mapping[str, Callable[[datetime], int]] = {
    "reference_busy": lambda _now: 1,
    "asked_too_fast": lambda _now: 60,
    "nik_asked_too_often": lambda now: _until(now, days=1),
    "comparisons_busy": lambda _now: 2,
    "comparisons_tried": lambda now: 60 * (60 - now.minute),
    "quota_used_up": lambda now: _until(now, days=monthrange(now.year, now.month)[1] - now.day + 1),
}
STATUS = {"not_found": 404, **refusals.STATUS}
OTHERS = lazy("Permintaan ini ditolak oleh aturan. Tidak ada yang berubah.")
CHALLENGE = 'DPoP algs="ES256"'


def install(api: NinjaAPI) -> None:
    """Let every refusal of an API go out in our form."""
    handlers: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        RuleBroken: refused,
        ValidationError: lambda request, _error: refused(request, RuleBroken("request_malformed")),
        HttpError: lambda request, _error: refused(request, RuleBroken("request_malformed")),
        Http404: lambda request, _error: refused(request, RuleBroken("not_found")),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def refused(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    """A refusal as a partner reads it; the office's language, since nobody chooses one here."""
    with override("id"):
        told = {"code": broken.code, "message": _sentence(broken)}
    if request.path_info.endswith("/token"):
        told["error"] = OAUTH.get(broken.code, "invalid_request")
    status = STATUS.get(broken.code, 409)
    response = HttpResponse(
        json.dumps(told),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
    if status == 401:
        response["WWW-Authenticate"] = CHALLENGE
    if broken.code in RETRY:
        response["Retry-After"] = str(RETRY[broken.code](timezone.localtime()))
    return response


def _until(now: datetime, *, days: int) -> int:
    """Seconds to the beginning of a day to come."""
    there = (now + timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((there - now).total_seconds()) + 1


def _sentence(broken: RuleBroken) -> str:
    text = str(refusals.SENTENCES.get(broken.code, OTHERS))
    return text.format(**broken.facts) if "{" in text else text
