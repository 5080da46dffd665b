"""Two addresses on one port: the wallet's own, and the office's, which do not answer for each other.

A page of the office that was made to run a stranger's script could otherwise read the keys of every phone.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseNotAllowed
from django.utils import timezone

from rekam.accounts.queries import office_at
from rekam.credentials.issuing import keys
from rekam.credentials.presenting import registered
from rekam.credentials.wallets.shell import WORKER, files
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import public_address

Answer = Callable[[HttpRequest], HttpResponse]

CONFIG = "/config.json"
# What the wallet's pages may ask of the office, from their own address.
# (The issuer's doors let every page ask: credentials.issuing.)
ASKED = ("/api/v1/wallets/",)
HEADERS = "content-type"
TOLD = "retry-after"
NOT_KEPT = "no-cache"
LOOPBACK = "127.0.0.1"


class WalletHost:
    """Answers the wallet's address itself, before all else; lets its pages ask some doors of the office."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.REKAM_WALLET_HOST:
            return self.get_response(request)
        if is_wallets(request):
            return shell(request)
        if request.headers.get("Origin") != wallet_origin(request) or not request.path_info.startswith(ASKED):
            return self.get_response(request)
        is_question = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        return let_in(HttpResponse(status=204) if is_question else self.get_response(request), request)


def is_wallets(request: HttpRequest) -> bool:
    """Whether a request came to the wallet's address. The name alone counts, whatever the port."""
    told = str(request.META.get("HTTP_HOST", ""))
    return told.rpartition(":")[0] == settings.REKAM_WALLET_HOST or told == settings.REKAM_WALLET_HOST


def wallet_origin(request: HttpRequest) -> str:
    """The wallet's address as browsers call it, by the scheme and the port that this request came by."""
    port = request.META.get("HTTP_HOST", "").rpartition(":")[2]
    behind = f":{port}" if port.isdigit() else ""
    return f"{request.scheme}://{settings.REKAM_WALLET_HOST}{behind}"


def office_origin(request: HttpRequest) -> str:
    """The office's address, seen from the wallet's: REKAM_PUBLIC_URL, else this machine on the same port."""
    port = request.META.get("HTTP_HOST", "").rpartition(":")[2]
    here = f"{request.scheme}://{LOOPBACK}{f':{port}' if port.isdigit() else ''}"
    parts = urlsplit(public_address("", asked=here))
    return f"{parts.scheme}://{parts.netloc}"


def let_in(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Let the wallet's page read an answer of the office; no cookie travels with it."""
    response["Access-Control-Allow-Origin"] = wallet_origin(request)
    response["Access-Control-Expose-Headers"] = TOLD
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = "GET, POST"
        response["Access-Control-Allow-Headers"] = HEADERS
        response["Access-Control-Max-Age"] = "600"
    response["Vary"] = ", ".join(filter(None, [response.get("Vary", ""), "Origin"]))
    return response


def shell(request: HttpRequest) -> HttpResponse:
    """One of the wallet's files, or its settings; nothing else is here."""
    if request.method not in {"GET", "HEAD"}:
        return guarded(HttpResponseNotAllowed(["GET", "HEAD"]), request)
    if request.path_info == CONFIG:
        return guarded(JsonResponse(config(request), headers={"Cache-Control": NOT_KEPT}), request)
    file = files().get(request.path_info)
    if file is None:
        return guarded(HttpResponseNotFound("", content_type="text/plain"), request)
    packs = "gzip" in request.headers.get("Accept-Encoding", "") and file.packed is not None
    body = file.packed if packs and file.packed is not None else file.plain
    response = HttpResponse(body, content_type=file.kind, headers={"Cache-Control": NOT_KEPT})
    if packs:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    if request.path_info == WORKER:
        response["Service-Worker-Allowed"] = "/"
    return guarded(response, request)


def asking() -> tuple[str, ...]:
    """Origins of registered services: these alone, beside the office, may be asked and answered."""
    return tuple(sorted({one.origin for one in registered.here(at=timezone.now())}))


def config(request: HttpRequest) -> dict[str, object]:
    """What the pages know of their office, and whom else they may answer."""
    office = office_origin(request)
    name = office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil"
    services = [
        {"origin": one.origin, "certificate": one.digest} for one in registered.here(at=timezone.now())
    ]
    return {
        "office": office,
        "issuer": _issuer() or office,
        "name": name,
        "language": "id",
        "services": services,
    }


def _issuer() -> str:
    """Who issues here, as its keys say; "" where there are none, and nothing can be got yet."""
    try:
        return keys.ring().issuer
    except RuleBroken:
        return ""


def guarded(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """What browsers are told to refuse on the wallet's pages."""
    own = "'self'"
    rules = {
        "default-src": "'none'",
        "script-src": f"{own} 'wasm-unsafe-eval'",
        "style-src": own,
        "img-src": f"{own} blob:",
        "font-src": own,
        "connect-src": " ".join([own, office_origin(request), *asking()]),
        "manifest-src": own,
        "worker-src": own,
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "dompet",
    }
    response["Content-Security-Policy"] = "; ".join(f"{name} {told}" for name, told in rules.items())
    response["Cross-Origin-Opener-Policy"] = "same-origin"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Permissions-Policy"] = (
        "camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), "
        "geolocation=(), microphone=(), payment=(), usb=()"
    )
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "DENY"
    return response
