"""Where wallets fetch a question and answer it. No slash at the end, as the issuer's addresses."""

from django.urls import path

from rekam.credentials.presenting import api

app_name = "showing"

urlpatterns = [
    path("requests/<str:reference>", api.request_object, name="request"),
    path("answers/<str:reference>", api.answer, name="answer"),
]
