"""The server's addresses with the card room's, wherever the server itself mounts it."""

from django.urls import include, path

from rekam.config.urls import urlpatterns as server

urlpatterns = [*server]
if not any(getattr(pattern, "app_name", "") == "cards" for pattern in server):
    urlpatterns.append(path("kartu/", include("rekam.cards.urls")))
