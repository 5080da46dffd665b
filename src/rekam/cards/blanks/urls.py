"""Pages of the ledger."""

from django.urls import include, path

from rekam.cards.blanks import views

urlpatterns = [
    path("", views.stock, name="stock"),
    path("cari/", views.find, name="find_blank"),
    path("terima/", views.receive, name="receive"),
    path("tim/", views.carriers, name="carriers"),
    path("blanko/<str:serial>/", views.blank, name="blank"),
    path("blanko/<str:serial>/rusak/", views.spoil_blank, name="spoil_blank"),
    path("blanko/<str:serial>/kembali/", views.take_back, name="take_back"),
    path("", include("rekam.cards.blanks.shipments.urls")),
    path("", include("rekam.cards.blanks.boxes.urls")),
    path("", include("rekam.cards.blanks.counts.urls")),
    path("", include("rekam.cards.blanks.destruction.urls")),
    path("", include("rekam.cards.blanks.losses.urls")),
    path("", include("rekam.cards.blanks.seconds.urls")),
]
