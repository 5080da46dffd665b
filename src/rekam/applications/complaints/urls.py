"""Complaints: the public pages, and the office's work."""

from django.urls import path

from rekam.applications.complaints import views, views_entry, views_work

app_name = "complaints"

urlpatterns = [
    path("", views.complain, name="complain"),
    path("kode/", views.code, name="code"),
    path("cari/", views.find, name="find"),
    path("saya/", views.page, name="own"),
    path("saya/balas/", views.reply, name="reply"),
    path("saya/tinjau/", views.reopen, name="reopen"),
    path("saya/tutup/", views.leave, name="leave"),
    path("kerja/", views_work.queue, name="queue"),
    path("kerja/baru/", views_entry.enter, name="enter"),
    path("kerja/kertas/", views_entry.on_paper, name="on_paper"),
    path("kerja/kertas/cetak/", views_entry.print_forms, name="print_forms"),
    path("kerja/<uuid:complaint>/", views_work.complaint, name="complaint"),
    path("kerja/<uuid:complaint>/langkah/", views_work.step, name="step"),
    path("kerja/<uuid:complaint>/pindah/", views_work.move, name="move"),
    path("kerja/<uuid:complaint>/lampiran/<uuid:sheet>/", views_work.sheet, name="sheet"),
]
