"""Pages of shipments."""

from django.urls import path

from rekam.cards.blanks.shipments import views

urlpatterns = [
    path("kirim/", views.send, name="send"),
    path("kiriman/", views.listed, name="shipments"),
    path("kiriman/<uuid:shipment>/", views.shipment, name="shipment"),
    path("kiriman/<uuid:shipment>/tiba/", views.arrive, name="arrive"),
    path("kiriman/<uuid:shipment>/tolak/", views.refuse, name="refuse_shipment"),
    path("kiriman/<uuid:shipment>/ambil-kembali/", views.take_back, name="take_back_shipment"),
]
