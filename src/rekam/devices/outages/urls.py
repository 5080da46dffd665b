"""The log of outages."""

from django.urls import path

from rekam.devices.outages import views

app_name = "outages"

urlpatterns = [
    path("", views.listed, name="list"),
    path("baru/", views.report, name="report"),
    path("<uuid:outage>/", views.one, name="outage"),
    path("<uuid:outage>/catat/", views.settle, name="settle"),
    path("<uuid:outage>/selesai/", views.end, name="end"),
    path("<uuid:outage>/bukan/", views.dismiss, name="dismiss"),
]
