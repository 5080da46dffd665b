"""Find a resident; see one."""

from django.urls import include, path

from rekam.registry import views
from rekam.registry.lookup.views import search

app_name = "registry"

urlpatterns = [
    path("", search, name="search"),
    path("ganda/", include("rekam.registry.duplicates.urls")),
    path("impor/", include("rekam.registry.bulk.urls")),
    path("luar-domisili/", include("rekam.registry.outside.urls")),
    path("<uuid:uuid>/", views.resident, name="resident"),
    path("alarm/", include("rekam.registry.canaries.urls")),
    path("ekspor/", include("rekam.registry.exports.urls")),
    path("", include("rekam.registry.entries.urls")),
]
