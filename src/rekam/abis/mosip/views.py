"""The routes: one message in, its answer out. The body has no more than a reference id and an address."""

import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rekam.abis.mosip import answers, queries, services, tokens
from rekam.abis.mosip.rules import Failure
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lengths import is_within

MOST_BYTES = 512 * 1024
MOST_ANSWERS = 100
View = Callable[..., HttpResponse]


def proven(view: View) -> View:
    """Only for who shows the token; everybody else reads the same 401, whatever was asked."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, **words: str) -> HttpResponse:
        if not tokens.is_ours(request.headers.get("Authorization", "")):
            refusal = JsonResponse({"code": "token_wrong"}, status=401)
            refusal["WWW-Authenticate"] = "Bearer"
            return _unkept(refusal)
        return _unkept(view(request, **words))

    return guarded


@proven
@require_http_methods(["POST"])
def messages(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if not is_within(request.META.get("CONTENT_LENGTH"), most=MOST_BYTES):
        return JsonResponse({"code": "message_too_large"}, status=413)
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError):
        told = answers.failed(Failure.STRUCTURE, kind="", request_id="", at=now)
        return JsonResponse(told, status=400)
    try:
        answer = services.take(message, at=now)
    except RuleBroken as broken:
        return JsonResponse({"code": broken.code}, status=503, headers={"Retry-After": "60"})
    if answer is not None:
        return JsonResponse(answer)
    address = reverse("mosip:answer", kwargs={"request_id": message["requestId"]})
    return HttpResponse(status=202, headers={"Location": address})


@proven
@require_http_methods(["GET"])
def untaken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The answers that were not taken yet, the oldest first."""
    return JsonResponse([row.answer for row in queries.untaken(most=MOST_ANSWERS)], safe=False)


@proven
@require_http_methods(["GET", "DELETE"])
def answer(request: HttpRequest, request_id: str) -> HttpResponse:
    """One answer; DELETE says that it arrived."""
    if request.method == "DELETE":
        taken = services.take_answer(request_id, at=timezone.now())
        return HttpResponse(status=204 if taken else 404)
    row = queries.find_message(request_id)
    if row is None:
        return JsonResponse({"code": "not_found"}, status=404)
    if row.answer is None:
        return HttpResponse(status=202, headers={"Retry-After": "1"})
    return JsonResponse(row.answer)


@proven
@require_http_methods(["GET"])
def state(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """How both doors stand: what waits and for how long, the pace, what was given up and why."""
    from rekam.abis import standing

    return JsonResponse(standing.state(at=timezone.now()))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
