"""Pages of destruction."""

from django.urls import path

from rekam.cards.blanks.destruction import views, views_sheet

urlpatterns = [
    path("musnah/", views.waiting, name="waiting"),
    path("musnah/<uuid:minutes>/", views.minutes, name="minutes"),
    path("musnah/<uuid:minutes>/berita-acara.pdf", views.paper, name="minutes_paper"),
    path("musnah/<uuid:minutes>/daftar.csv", views_sheet.sheet, name="minutes_sheet"),
    path("musnah/<uuid:minutes>/pastikan/", views.confirm, name="confirm_destruction"),
    path("musnah/<uuid:minutes>/batal/", views.drop, name="drop_minutes"),
]
