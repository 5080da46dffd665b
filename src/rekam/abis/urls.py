"""Adjudication: the queue, a case, its images."""

from django.urls import path

from rekam.abis import views

app_name = "abis"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/<str:letter>/<str:position>.png", views.image, name="image"),
]
