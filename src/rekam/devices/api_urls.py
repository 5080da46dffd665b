"""The pairing's door, under /api/v1/."""

from django.urls import path

from rekam.devices.pairing import api

app_name = "devices_api"

urlpatterns = [path("station/pair", api.pair, name="pair")]
