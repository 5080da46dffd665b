"""The resident's pages of consent, under /saya/izin/."""

from django.urls import path

from rekam.verification.consent import views

app_name = "consents"

urlpatterns = [
    path("saya/izin/", views.enter, name="enter"),
    path("saya/izin/jawab/", views.answer, name="answer"),
]
