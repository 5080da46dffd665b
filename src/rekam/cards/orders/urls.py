"""Pages of print orders."""

from django.urls import path

from rekam.cards.orders import views

urlpatterns = [
    path("antrean/", views.queue, name="queue"),
    path("pesan/<uuid:record>/", views.order, name="order"),
    path("luar-domisili/<uuid:visit>/", views.order_away, name="order_away"),
    path("pesanan/<uuid:job>/", views.card, name="card"),
    path("pesanan/<uuid:job>/depan.png", views.front_png, name="front_png"),
    path("pesanan/<uuid:job>/depan.pdf", views.front_pdf, name="front_pdf"),
    path("pesanan/<uuid:job>/setujui/", views.approve, name="approve"),
    path("pesanan/<uuid:job>/tolak/", views.refuse, name="refuse"),
    path("pesanan/<uuid:job>/cetak/", views.start, name="start"),
    path("pesanan/<uuid:job>/tercetak/", views.confirm, name="confirm"),
    path("pesanan/<uuid:job>/gagal/", views.spoil_print, name="spoil_print"),
]
