"""The doors of phones: no cookie, no session; each request is signed by the phone's own key."""

import secrets
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.accounts.permissions import address_of
from rekam.credentials.issuing import nonces
from rekam.credentials.issuing.moved import moved_on
from rekam.credentials.wallets import halves, rules, services
from rekam.credentials.wallets.rules import Asked, State, Use
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import public_address

NONCE_USE = "wallet"


@csrf_exempt
@require_POST
def nonce(_request: HttpRequest) -> JsonResponse:
    made = nonces.make(key=halves.nonce_key(), use=NONCE_USE, at=timezone.now(), entropy=secrets.token_bytes)
    return _answer({"nonce": made})


@csrf_exempt
@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    half = services.begin(_asked(request, use=Use.BEGIN), asker=address_of(request), at=timezone.now())
    return _answer({"half": half}, status=HTTPStatus.CREATED)


@csrf_exempt
@require_POST
def open_store(request: HttpRequest) -> JsonResponse:
    return _tried(_asked(request, use=Use.OPEN))


@csrf_exempt
@require_POST
def change_pin(request: HttpRequest) -> JsonResponse:
    return _tried(_asked(request, use=Use.CHANGE))


def _tried(asked: Asked) -> JsonResponse:
    """An answer and no refusal: what a refusal undoes would be the count of wrong PINs."""
    day = moved_on(bytes.fromhex(asked.thumbprint))
    if day is not None:
        return _answer({"code": "wallet_moved", "moved_on": day.isoformat()}, status=HTTPStatus.GONE)
    tried = services.open_with(asked, at=timezone.now())
    if tried.half:
        return _answer({"half": tried.half})
    if tried.state is State.LOCKED:
        return _answer({"code": "wallet_locked", "left": 0}, status=HTTPStatus.LOCKED)
    return _answer({"code": "wallet_pin_wrong", "left": tried.left}, status=HTTPStatus.FORBIDDEN)


def _asked(request: HttpRequest, *, use: Use) -> Asked:
    body = request.read(rules.MAX_BYTES + 1)  # of a form nothing is left here
    if len(body) > rules.MAX_BYTES:
        raise RuleBroken("wallet_request_wrong")
    at = timezone.now()
    return rules.read(
        body.decode("ascii", "replace"),
        use=use,
        audience=public_address(request.path, asked=request.build_absolute_uri(request.path)),
        at=at,
        check_nonce=lambda told: nonces.check(told, key=halves.nonce_key(), use=NONCE_USE, at=at),
    )


def _answer(told: dict[str, object], *, status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
