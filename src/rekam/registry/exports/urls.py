"""Exports."""

from django.urls import path

from rekam.registry.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("minta/", views.ask, name="ask_export"),
    path("<uuid:export>/", views.export, name="export"),
    path("<uuid:export>/setujui/", views.approve, name="approve_export"),
    path("<uuid:export>/tolak/", views.refuse, name="refuse_export"),
    path("<uuid:export>/unduh/", views.fetch, name="fetch_export"),
]
