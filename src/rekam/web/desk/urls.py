"""The desk."""

from django.urls import path

from rekam.web.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("sejenis/<str:what>/", views.alike, name="desk_alike"),
    path("<str:source>/<uuid:key>/", views.case, name="desk_case"),
    path("<str:source>/<uuid:key>/setujui/", views.approve, name="desk_approve"),
    path("<str:source>/<uuid:key>/tolak/", views.refuse, name="desk_refuse"),
]
