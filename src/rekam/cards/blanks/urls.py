"""Pages of the ledger."""

from django.urls import path

from rekam.cards.blanks import views

urlpatterns = [
    path("", views.stock, name="stock"),
    path("terima/", views.receive, name="receive"),
    path("kirim/", views.transfer, name="transfer"),
    path("blanko/<str:serial>/", views.blank, name="blank"),
    path("blanko/<str:serial>/rusak/", views.spoil_blank, name="spoil_blank"),
    path("blanko/<str:serial>/kembali/", views.take_back, name="take_back"),
]
