"""Pages of visits and their results."""

from django.urls import path

from rekam.outreach.results import views

urlpatterns = [
    path("hasil/", views.results, name="results"),
    path("kunjungan/<uuid:visit>/", views.visit, name="visit"),
    path("kunjungan/<uuid:visit>/laporan/", views.report, name="report"),
    path("kunjungan/<uuid:visit>/foto/", views.photos, name="photos"),
    path("kunjungan/<uuid:visit>/foto/<int:number>.jpg", views.photo, name="photo"),
]
