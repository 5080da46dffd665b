"""The page of the server's state; included in web.urls."""

from django.urls import path

from rekam.web.watch import views

urlpatterns = [
    path("keadaan-server/", views.state, name="state"),
    path("api/v1/metrics", views.numbers, name="metrics"),
]
