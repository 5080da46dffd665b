"""Adjudication: the queue, a case, its images; what was decided, with what it rested on."""

from django.urls import path

from rekam.abis import views, views_decided

app_name = "abis"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("diputus/", views_decided.decided_cases, name="decided_cases"),
    path("diputus/<uuid:case>/", views_decided.decided, name="decided"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/<str:letter>/<str:position>.png", views.image, name="image"),
]
