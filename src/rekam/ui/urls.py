"""One page: every partial in every state."""

from django.urls import path

from rekam.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.patterns, name="patterns"),
    path("capaian/", views.dashboard_pattern, name="dashboard_pattern"),
    path("stasiun/", views.station_pattern, name="station_pattern"),
    path("ajudikasi/", views.adjudication_pattern, name="adjudication_pattern"),
    path("warga/", views.resident_pattern, name="resident_pattern"),
]
