"""The server's addresses with the card room's; rooms of the navigation that are not mounted yet are empty."""

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from rekam.config.urls import urlpatterns as server
from rekam.web.context import ROOMS

urlpatterns: list[URLPattern | URLResolver] = [*server]
mounted = {getattr(pattern, "app_name", "") for pattern in server}
if "cards" not in mounted:
    urlpatterns.append(path("kartu/", include("rekam.cards.urls")))
for _label, _permission, name, start in ROOMS:
    app, _, page = name.partition(":")
    if app not in mounted | {"cards"}:
        empty = path(start.strip("/") + "/", lambda request: HttpResponse(), name=page)  # noqa: ARG005
        urlpatterns.append(path("", include(([empty], app))))
