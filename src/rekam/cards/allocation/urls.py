"""Pages of allocation."""

from django.urls import path

from rekam.cards.allocation import loan_views, request_views, views

urlpatterns = [
    path("kekurangan/", views.shortage, name="shortage"),
    path("urutan/", views.order_rules, name="order_rules"),
    path("urutan/<uuid:order>/putus/", views.decide_order, name="decide_order"),
    path("pembagian/", views.share, name="share"),
    path("pembagian/<uuid:share>/", views.share_sheet, name="share_sheet"),
    path("permintaan/", request_views.requests, name="requests"),
    path("permintaan/<uuid:request_id>/", request_views.request_page, name="request"),
    path("permintaan/<uuid:request_id>/surat.pdf", request_views.letter, name="request_letter"),
    path("pinjaman/", loan_views.loans_page, name="loans"),
    path("pinjaman/<uuid:loan>/", loan_views.loan, name="loan"),
    path("pinjaman/<uuid:loan>/jawab/", loan_views.answer_loan, name="answer_loan"),
    path("pinjaman/<uuid:loan>/kirim/", loan_views.send_loan, name="send_loan"),
]
