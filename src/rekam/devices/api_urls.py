"""The doors of pairing, of heartbeats and of new versions, under /api/v1/."""

from django.urls import path

from rekam.devices.kits.api import receive
from rekam.devices.pairing import api
from rekam.devices.updates.api import answer

app_name = "devices_api"

urlpatterns = [
    path("station/pair", api.pair, name="pair"),
    path("station/health", receive, name="health"),
    path("station/update", answer, name="update"),
]
