"""The worker's page; included in enrolment.urls."""

from django.urls import path

from rekam.enrolment.operations import views

urlpatterns = [
    path("", views.operations, name="operations"),
    path("kirim-lagi/", views.send_all, name="send_all_again"),
    path("<uuid:letter>/kirim-lagi/", views.send_one, name="send_again"),
]
