"""Daily limits."""

from django.urls import path

from rekam.accounts.caps import views

app_name = "limits"

urlpatterns = [
    path("", views.limits, name="limits"),
    path("naikkan/", views.raise_limit, name="raise_limit"),
    path("dihentikan/<uuid:stop>/", views.answer_stop, name="answer_stop"),
]
