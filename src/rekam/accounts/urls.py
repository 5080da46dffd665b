"""Entering, one's own account, officers, deputies, the first set-up."""

from django.urls import path

from rekam.accounts.views import deputies, entering, officers, own, set_up

app_name = "accounts"

urlpatterns = [
    path("masuk/langkah-dua/", entering.second_step, name="second_step"),
    path("masuk/kunci/", entering.passkey, name="passkey"),
    path("mulai/", set_up.code, name="set_up_code"),
    path("mulai/administrator/", set_up.administrator, name="set_up_administrator"),
    path("mulai/langkah/", set_up.steps, name="set_up"),
    path("mulai/kantor/", set_up.office, name="set_up_office"),
    path("akun/", own.own, name="own"),
    path("akun/konfirmasi/", entering.prove, name="prove"),
    path("akun/kata-sandi/", own.password, name="password"),
    path("akun/sesi/<uuid:identity>/akhiri/", own.end_session, name="end_session"),
    path("akun/faktor-kedua/", own.factors, name="factors"),
    path("akun/faktor-kedua/kode/", own.new_codes, name="new_codes"),
    path("akun/faktor-kedua/kode/hapus/", own.remove_codes, name="remove_codes"),
    path("akun/faktor-kedua/kunci/", own.new_passkey, name="new_passkey"),
    path("akun/faktor-kedua/kunci/<uuid:identity>/hapus/", own.remove_passkey, name="remove_passkey"),
    path("akun/faktor-kedua/pemulihan/", own.recovery, name="recovery"),
    path("akun/petugas/", officers.listed, name="officers"),
    path("akun/petugas/baru/", officers.new, name="new_officer"),
    path("akun/petugas/<uuid:identity>/", officers.one, name="officer"),
    path("akun/petugas/<uuid:identity>/<str:name>/", officers.act, name="officer_act"),
    path("akun/kantor/", officers.offices, name="offices"),
    path("akun/hapus-faktor/", officers.resets, name="resets"),
    path("akun/hapus-faktor/<uuid:identity>/", officers.grant_reset, name="grant_reset"),
    path("akun/wakil/", deputies.listed, name="deputies"),
    path("akun/wakil/<uuid:identity>/akhiri/", deputies.end, name="end_deputy"),
]
