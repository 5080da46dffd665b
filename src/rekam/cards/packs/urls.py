"""Pages of packs of cards."""

from django.urls import path

from rekam.cards.packs import views

urlpatterns = [
    path("", views.packs, name="packs"),
    path("siapkan/", views.prepare, name="prepare_pack"),
    path("perkara/", views.cases, name="pack_cases"),
    path("perkara/<uuid:act>/", views.answer, name="answer_case"),
    path("<uuid:pack>/", views.pack, name="pack"),
    path("<uuid:pack>/terima/", views.take_back, name="take_back_cards"),
    path("<uuid:pack>/hitung/", views.close, name="close_pack"),
]
