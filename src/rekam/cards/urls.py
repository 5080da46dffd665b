"""Blanks, print orders, cards."""

from django.urls import path

from rekam.cards import views, views_counter, views_orders

app_name = "cards"

urlpatterns = [
    path("", views.stock, name="stock"),
    path("terima/", views.receive, name="receive"),
    path("kirim/", views.transfer, name="transfer"),
    path("blanko/<str:serial>/", views.blank, name="blank"),
    path("blanko/<str:serial>/rusak/", views.spoil_blank, name="spoil_blank"),
    path("blanko/<str:serial>/kembali/", views.take_back, name="take_back"),
    path("antrean/", views_orders.queue, name="queue"),
    path("pesan/<uuid:record>/", views_orders.order, name="order"),
    path("luar-domisili/<uuid:visit>/", views_orders.order_away, name="order_away"),
    path("pesanan/<uuid:job>/", views_orders.card, name="card"),
    path("pesanan/<uuid:job>/depan.png", views_orders.front_png, name="front_png"),
    path("pesanan/<uuid:job>/depan.pdf", views_orders.front_pdf, name="front_pdf"),
    path("pesanan/<uuid:job>/setujui/", views_orders.approve, name="approve"),
    path("pesanan/<uuid:job>/tolak/", views_orders.refuse, name="refuse"),
    path("pesanan/<uuid:job>/cetak/", views_orders.start, name="start"),
    path("pesanan/<uuid:job>/tercetak/", views_orders.confirm, name="confirm"),
    path("pesanan/<uuid:job>/gagal/", views_orders.spoil_print, name="spoil_print"),
    path("serah/", views_counter.find, name="find"),
    path("serah/<uuid:job>/", views_counter.hand_over, name="hand_over"),
    path("serah/<uuid:job>/alat/", views_counter.compare_device, name="compare_device"),
    path("serah/<uuid:job>/berkas/", views_counter.compare_records, name="compare_records"),
    path("serah/<uuid:job>/pengecualian/", views_counter.ask_exception, name="ask_exception"),
    path("serah/<uuid:job>/sahkan/", views_counter.confirm_exception, name="confirm_exception"),
]
