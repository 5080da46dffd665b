"""The doors of pairing and of heartbeats, under /api/v1/."""

from django.urls import path

from rekam.devices.kits.api import receive
from rekam.devices.pairing import api

app_name = "devices_api"

urlpatterns = [
    path("station/pair", api.pair, name="pair"),
    path("station/health", receive, name="health"),
]
