"""The page on which anybody checks a digital KTP."""

from django.urls import path

from rekam.credentials.reading import views

app_name = "reading"

urlpatterns = [
    path("", views.page, name="page"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
