"""Residents' accounts: their door, their own page, and the counter that hands out codes."""

from django.urls import path

from rekam.web.residents import views_counter, views_enter, views_own

app_name = "own"

urlpatterns = [
    path("masuk/warga/", views_enter.door, name="enter"),
    path("masuk/warga/kode/", views_enter.code, name="code"),
    path("masuk/warga/baru/", views_enter.new, name="new"),
    path("masuk/warga/kantor/", views_enter.office_code, name="office_code"),
    path("saya/", views_own.home, name="home"),
    path("saya/masuk/", views_own.ways, name="ways"),
    path("saya/masuk/alamat/", views_own.address, name="address"),
    path("saya/pesan/", views_own.wanting, name="messages"),
    path("saya/tutup/", views_own.close, name="close"),
    path("loket/kode-akun/<uuid:uuid>/", views_counter.give, name="give_code"),
]
