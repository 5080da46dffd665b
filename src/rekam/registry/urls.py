"""Find a resident; see one."""

from django.urls import path

from rekam.registry import views
from rekam.registry.lookup.views import search

app_name = "registry"

urlpatterns = [
    path("", search, name="search"),
    path("<uuid:uuid>/", views.resident, name="resident"),
]
