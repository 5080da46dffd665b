"""Addresses of the kit alone."""

from django.contrib.staticfiles import views as static
from django.urls import include, path

urlpatterns = [
    path("pola/", include("rekam.ui.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("static/<path:path>", static.serve, {"insecure": True}),
]
