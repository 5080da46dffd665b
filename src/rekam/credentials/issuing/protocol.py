"""How the issuer answers a wallet: JSON for any origin, refusals by the names of the standards."""

import secrets
from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from rekam.credentials.formats import jose
from rekam.credentials.issuing import digests, dpop, keys, nonces, rules, tokens
from rekam.credentials.issuing.models import Offer
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lengths import is_within

MOST_BYTES = 64 * 1024
View = Callable[..., HttpResponse]
# Refusals of a request with a token that is none, or a token of another key: RFC 9449 section 7.1.
NAMES: Mapping[str, str] = {
    **rules.OAUTH,
    "token_over": "invalid_token",
    "grant_unknown": "unsupported_grant_type",
    "phone_request_malformed": "invalid_request",
    "credential_request_malformed": "invalid_credential_request",
    "transaction_unknown": "invalid_transaction_id",
    "notification_unknown": "invalid_notification_id",
    "signing_key_missing": "temporarily_unavailable",
    "signing_key_unreadable": "temporarily_unavailable",
    "notification_malformed": "invalid_notification_request",
}
UNAUTHORISED = frozenset({"invalid_token", "use_dpop_nonce", "invalid_dpop_proof"})
DENIED = "credential_request_denied"  # whatever the register or its rules refuse
_OF_CODE = {"not_found": 404, "signing_key_missing": 503, "signing_key_unreadable": 503}
EXPOSED = "DPoP-Nonce, WWW-Authenticate"


def open_to_wallets(*methods: str, refused_as: int = 400) -> Callable[[View], View]:
    """An address that pages of any origin may call, without cookies; a refusal is JSON and undoes the rest.

    refused_as  status of a refusal of the token or its proof: 400 at the token's own address, else 401
    """

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **named: object) -> HttpResponse:
            if request.method == "OPTIONS":
                return _shared(HttpResponse(status=204), methods)
            if request.method not in (*methods, *(["HEAD"] if "GET" in methods else [])):
                return _shared(HttpResponse(status=405, headers={"Allow": ", ".join(methods)}), methods)
            try:
                return _shared(view(request, **named), methods)
            except RuleBroken as broken:
                request.rekam_undo = True  # type: ignore[attr-defined]
                return _shared(refused(broken.code, unauthorised=refused_as), methods)

        return answered

    return wrap


def refused(code: str, *, unauthorised: int = 401, **told: str) -> HttpResponse:
    """A refusal by the name of the standards; our own code stands beside it."""
    name = NAMES.get(code, DENIED)
    status = _OF_CODE.get(code, unauthorised if name in UNAUTHORISED else 400)
    answer = JsonResponse({"error": name, "error_description": code, **told}, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = f'DPoP algs="{jose.ALGORITHM}", error="{name}"'
    if name == "use_dpop_nonce":
        answer["DPoP-Nonce"] = fresh_nonce("dpop")
    return answer


def json_of(request: HttpRequest, *, code: str) -> dict[str, object]:
    """The object in a request's body. Raises RuleBroken of that code."""
    if request.content_type != "application/json" or not _is_small(request):
        raise RuleBroken(code)
    try:
        told = jose.from_json(request.body)
    except RuleBroken as broken:
        raise RuleBroken(code) from broken
    if not isinstance(told, dict):
        raise RuleBroken(code)
    return told


def form_of(request: HttpRequest) -> dict[str, str]:
    """The fields of a form, each once. Raises RuleBroken("phone_request_malformed")."""
    if request.content_type != "application/x-www-form-urlencoded" or not _is_small(request):
        raise RuleBroken("phone_request_malformed")
    fields = dict(request.POST.lists())
    if any(len(values) != 1 for values in fields.values()):
        raise RuleBroken("phone_request_malformed")
    return {name: str(values[0]) for name, values in fields.items()}


def fresh_nonce(use: str) -> str:
    """A nonce for one use: "dpop" or "c_nonce"."""
    return nonces.make(key=digests.key("nonce"), use=use, at=timezone.now(), entropy=secrets.token_bytes)


def check_c_nonce(nonce: object) -> None:
    """Raises RuleBroken("nonce_wrong")."""
    nonces.check(nonce, key=digests.key("nonce"), use="c_nonce", at=timezone.now())


def dpop_of(request: HttpRequest, *, token: str | None = None, thumbprint: bytes | None = None) -> bytes:
    """The thumbprint of the key that signed this request. Raises what `dpop.check` raises."""
    at = timezone.now()
    return dpop.check(
        request.headers.get("DPoP"),
        method=request.method or "",
        url=f"{keys.ring().issuer}{request.path}",  # as the world sees it, whatever proxy brought it here
        at=at,
        is_fresh=_is_fresh,
        is_used=lambda name: tokens.is_used(name, at=at),
        token=token,
        thumbprint=thumbprint,
    )


def offer_of(request: HttpRequest) -> Offer:
    """What the token of a request is for, signed by the phone it belongs to.

    Raises RuleBroken("token_over"), and what `dpop.check` raises.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if "access_token" in request.GET or scheme.lower() != "dpop" or not token:
        raise RuleBroken("token_over")
    offer = tokens.offer_of(token, at=timezone.now())
    dpop_of(request, token=token, thumbprint=tokens.thumbprint_of(offer))
    return offer


def _is_fresh(nonce: object) -> bool:
    try:
        nonces.check(nonce, key=digests.key("nonce"), use="dpop", at=timezone.now())
    except RuleBroken:
        return False
    return True


def _shared(answer: HttpResponse, methods: tuple[str, ...]) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = ", ".join((*methods, "OPTIONS"))
    answer["Access-Control-Allow-Headers"] = "Authorization, Content-Type, DPoP, Accept"
    answer["Access-Control-Expose-Headers"] = EXPOSED
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    if not answer.has_header("Cache-Control"):
        answer["Cache-Control"] = "no-store"
    return answer


def _is_small(request: HttpRequest) -> bool:
    return is_within(request.META.get("CONTENT_LENGTH"), most=MOST_BYTES)
