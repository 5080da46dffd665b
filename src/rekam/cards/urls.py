"""Blanks, print orders, cards."""

from django.urls import include, path

app_name = "cards"

urlpatterns = [
    path("", include("rekam.cards.blanks.urls")),
    path("", include("rekam.cards.orders.urls")),
    path("", include("rekam.cards.allocation.urls")),
    path("serah/", include("rekam.cards.counter.urls")),
]
