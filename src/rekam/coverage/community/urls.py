"""The addresses of kelurahan and schools."""

from django.urls import path

from rekam.coverage.community import views

urlpatterns = [
    path("kelurahan/<str:code>/", views.village, name="village"),
    path("kelurahan/<str:code>/panggilan/", views.call_up, name="call_up"),
    path("alasan/<uuid:uuid>/", views.reason, name="reason"),
    path("sekolah/<str:code>/", views.school, name="school"),
]
