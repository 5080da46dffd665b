"""Who is recorded, who is missing, where."""

from django.urls import path

from rekam.coverage import views
from rekam.coverage.projection.views import projection
from rekam.coverage.targets.views import targets, withdraw

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("proyeksi/", projection, name="projection"),
    path("target/", targets, name="targets"),
    path("target/tarik/", withdraw, name="withdraw_target"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/nama/", views.names, name="names"),
]
