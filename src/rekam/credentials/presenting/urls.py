"""The officer's pages of a question."""

from django.urls import path

from rekam.credentials.presenting import views

app_name = "presenting"

urlpatterns = [
    path("", views.ask, name="ask"),
    path("kembali/", views.come_back, name="come_back"),
    path("<uuid:question>/", views.page, name="question"),
    path("<uuid:question>/jawaban/", views.answer, name="answer"),
    path("<uuid:question>/jawaban.json", views.answer_json, name="answer_json"),
]
