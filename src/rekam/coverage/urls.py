"""Who is recorded, who is missing, where."""

from django.urls import path

from rekam.coverage import views

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/nama/", views.names, name="names"),
]
