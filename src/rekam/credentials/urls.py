"""Pages of the digital KTP: the officer's, and the resident's own."""

from django.urls import path

from rekam.credentials.issuing import views_office, views_own

app_name = "credentials"

urlpatterns = [
    path("ktp-digital/", views_office.find, name="find"),
    path("ktp-digital/<uuid:uuid>/", views_office.person, name="person"),
    path("ktp-digital/<uuid:uuid>/kode/", views_office.give, name="give"),
    path("ktp-digital/<uuid:uuid>/kertas/", views_office.paper, name="paper"),
    path("ktp-digital/<uuid:uuid>/ponsel/", views_office.change_phone, name="change_phone"),
    path("ktp-digital/<uuid:uuid>/jarak-jauh/", views_office.remote, name="remote"),
    path("saya/ktp-digital/", views_own.own, name="own"),
    path("saya/ktp-digital/kode/", views_own.take, name="take"),
    path("saya/ktp-digital/hilang/", views_own.lost, name="lost"),
]
