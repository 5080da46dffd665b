"""Find a resident; see one."""

from django.urls import include, path

from rekam.registry import views

app_name = "registry"

urlpatterns = [
    path("", views.search, name="search"),
    path("luar-domisili/", include("rekam.registry.outside.urls")),
    path("<uuid:uuid>/", views.resident, name="resident"),
]
