"""Pages of printers, batches, the questions after an interruption, and a day's report."""

from django.urls import path

from rekam.cards.printing import views, views_cards, views_day

urlpatterns = [
    path("pencetak/", views.printers, name="printers"),
    path("pencetak/daftar/", views.register, name="register_printer"),
    path("pencetak/<uuid:printer>/", views.printer, name="printer"),
    path("pencetak/<uuid:printer>/mulai/", views.start, name="start_batch"),
    path("pencetak/<uuid:printer>/pita/", views.ribbon, name="change_ribbon"),
    path("pencetak/<uuid:printer>/bersih/", views.cleaned, name="note_cleaning"),
    path("kelompok/<uuid:batch>/", views.batch, name="batch"),
    path("kelompok/<uuid:batch>/kemajuan/", views.progress, name="batch_progress"),
    path("kelompok/<uuid:batch>/jeda/", views.pause, name="pause_batch"),
    path("kelompok/<uuid:batch>/lanjut/", views.resume, name="resume_batch"),
    path("kelompok/<uuid:batch>/henti/", views.stop, name="stop_batch"),
    path("lihat/", views_cards.listed, name="look_at"),
    path("lihat/<uuid:tried>/", views_cards.question, name="look_card"),
    path("lihat/<uuid:tried>/tercetak/", views_cards.printed, name="say_printed"),
    path("lihat/<uuid:tried>/gagal/", views_cards.spoiled, name="say_spoiled"),
    path("lihat/<uuid:tried>/tunggu/", views_cards.give_up, name="give_up_waiting"),
    path("rusak-cetak/", views_day.spoiled, name="print_spoilage"),
    path("hari-cetak/", views_day.day, name="print_day"),
]
