"""Where wallets fetch a question and answer it. No account, no cookie: the address is the secret."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from rekam.credentials.issuing.protocol import open_to_wallets
from rekam.credentials.presenting import answers, services
from rekam.credentials.presenting.refusals import STATUS
from rekam.credentials.presenting.requests import KIND
from rekam.credentials.verdict import Standing
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lengths import is_within

View = Callable[..., HttpResponse]
MOST_BYTES = answers.MAX_BYTES + 1024
FORM = "application/x-www-form-urlencoded"


def _told_to_wallets(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, **named: object) -> HttpResponse:
        try:
            return view(request, **named)
        except RuleBroken as broken:
            request.rekam_undo = True  # type: ignore[attr-defined]
            return _refused(broken.code)

    return answered


@open_to_wallets("GET")
@_told_to_wallets
def request_object(request: HttpRequest, reference: str) -> HttpResponse:
    if request.method == "HEAD":  # asks nothing, so it uses nothing up
        return HttpResponse(status=405)
    signed = services.hand_over(reference, at=timezone.now())
    return HttpResponse(signed, content_type=f"application/{KIND}")


@open_to_wallets("POST")
@_told_to_wallets
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH")
    if request.content_type != FORM or not is_within(length, most=MOST_BYTES):
        raise RuleBroken("answer_unreadable")
    now = timezone.now()
    if "error" in request.POST:
        services.decline(reference, at=now)
        return JsonResponse({})
    taken = services.take(reference, response=request.POST.get("response", ""), at=now)
    if taken.standing is Standing.INVALID:
        return _refused(taken.code)  # the verdict stays: the officer reads it
    return JsonResponse({"redirect_uri": taken.return_to} if taken.return_to else {})


def _refused(code: str) -> HttpResponse:
    told = {"error": "invalid_request", "error_description": code}
    return JsonResponse(told, status=STATUS.get(code, 400))
