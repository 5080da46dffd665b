"""Pages that count from people have nothing to tell in a scenario, which holds counts only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rekam.kernel.errors import RuleBroken

View = Callable[..., HttpResponse]


def of_people(view: View) -> View:
    """The view, refused in a scenario rather than showing zeros: RuleBroken("scenario_without_people")."""

    @wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if settings.REKAM_SCENARIO:
            raise RuleBroken("scenario_without_people")
        return view(request, *arguments, **named)

    return checked
