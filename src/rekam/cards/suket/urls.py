"""Pages of letters."""

from django.urls import path

from rekam.cards.suket import views

urlpatterns = [
    path("", views.sukets, name="sukets"),
    path("periksa/", views.check, name="check_suket"),
    path("perekaman/<uuid:record>/", views.suket_of, name="suket_of"),
    path("perekaman/<uuid:record>/terbitkan/", views.issue, name="issue_suket"),
    path("<uuid:suket>/surat.pdf", views.paper, name="suket_paper"),
    path("<uuid:suket>/ganti/", views.replace, name="replace_suket"),
    path("<uuid:suket>/cabut/", views.withdraw, name="withdraw_suket"),
]
