"""What every route of the door has in common: token and scope, ids, the question, errors of OSIA's form."""

import logging
import os
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from rekam.abis.osia import answers, tasks
from rekam.abis.osia.installation import installation_of
from rekam.abis.osia.rules import ALL, Fault, Question, Refused, Scope, check_id, read_question
from rekam.abis.osia.states import Kind
from rekam.abis.osia.tasks import Done
from rekam.abis.osia.tokens import scopes_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.json_within import read_json
from rekam.kernel.lengths import is_within

MOST_BYTES = 16 * 1024 * 1024
Bodies = Mapping[str, Mapping[str, bytes]]
View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)


def route(**scopes: Scope) -> Callable[[View], View]:
    """A route that takes these methods, each by tokens of its scope."""

    def around(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, **words: str) -> HttpResponse:
            try:
                found = _answered(view, request, words, scopes=scopes)
            except Refused as refused:
                found = told(Done(refused.fault.status, answers.failed(refused)))
                if refused.fault is Fault.NO_TOKEN:
                    found["WWW-Authenticate"] = "Bearer"
                if refused.fault is Fault.BUSY:
                    found["Retry-After"] = "60"
            found["Cache-Control"] = "no-store"
            return found

        return guarded

    return around


def _answered(
    view: View, request: HttpRequest, words: Mapping[str, str], *, scopes: Mapping[str, Scope]
) -> HttpResponse:
    now = timezone.now()
    header = request.headers.get("Authorization", "")
    allowed = scopes_of(header, issuer=installation_of(os.environ).issuer, now=int(now.timestamp()))
    scope = scopes.get(request.method or "")
    if scope is None:
        return HttpResponse(status=405, headers={"Allow": ", ".join(scopes)})
    if scope not in allowed:
        raise Refused(Fault.NO_SCOPE)
    for name, value in words.items():
        if name != "task" and not (name == "gallery" and value == ALL):
            check_id(value, where=name)
    try:
        return view(request, **words)
    except RuleBroken as broken:  # a medium is away: the same as a worker that does not come
        log.warning("a request of OSIA's is not done: %s", broken.code)
        waits = broken.code.startswith(tasks.OUR_FAULT)
        raise Refused(Fault.BUSY if waits else Fault.INTERNAL) from broken


def asked_of(request: HttpRequest) -> Question:
    """The question of a request, its callback one that the installation allows. Raises Refused."""
    question = read_question(request.GET.dict())
    places = installation_of(os.environ).callbacks
    if question.callback and not any(place.has(question.callback) for place in places):
        raise Refused(Fault.CALLBACK)
    return question


def body_of(request: HttpRequest, *, needed: bool = True) -> object:
    """The JSON of a request; None for no body where none is needed.

    Raises Refused(TOO_LARGE), Refused(NOT_JSON).
    """
    if not is_within(request.META.get("CONTENT_LENGTH"), most=MOST_BYTES):
        raise Refused(Fault.TOO_LARGE)
    if not (needed or request.body):
        return None
    try:
        return read_json(request.body)
    except ValueError as error:
        raise Refused(Fault.NOT_JSON) from error


def do(
    kind: Kind, *, question: Question, asked: Mapping[str, object], bodies: Bodies, at: datetime
) -> HttpResponse:
    """The answer of the worker, or the task's number where there is a callback."""
    task = tasks.take(kind, question=question, asked=asked, bodies=bodies, at=at)
    if question.callback:
        return told(Done(202, {"taskId": str(task.uuid)}))
    return told(tasks.wait(task))


def told(done: Done) -> HttpResponse:
    """An answer as HTTP has it."""
    if done.content is None:
        return HttpResponse(status=done.status)
    return JsonResponse(done.content, status=done.status, safe=False)


def fresh_id() -> str:
    """An id for a person or an encounter that comes without one."""
    return str(uuid.uuid4())
