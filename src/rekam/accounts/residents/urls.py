"""Passkeys and sessions of residents; the pages around them are in web.residents."""

from django.urls import path

from rekam.accounts.residents import views

app_name = "residents"

urlpatterns = [
    path("masuk/warga/kunci/", views.passkey, name="passkey"),
    path("saya/masuk/kunci/", views.new_passkey, name="new_passkey"),
    path("saya/masuk/kunci/<uuid:identity>/hapus/", views.remove_passkey, name="remove_passkey"),
    path("saya/sesi/<uuid:identity>/akhiri/", views.end_session, name="end_session"),
    path("saya/sesi/akhiri-semua/", views.end_everywhere, name="end_everywhere"),
]
