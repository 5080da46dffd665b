"""The queue of pairs; one pair."""

from django.urls import path

from rekam.registry.duplicates import views

urlpatterns = [
    path("", views.pairs, name="pairs"),
    path("<uuid:pair>/", views.pair, name="pair"),
]
