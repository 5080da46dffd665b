"""Pages of acts of two."""

from django.urls import path

from rekam.cards.blanks.seconds import views

urlpatterns = [
    path("dua-petugas/<uuid:second>/", views.act, name="act_of_two"),
    path("dua-petugas/<uuid:second>/pastikan/", views.confirm, name="confirm_act"),
    path("dua-petugas/<uuid:second>/batal/", views.drop, name="drop_act"),
]
