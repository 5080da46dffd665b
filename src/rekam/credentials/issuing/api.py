"""The addresses that wallets and readers call; docs/reference/ikd-addresses.md says what they get."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from rekam.credentials import trust_list
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.issuing import (
    digests,
    keys,
    making,
    metadata,
    offering,
    proofs,
    publishing,
    rules,
    tokens,
)
from rekam.credentials.issuing.making import Batch
from rekam.credentials.issuing.moved import moved_on
from rekam.credentials.issuing.protocol import (
    check_c_nonce,
    dpop_of,
    form_of,
    fresh_nonce,
    json_of,
    offer_of,
    open_to_wallets,
    refused,
)
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken

PUBLISHED = timedelta(hours=1)
INTERVAL = 60  # seconds until a wallet asks again for what waits
EVENTS = frozenset({"credential_accepted", "credential_failure", "credential_deleted"})
JWT, CWT = "application/statuslist+jwt", "application/statuslist+cwt"


@open_to_wallets("GET")
def issuer(request: HttpRequest) -> HttpResponse:
    if request.accepts("application/jwt") and not request.accepts("application/json"):
        return _published(metadata.signed_issuer(at=timezone.now()).encode(), kind="application/jwt")
    return _told(metadata.issuer())


@open_to_wallets("GET")
def authorisation_server(_request: HttpRequest) -> HttpResponse:
    return _told(metadata.authorisation_server())


@open_to_wallets("GET")
def jwt_vc_issuer(_request: HttpRequest) -> HttpResponse:
    return _told(metadata.jwt_vc_issuer(at=timezone.now()))


@open_to_wallets("GET")
def key_set(_request: HttpRequest) -> HttpResponse:
    return _told(keys.ring().key_set(Purpose.SD_JWT, at=timezone.now()))


@open_to_wallets("GET")
def trust(_request: HttpRequest) -> HttpResponse:
    return _published(keys.trusted().encode(), kind=f"application/{trust_list.KIND}")


@open_to_wallets("GET")
def status(request: HttpRequest, number: int) -> HttpResponse:
    """Whole, and the same for everybody: who fetches it tells nobody about whom he asks."""
    as_cwt = not request.accepts(JWT)
    if as_cwt and not request.accepts(CWT):
        return HttpResponse(status=406)
    content = publishing.token(number, as_cwt=as_cwt, at=timezone.now())
    answer = _published(content, kind=CWT if as_cwt else JWT, life=publishing.FRESH)
    etag = quote_etag(digests.of_public(content))
    answer["ETag"], answer["Vary"] = etag, "Accept"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@open_to_wallets("GET")
def offer(_request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever has the address has the code; a code that is used, over or unknown answers the same."""
    found = offering.find_open(reference, at=timezone.now())
    if found is None:
        return JsonResponse({"error": "invalid_request"}, status=404)
    code = {
        "pre-authorized_code": digests.code_of(reference),
        "tx_code": {"input_mode": "numeric", "length": rules.DIGITS, "description": offering.description()},
    }
    return JsonResponse(
        {
            "credential_issuer": keys.ring().issuer,
            "credential_configuration_ids": found.configurations,
            "grants": {metadata.PRE_AUTHORISED: code},
        }
    )


@open_to_wallets("POST")
def token(request: HttpRequest) -> HttpResponse:
    told, at = form_of(request), timezone.now()
    grant = told.get("grant_type")
    if grant not in {metadata.PRE_AUTHORISED, "refresh_token"}:
        raise RuleBroken("grant_unknown" if grant else "phone_request_malformed")
    thumbprint = dpop_of(request)
    if grant == "refresh_token":
        came = tokens.renew(told.get("refresh_token", ""), thumbprint=thumbprint, at=at)
    else:
        code = told.get("pre-authorized_code")
        if not code:
            raise RuleBroken("phone_request_malformed")
        came = tokens.redeem(code, number=told.get("tx_code"), thumbprint=thumbprint, at=at)
    if came.tokens is None:
        # Not raised: a wrong number stays counted.
        code, day = came.refused, moved_on(thumbprint) if grant == "refresh_token" else None
        told_why = {"moved_on": day.isoformat()} if day else {}
        return refused("offer_over" if code == "token_over" else code, unauthorised=400, **told_why)
    answer = JsonResponse(
        {
            "access_token": came.tokens.access,
            "token_type": "DPoP",
            "expires_in": int(tokens.ACCESS.total_seconds()),
            "refresh_token": came.tokens.renewal,
        }
    )
    answer["DPoP-Nonce"] = fresh_nonce("dpop")
    return answer


@open_to_wallets("POST")
def nonce(_request: HttpRequest) -> HttpResponse:
    answer = JsonResponse({"c_nonce": fresh_nonce("c_nonce")})
    answer["DPoP-Nonce"] = fresh_nonce("dpop")
    return answer


@open_to_wallets("POST", refused_as=401)
def credential(request: HttpRequest) -> HttpResponse:
    for_whom = offer_of(request)
    told, at = json_of(request, code="credential_request_malformed"), timezone.now()
    wanted = rules.configuration(told, granted=for_whom.configurations)
    holders = proofs.check(told.get("proofs"), issuer=keys.ring().issuer, at=at, check_nonce=check_c_nonce)
    with scope(_office()):
        batch = making.issue(for_whom, configuration=wanted, holders=holders, at=at)
    return _batch(batch)


@open_to_wallets("POST", refused_as=401)
def deferred(request: HttpRequest) -> HttpResponse:
    for_whom = offer_of(request)
    told = json_of(request, code="transaction_unknown")
    with scope(_office()):
        batch = making.issue_deferred(
            for_whom, transaction_id=str(told.get("transaction_id")), at=timezone.now()
        )
    return _batch(batch)


@open_to_wallets("POST", refused_as=401)
def notification(request: HttpRequest) -> HttpResponse:
    for_whom = offer_of(request)
    told = json_of(request, code="notification_malformed")
    event = told.get("event")
    if not isinstance(event, str) or event not in EVENTS:
        raise RuleBroken("notification_malformed")
    making.note(for_whom, notification_id=str(told.get("notification_id")), event=event, at=timezone.now())
    return HttpResponse(status=204)


def _batch(batch: Batch) -> HttpResponse:
    if not batch.copies:
        told: dict[str, object] = {"transaction_id": str(batch.answer), "interval": INTERVAL}
        answer = JsonResponse(told, status=202)
    else:
        copies = [{"credential": one} for one in batch.copies]
        answer = JsonResponse({"credentials": copies, "notification_id": str(batch.answer)})
    answer["DPoP-Nonce"] = fresh_nonce("dpop")
    return answer


def _office() -> Scope:
    """A phone has no areas: for just its own person the whole office is asked."""
    return Scope.of(settings.REKAM_OFFICE_AREA)


def _told(told: Mapping[str, object]) -> HttpResponse:
    answer = JsonResponse(dict(told))
    answer["Cache-Control"] = f"public, max-age={int(PUBLISHED.total_seconds())}"
    return answer


def _published(content: bytes, *, kind: str, life: timedelta = PUBLISHED) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = f"public, max-age={int(life.total_seconds())}"
    return answer
