"""Under /register/impor/."""

from django.urls import path

from rekam.registry.bulk import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("kirim/", views.send, name="send_import"),
    path("<uuid:uuid>/", views.one_import, name="import"),
    path("<uuid:uuid>/ditolak.csv", views.rejects, name="import_rejects"),
    path("<uuid:uuid>/setujui/", views.approve, name="approve_import"),
    path("<uuid:uuid>/tolak/", views.refuse, name="refuse_import"),
]
