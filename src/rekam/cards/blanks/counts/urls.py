"""Pages of counts of the safe."""

from django.urls import path

from rekam.cards.blanks.counts import views, views_sheet

urlpatterns = [
    path("hitung/", views.count, name="count"),
    path("hitung/<uuid:count>/", views.safe_count, name="safe_count"),
    path("hitung/<uuid:count>/selisih.csv", views_sheet.sheet, name="count_sheet"),
    path("hitung/<uuid:count>/pastikan/", views.confirm, name="confirm_count"),
]
