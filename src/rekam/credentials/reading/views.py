"""The reader's page, its service worker and its manifest."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rekam.credentials.reading import anchor, shell, words

# The QR reader is WebAssembly; no other page may run any.
WITH_WASM = csp_update({"script-src": [SELF, "'wasm-unsafe-eval'"]})


@WITH_WASM
@require_GET
@cache_control(no_cache=True)
def page(request: HttpRequest) -> HttpResponse:
    context = {"roots": " ".join(anchor.roots()), "words": words.told()}
    return render(request, "reading/page.html", context)


@WITH_WASM
@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(shell.service_worker(roots=anchor.roots()), content_type="text/javascript")


@require_GET
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> JsonResponse:
    told = {
        "name": _("Periksa KTP digital"),
        "short_name": _("Periksa KTP"),
        "lang": request.LANGUAGE_CODE,
        "start_url": reverse("reading:page"),
        "scope": reverse("reading:page"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0d4f4a",
        "icons": [{"src": static("ui/rekam.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")
