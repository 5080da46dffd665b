"""Where a recording stands, for whoever holds its slip."""

from django.urls import path

from rekam.enrolment import views_standing

app_name = "standing"

urlpatterns = [
    path("", views_standing.ask, name="ask"),
]
