"""Officers' bodies, under the recordings."""

from django.urls import path

from rekam.enrolment.operators import views

urlpatterns = [
    path("petugas/", views.listed, name="operators"),
    path("petugas/telepon/", views.phone, name="operator_phone"),
    path("petugas/<uuid:body>/", views.one, name="operator"),
    path("petugas/<uuid:body>/foto/", views.photo, name="operator_photo"),
    path("petugas/<uuid:body>/hapus/", views.withdraw, name="operator_withdraw"),
]
