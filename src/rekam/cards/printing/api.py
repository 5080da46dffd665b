"""The door of the programs beside printers: nobody is logged in, a paired computer signs its questions."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.cards.printing import services
from rekam.cards.printing.messages import (
    DOMAIN,
    MAX_QUESTION_BYTES,
    Do,
    Order,
    Question,
    Say,
    decode_question,
    encode_order,
)
from rekam.cards.printing.models import Printer
from rekam.cards.printing.rules import Condition, Step
from rekam.devices.queries import find_station
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing


@csrf_exempt
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    body = request.read(MAX_QUESTION_BYTES + 1)
    question = decode_question(body)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        _check_computer(question, body=body, signature=request.headers.get("Rekam-Station-Signature", ""))
        site = _site(question)
    with scope(Scope.of(site)):
        order = _answer(question, seat=services.Seat(question.printer, question.run, timezone.now()))
    return HttpResponse(
        encode_order(order), content_type="application/cbor", headers={"Cache-Control": "no-store"}
    )


def _check_computer(question: Question, *, body: bytes, signature: str) -> None:
    """Raises RuleBroken("station_unknown" | "station_signature_wrong")."""
    computer = find_station(question.computer)
    if computer is None:
        raise RuleBroken("station_unknown")
    try:
        signed = bytes.fromhex(signature)
    except ValueError:
        signed = b""
    if not sealing.signature_holds(body, signature=signed, public=bytes(computer.public_key), domain=DOMAIN):
        raise RuleBroken("station_signature_wrong")


def _site(question: Question) -> str:
    """Where the printer of this computer stands. Raises RuleBroken("printer_unknown")."""
    found = Printer.objects.filter(uuid=question.printer, computer=question.computer, is_active=True).first()
    if found is None:
        raise RuleBroken("printer_unknown")
    return found.area_code


def _answer(question: Question, *, seat: services.Seat) -> Order:
    """Raises RuleBroken("print_question_malformed") and what the services raise."""
    match question.say:
        case Say.HELLO:
            services.hello(seat)
            return Order(do=Do.WAIT)
        case Say.LOOK:
            feeds = services.look(seat, condition=_condition(question), ribbon=question.ribbon)
            return Order(do=Do.FEED if feeds else Do.WAIT)
        case Say.TAKE:
            return _order(services.take(seat, uid=question.uid))
        case Say.TROUBLE:
            services.trouble(seat, code=_condition(question), card=question.card)
            return Order(do=Do.WAIT)
    if question.card is None or (question.say is Say.BEGIN and question.step not in set(Step)):
        raise RuleBroken("print_question_malformed")
    if question.say is Say.FINISH:
        services.finish(seat, card=question.card)
        return Order(do=Do.WAIT)
    may = services.begin(seat, card=question.card, step=Step(question.step), uid=question.uid)
    return Order(do=Do.GO if may else Do.REJECT)


def _condition(question: Question) -> Condition:
    if question.condition not in set(Condition):
        raise RuleBroken("print_question_malformed")
    return Condition(question.condition)


def _order(taken: services.Taken | Do) -> Order:
    if isinstance(taken, Do):
        return Order(do=taken)
    return Order(
        do=Do.CARD,
        card=taken.card.uuid,
        serial=taken.serial,
        steps=tuple(step.value for step in taken.steps),
        front=taken.content.front,
        back=taken.content.back,
        chip=taken.content.chip,
    )
