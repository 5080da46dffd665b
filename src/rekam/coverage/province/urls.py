"""The province's addresses, and those of its follow-ups."""

from django.urls import path

from rekam.coverage.followups import views as followups
from rekam.coverage.province import views

urlpatterns = [
    path("provinsi/<str:code>/", views.province, name="province"),
    path("sifat-wilayah/", views.traits, name="traits"),
    path("tindak-lanjut/", followups.follow_ups, name="follow_ups"),
    path("tindak-lanjut/tulis/", followups.write, name="write_follow_up"),
    path("tindak-lanjut/<uuid:follow_up>/", followups.follow_up, name="follow_up"),
    path("tindak-lanjut/<uuid:follow_up>/jawab/", followups.answer, name="answer_follow_up"),
    path("tindak-lanjut/<uuid:follow_up>/tutup/", followups.close, name="close_follow_up"),
]
