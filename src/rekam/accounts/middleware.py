"""Ends sessions whose time is over, before anything is asked of them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rekam.accounts.sessions import keep_or_end


class SessionLimits:
    """Idle time, absolute time, and sessions that were ended elsewhere (accounts.sessions)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            keep_or_end(request, at=timezone.now())
        return self.get_response(request)
