"""The doors of phones, under /api/v1/wallets/."""

from django.urls import path

from rekam.credentials.wallets import api

app_name = "wallets"

urlpatterns = [
    path("nonce", api.nonce, name="nonce"),
    path("begin", api.begin, name="begin"),
    path("open", api.open_store, name="open"),
    path("change", api.change_pin, name="change"),
]
