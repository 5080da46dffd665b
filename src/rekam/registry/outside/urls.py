"""Residents of other offices: serve one, go on with one, and ours who were served elsewhere."""

from django.urls import path

from rekam.registry.outside import views

app_name = "outside"

urlpatterns = [
    path("", views.serve, name="serve"),
    path("penduduk-kami/", views.elsewhere, name="elsewhere"),
    path("<uuid:visit>/", views.visit, name="visit"),
]
