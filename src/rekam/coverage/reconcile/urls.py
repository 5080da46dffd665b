"""Under /capaian/periksa-angka/."""

from django.urls import path

from rekam.coverage.reconcile import views

urlpatterns = [
    path("", views.start, name="reconcile"),
    path("hasil/", views.results, name="reconcile_results"),
]
