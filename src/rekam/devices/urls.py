"""Stations, and pairing a laptop."""

from django.urls import path

from rekam.devices.pairing import views

app_name = "devices"

urlpatterns = [
    path("", views.listed, name="stations"),
    path("pasang/", views.invite, name="invite"),
    path("pasang/<uuid:pairing>/", views.one, name="pairing"),
]
