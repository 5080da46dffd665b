"""The workbench's pages under English addresses; the office's are in abis.urls."""

from django.urls import path

from rekam.abis import views, views_decided

app_name = "abis"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("decided/", views_decided.decided_cases, name="decided_cases"),
    path("decided/<uuid:case>/", views_decided.decided, name="decided"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/<str:letter>/<str:position>.png", views.image, name="image"),
]
