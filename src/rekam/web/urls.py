"""Home, sign in and out."""

from django.urls import path

from rekam.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("masuk/", views.log_in, name="log_in"),
    path("keluar/", views.log_out, name="log_out"),
]
