"""The published files: for everybody where the office says so, else for officers who see coverage."""

from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from rekam.accounts.permissions import View, allow
from rekam.coverage.open_data import files
from rekam.coverage.open_data.words import HIDDEN

DAY, HOUR = 24 * 60 * 60, 60 * 60


def readers(view: View) -> Any:
    """Let everybody in with REKAM_OPEN_DATA, else officers; neither is asked for more than reading."""
    guarded = allow("coverage.see")(view)

    @wraps(guarded)
    def choose(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        return (view if settings.REKAM_OPEN_DATA else guarded)(request, *arguments, **named)

    return choose


@require_safe
@readers
def publications(request: HttpRequest) -> HttpResponse:
    context = {"publications": files.publications(), "names": list(files.NAMES), "hidden": HIDDEN}
    return _kept(render(request, "coverage/open_data/publications.html", context), seconds=HOUR)


def _etag(_request: HttpRequest, *, publication: str, name: str) -> str:
    return f'"{sha256(files.read(publication, name=name)).hexdigest()}"'


@require_safe
@readers
@condition(etag_func=_etag)
def published_file(_request: HttpRequest, publication: str, name: str) -> HttpResponse:
    answer = HttpResponse(files.read(publication, name=name), content_type=files.NAMES[name])
    return _kept(answer, seconds=DAY)


def _kept(answer: HttpResponse, *, seconds: int) -> HttpResponse:
    """Kept by caches of others only where others may read it; what was published does not change."""
    patch_cache_control(answer, max_age=seconds, public=True) if settings.REKAM_OPEN_DATA else (
        patch_cache_control(answer, private=True, max_age=0)
    )
    return answer
