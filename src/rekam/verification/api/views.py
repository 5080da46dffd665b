"""The routes. The first lines of each docstring stand in the OpenAPI description."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Form, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security.base import AuthBase

from rekam.credentials.formats import jose
from rekam.credentials.formats.trust import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.verification.api import keys, schemas, services, short_way
from rekam.verification.api.answering import answer_comparison, answer_question
from rekam.verification.api.errors import install, refused
from rekam.verification.api.schemas import Compact, Refused, RefusedToken
from rekam.verification.api.services import Asking, Said
from rekam.verification.consent import services as consents
from rekam.verification.presence import services as presences
from rekam.verification.tokens import rules as tokens
from rekam.verification.tokens import services as admitting
from rekam.verification.tokens.services import Caller, Proven

ROOT = "/api/v1/verification"
LONGEST_CALLER = 255


class ProvenCaller(AuthBase):
    """Authorization: DPoP <token>, and a proof by the key to which the token belongs.

    spent  False = the route itself spends the proof and looks at contract and key (`short_way`)
    """

    openapi_type = "http"
    openapi_scheme = "DPoP"

    def __init__(self, *, spent: bool = True) -> None:
        super().__init__()
        self.spent = spent

    def __call__(self, request: HttpRequest) -> Caller | Proven:
        """Who asks; a refusal is an exception, told by `errors`."""
        at = timezone.now()
        proven = admitting.prove(
            authorization=request.headers.get("Authorization", ""),
            proof=request.headers.get("DPoP"),
            method=str(request.method),
            path=request.path_info.removeprefix(ROOT),
            at=at,
        )
        return admitting.let_in(proven, at=at) if self.spent else proven


REFUSALS: dict[Any, Any] = {
    400: Refused,
    401: Refused,
    403: Refused,
    409: Refused,
    413: Refused,
    429: Refused,
    503: Refused,
}

api = NinjaAPI(
    title="Rekam: verification",
    version="1",
    description="Confirms what an institution already holds of a person, field by field. It never reads out.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="verification_api",
    auth=ProvenCaller(),
    servers=[{"url": ROOT}],
)
install(api)


def told(body: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A body as it goes out; written once, not checked against its own schema again."""
    return HttpResponse(
        jose.to_json(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


class TokenIn(Schema):
    """A request for a token (RFC 6749 section 4.4.2, RFC 7521 section 4.2)."""

    grant_type: str
    client_assertion_type: str
    client_assertion: Compact


@api.post(
    "/token",
    auth=None,
    response={200: schemas.TokenOut, 400: RefusedToken, 401: RefusedToken, 403: RefusedToken, 413: Refused},
    tags=["token"],
)
def token(request: HttpRequest, asked: Form[TokenIn]) -> HttpResponse:  # noqa: ARG001
    """Get an access token by private_key_jwt (RFC 7523).

    The assertion is signed by ES256 with a key of the contract: iss and sub the client id, aud the address of
    this endpoint as the office tells it, exp at most five minutes ahead, jti never used before. The token
    holds for ten minutes and belongs to the key that signed: each request brings a DPoP proof (RFC 9449) by
    that key, with ath, and htu as the office tells the API's address.
    """
    if asked.grant_type != tokens.GRANT:
        raise RuleBroken("grant_type_unknown")
    if asked.client_assertion_type != tokens.ASSERTION:
        raise RuleBroken("request_malformed")
    given = admitting.give(asked.client_assertion, at=timezone.now())
    return told(
        {"access_token": given, "token_type": tokens.SCHEME, "expires_in": int(tokens.LIFE.total_seconds())}
    )


@api.post(
    "/questions",
    auth=ProvenCaller(spent=False),
    response={200: schemas.AnswerOut, **REFUSALS},
    tags=["questions"],
)
def questions(request: HttpRequest, question: schemas.QuestionIn) -> HttpResponse:
    """Ask whether a NIK and values are as recorded.

    The answer says so by field. Unknown, dead, double, out of use and "another person's data" look the same,
    but for codes that the contract grants. Some fields need the resident's own yes (POST consents) or the
    card shown (POST presentations) besides.
    """
    at, proven = timezone.now(), proven_in(request)
    asking = asking_of(request, reference=question.reference, way="questions")
    caller, said = short_way.ask(proven, question, asking, at=at) or long_way(proven, question, asking, at=at)
    return answered(caller, asking, said, at=at)


@api.post(
    "/comparisons",
    response={200: schemas.AnswerOut, **REFUSALS},
    tags=["comparisons"],
)
def comparisons(request: HttpRequest, asked: schemas.ComparisonIn) -> HttpResponse:
    """Ask whether a face or fingers are those recorded for a NIK.

    Yes or no, never how alike. It takes the resident's own yes for this field (POST consents or POST
    presentations), but for police by contract. Every no is the same: unknown, dead, no recording, somebody
    else. A picture that cannot be used is refused by its own code before anybody is looked up, and costs no
    quota. Nothing of a picture is kept. It does not prove that somebody stood before the camera: whoever
    sends it sees to that.
    """
    at, caller = timezone.now(), caller_of(request)
    asking = asking_of(request, reference=asked.reference, way="comparisons")
    said = services.answer_once(caller, asking, answer=lambda: answer_comparison(caller, asked, at=at))
    return answered(caller, asking, said, at=at)


@api.post("/consents", response={201: schemas.ConsentOut, **REFUSALS}, tags=["consents"])
def ask_consent(request: HttpRequest, asked: schemas.ConsentIn) -> HttpResponse:
    """Ask a resident for consent.

    Show the code to the person. Signed in at /saya/izin/ they see who asks, for what purpose and which
    fields, and say yes or no. It waits ten minutes; a yes holds ten more, for one question.
    """
    made = consents.ask(caller_of(request), fields=asked.fields, at=timezone.now())
    return told(made, status=201)


@api.get(
    "/consents/{uuid:consent}",
    response={200: schemas.ConsentOut, **REFUSALS, 404: Refused},
    tags=["consents"],
)
def consent(request: HttpRequest, consent: UUID) -> HttpResponse:
    """See what became of a request for consent."""
    return told(consents.standing(consent, caller=caller_of(request), at=timezone.now()))


@api.post("/presentations", response={201: schemas.PresentationOut, **REFUSALS}, tags=["presentations"])
def ask_presentation(request: HttpRequest, asked: schemas.PresentationIn) -> HttpResponse:
    """Ask a person to show the KTP digital.

    Show the link as a QR code. The person's wallet names the partner, the purpose and these fields, and
    shows the NIK to the office alone (OpenID4VP). It waits five minutes; what was shown counts for ten, for
    one question about that NIK: send the id as presence. A question about another NIK spends it too.
    """
    made = presences.ask(caller_of(request), fields=asked.fields, at=timezone.now())
    return told(made, status=201)


@api.get(
    "/presentations/{uuid:presentation}",
    response={200: schemas.PresentationOut, **REFUSALS, 404: Refused},
    tags=["presentations"],
)
def presentation(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """See what was shown: a verdict, never a value."""
    return told(presences.standing(presentation, caller=caller_of(request), at=timezone.now()))


@api.get("/keys", auth=None, response=schemas.KeysOut, tags=["receipts"])
def key_set(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The public keys of receipts, as a JWK Set; a new key stands here a week before it signs."""
    answer = told(dict(keys.ring().key_set(Purpose.RECEIPT, at=timezone.now())))
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@api.get("/openapi.json", auth=None, include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """This description."""
    return told(description())


def long_way(
    proven: Proven, question: schemas.QuestionIn, asking: Asking, *, at: datetime
) -> tuple[Caller, Said]:
    """A question step by step, each with its own trip: what is not plain, and what is refused."""
    caller = admitting.let_in(proven, at=at)
    return caller, services.answer_once(
        caller, asking, answer=lambda: answer_question(caller, question, at=at)
    )


def asking_of(request: HttpRequest, *, reference: str, way: str) -> Asking:
    """A request as it came."""
    stated = request.headers.get("X-Road-Client", "")[:LONGEST_CALLER]
    return Asking(reference=reference, way=way, body=request.body, stated_caller=stated)


def answered(caller: Caller, asking: Asking, said: Said, *, at: datetime) -> HttpResponse:
    """An answer as it goes out, with its receipt."""
    return told(
        {
            "number": str(said.number),
            "asked_at": said.at.isoformat(),
            "reference": asking.reference,
            **said.answer,
            "receipt": services.receipt_for(caller, asking, said, at=at),
        }
    )


def proven_in(request: HttpRequest) -> Proven:
    """What a request proved."""
    proven = getattr(request, "auth", None)
    if not isinstance(proven, Proven):
        raise TypeError("a route without its door")
    return proven


@api.exception_handler(HttpError)
@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, _error: HttpError | ValidationError) -> HttpResponse:
    """A body that is no question spends its proof too, and tells only who may ask that it is none."""
    proven = getattr(request, "auth", None)
    broken = RuleBroken("request_malformed")
    try:
        if isinstance(proven, Proven):
            admitting.let_in(proven, at=timezone.now())
    except RuleBroken as shut:
        broken = shut
    return refused(request, broken)


def caller_of(request: HttpRequest) -> Caller:
    """Who was let in."""
    caller = getattr(request, "auth", None)
    if not isinstance(caller, Caller):
        raise TypeError("a route without its door")
    return caller


def description() -> dict[str, Any]:
    """The OpenAPI description; its addresses are below the server's, so that X-Road may lay them anywhere."""
    return dict(api.get_openapi_schema(path_prefix=""))
