"""Alarms."""

from django.urls import path

from rekam.registry.canaries import views

urlpatterns = [
    path("", views.alarms, name="alarms"),
    path("<uuid:alarm>/tutup/", views.close, name="close_alarm"),
]
