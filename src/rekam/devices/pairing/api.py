"""A laptop's question over the line: nobody is logged in, the code and the laptop's own signature count."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.devices.pairing import services
from rekam.devices.pairing.messages import (
    ASK_DOMAIN,
    MAX_BYTES,
    Answer,
    PairState,
    Question,
    decode_question,
    encode_answer,
)
from rekam.kernel.database import EVERYWHERE, apart, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from rekam.vault.queries import server_keys


@csrf_exempt
@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    at, keys = timezone.now(), server_keys()
    question = _checked(request)
    services.check_tries(at=at)
    try:
        with scope(EVERYWHERE):  # the laptop knows a code and no area
            pairing = services.hear(question, server=keys.receipt_public[keys.receipt_kid], at=at)
    except RuleBroken as broken:
        if broken.code == "pairing_code_wrong":
            with apart():  # the refusal undoes this request
                services.note_wrong_code(at=at)
        raise
    answer = Answer(
        nonce=question.nonce,
        state=PairState(pairing.state),
        name=pairing.name,
        receipt_keys=keys.receipt_public,
    )
    body = encode_answer(answer, seed=keys.receipt_seed)
    return HttpResponse(body, content_type="application/cbor", headers={"Cache-Control": "no-store"})


def _checked(request: HttpRequest) -> Question:
    """The question, signed by the key in it. Raises RuleBroken("pairing_malformed")."""
    body = request.read(MAX_BYTES + 1)
    question = decode_question(body)
    try:
        signature = bytes.fromhex(request.headers.get("Rekam-Station-Signature", ""))
    except ValueError as error:
        raise RuleBroken("pairing_malformed") from error
    if not sealing.signature_holds(body, signature=signature, public=question.public, domain=ASK_DOMAIN):
        raise RuleBroken("pairing_malformed")
    return question
