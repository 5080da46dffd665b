"""Recordings and where they stand."""

from django.urls import path

from rekam.enrolment import views

app_name = "enrolment"

urlpatterns = [
    path("", views.records, name="records"),
    path("paket-ditolak/", views.refused, name="refused"),
    path("status/<str:status>/", views.standing, name="standing"),
    path("<uuid:record>/", views.record, name="record"),
    path("<uuid:record>/foto-pengecualian/", views.exception_photo, name="exception_photo"),
    path("<uuid:record>/periksa/", views.check_again, name="check_again"),
    path("<uuid:record>/orang/", views.reveal, name="reveal"),
]
