"""Visits."""

from django.urls import include, path

from rekam.outreach import views

app_name = "outreach"

urlpatterns = [
    path("", views.visits, name="visits"),
    path("rencana/", views.plan, name="plan"),
    path("kunjungan/<uuid:visit>/batal/", views.call_off, name="call_off_visit"),
    path("", include("rekam.outreach.events.urls")),
    path("", include("rekam.outreach.plans.urls")),
    path("", include("rekam.outreach.rounds.urls")),
    path("", include("rekam.outreach.sites.urls")),
    path("", include("rekam.outreach.results.urls")),
]
