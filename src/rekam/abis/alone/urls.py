"""Sign in and out; named `web`, since that is where accounts' guards send who has to sign in."""

from django.urls import path

from rekam.abis.alone import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.log_in, name="log_in"),
    path("sign-out/", views.log_out, name="log_out"),
]
