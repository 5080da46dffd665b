"""Every address of the server."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rekam.web.urls")),
    path("api/v1/", include("rekam.enrolment.api_urls")),
]
