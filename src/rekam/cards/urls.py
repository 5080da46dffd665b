"""Blanks, print orders, cards."""

from django.urls import include, path

from rekam.cards.counter.urls import photographs

app_name = "cards"

urlpatterns = [
    path("", include("rekam.cards.blanks.urls")),
    path("", include("rekam.cards.orders.urls")),
    path("", include("rekam.cards.printing.urls")),
    path("serah/", include("rekam.cards.counter.urls")),
    path("foto/", include(photographs)),
    path("suket/", include("rekam.cards.suket.urls")),
    path("bawa/", include("rekam.cards.packs.urls")),
    path("", include("rekam.cards.allocation.urls")),
]
