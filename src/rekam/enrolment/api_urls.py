"""The packets' door, under /api/v1/."""

from django.urls import path

from rekam.enrolment import api
from rekam.enrolment.operators.api import receive

app_name = "enrolment_api"

urlpatterns = [
    path("packets", api.packets, name="packets"),
    path("packets/<uuid:packet>", api.packet, name="packet"),
    path("packets/<uuid:packet>/receipt", api.receipt, name="receipt"),
    path("station/officer", receive, name="officer"),
]
