"""The packets' door, under /api/v1/."""

from django.urls import path

from rekam.enrolment import api

app_name = "enrolment_api"

urlpatterns = [
    path("packets", api.packets, name="packets"),
    path("packets/<uuid:packet>", api.packet, name="packet"),
    path("packets/<uuid:packet>/receipt", api.receipt, name="receipt"),
]

# Routes that anybody may call, and why that is right.
PUBLIC = {
    "enrolment_api:packets": "a station sends without anybody logged in; the packet is signed by the station",
    "enrolment_api:packet": "as above; the random id is the only thing that can be asked for",
    "enrolment_api:receipt": "tells whether a random id arrived, signed; nothing of the person",
}
