"""Pages of print orders."""

from django.urls import path

from rekam.cards.orders import views, views_reprint, views_sides

urlpatterns = [
    path("antrean/", views.queue, name="queue"),
    path("pesan/<uuid:record>/", views.order, name="order"),
    path("cetak-ulang/", views_reprint.find, name="find_reprint"),
    path("cetak-ulang/<uuid:record>/", views_reprint.reprint, name="reprint"),
    path("pesanan/<uuid:job>/berkas/", views_reprint.attach, name="attach_papers"),
    path("pesanan/<uuid:job>/berkas/<int:number>/", views_reprint.scan, name="reprint_scan"),
    path("pesanan/<uuid:job>/ditemukan/", views_reprint.found, name="old_card_found"),
    path("luar-domisili/<uuid:visit>/", views.order_away, name="order_away"),
    path("pesanan/<uuid:job>/", views.card, name="card"),
    *(
        path(f"pesanan/<uuid:job>/{side}.{kind}", view, {"side": side}, name=f"{name}_{kind}")
        for side, name in (("depan", "front"), ("belakang", "back"))
        for kind, view in (("png", views_sides.png), ("pdf", views_sides.pdf))
    ),
    path("pesanan/<uuid:job>/negara/", views_sides.country, name="name_country"),
    path("pesanan/<uuid:job>/setujui/", views.approve, name="approve"),
    path("pesanan/<uuid:job>/tolak/", views.refuse, name="refuse"),
    path("pesanan/<uuid:job>/cetak/", views.start, name="start"),
    path("pesanan/<uuid:job>/tercetak/", views.confirm, name="confirm"),
    path("pesanan/<uuid:job>/gagal/", views.spoil_print, name="spoil_print"),
    path("pesanan/<uuid:job>/cetak-lagi/", views.print_anew, name="print_anew"),
]
