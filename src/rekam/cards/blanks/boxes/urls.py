"""Pages of closed boxes."""

from django.urls import path

from rekam.cards.blanks.boxes import views

urlpatterns = [
    path("boks/<uuid:box>/", views.box, name="box"),
    path("boks/<uuid:box>/keluarkan/", views.count_out, name="count_out"),
    path("boks/<uuid:box>/kurang/", views.short, name="short_box"),
]
