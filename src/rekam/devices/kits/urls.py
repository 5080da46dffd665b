"""Kits and their parts."""

from django.urls import path

from rekam.devices.kits import views, views_acts, views_one, views_parts

app_name = "kits"

urlpatterns = [
    path("", views.listed, name="list"),
    path("baru/", views_acts.register_kit, name="register"),
    path("kalender/", views.calendar, name="calendar"),
    path("perbaikan/", views.board, name="board"),
    path("pinjaman/", views.loans, name="loans"),
    path("umur/", views.lasting, name="lasting"),
    path("daftar.<str:form>", views.file, name="file"),
    path("laporan/<uuid:report>/tutup/", views_acts.close_report, name="close_report"),
    path("pesanan/<uuid:reservation>/batal/", views_acts.free, name="free"),
    path("bagian/baru/", views_parts.register_part, name="register_part"),
    path("bagian/<uuid:part>/", views_one.part, name="part"),
    path("bagian/<uuid:part>/langkah/", views_parts.step, name="step"),
    path("bagian/<uuid:part>/pinjam/", views_parts.lend, name="lend"),
    path("bagian/<uuid:part>/pasang/", views_parts.fit, name="fit"),
    path("bagian/<uuid:part>/kembali/", views_parts.give_back, name="give_back"),
    path("bagian/<uuid:part>/pindah/", views_parts.put, name="put"),
    path("<uuid:kit>/", views_one.kit, name="kit"),
    path("<uuid:kit>/rusak/", views_acts.fault, name="fault"),
    path("<uuid:kit>/serah-terima/", views_acts.hand, name="hand"),
    path("<uuid:kit>/laptop/", views_acts.join, name="join"),
    path("<uuid:kit>/pesan/", views_acts.reserve, name="reserve"),
    path("<uuid:kit>/keluar/", views_acts.retire, name="retire"),
]
