"""The server with one address more: a route of the bare framework that answers a constant."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI

from rekam.config.urls import handler500  # noqa: F401 - Django reads it here

bare = NinjaAPI(urls_namespace="bare", docs_url=None, openapi_url=None)


@bare.post("/constant")
def constant(request: HttpRequest) -> dict[str, bool]:  # noqa: ARG001
    return {"confirmed": True}


def nothing(_request: HttpRequest) -> HttpResponse:
    """The same without the framework."""
    return HttpResponse(b'{"confirmed":true}', content_type="application/json")


urlpatterns = [
    path("api/v1/verification/bare/", bare.urls),
    path("api/v1/verification/nothing", nothing),
    path("", include("rekam.config.urls")),
]
