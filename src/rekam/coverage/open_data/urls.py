"""Open data."""

from django.urls import path

from rekam.coverage.open_data import views
from rekam.coverage.outages.views import outages, outages_file

app_name = "open_data"

urlpatterns = [
    path("", views.publications, name="publications"),
    path("gangguan/", outages, name="outages"),
    path("gangguan.csv", outages_file, name="outages_file"),
    path("<str:publication>/<str:name>", views.published_file, name="file"),
]
