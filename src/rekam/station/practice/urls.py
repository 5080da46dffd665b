"""Every address of a station in practice."""

from django.urls import include, path

from rekam.station.practice import views

practice = ([path("", views.listed, name="lessons")], "practice")
urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("latihan", include(practice)),
    path("", include("rekam.station.urls")),
]
