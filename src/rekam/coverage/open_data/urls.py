"""Open data."""

from django.urls import path

from rekam.coverage.open_data import views

app_name = "open_data"

urlpatterns = [
    path("", views.publications, name="publications"),
    path("<str:publication>/<str:name>", views.published_file, name="file"),
]
