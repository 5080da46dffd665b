"""The work list's door, under /api/v1/."""

from django.urls import path

from rekam.outreach import api

app_name = "outreach_api"

urlpatterns = [path("station/pull", api.pull, name="pull")]
