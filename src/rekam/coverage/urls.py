"""Who is recorded, who is missing, where."""

from django.urls import include, path

from rekam.coverage import statement_views, views

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("periksa-angka/", include("rekam.coverage.reconcile.urls")),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/pernyataan/", statement_views.press, name="statement"),
    path("<str:code>/nama/", views.names, name="names"),
]
