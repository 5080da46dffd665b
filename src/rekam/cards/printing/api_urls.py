"""The printers' door, under /api/v1/."""

from django.urls import path

from rekam.cards.printing import api

app_name = "printing_api"

urlpatterns = [path("printers/ask", api.ask, name="ask")]
