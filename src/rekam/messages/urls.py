"""The send log, and the page where one says no."""

from django.urls import path

from rekam.messages import views

app_name = "sending"

urlpatterns = [
    path("pesan/", views.log, name="log"),
    path("stop/", views.stop, name="stop"),
    path("stop/<str:code>/", views.stop, name="stop_by_link"),
]
