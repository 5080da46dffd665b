"""Entries, family cards, areas; under /register/."""

from django.urls import path

from rekam.registry.entries import families, views, views_decide

urlpatterns = [
    path("entri/", views.entries, name="entries"),
    path("entri/baru/<str:kind>/", views.enter_new, name="enter_new"),
    path("entri/<uuid:uuid>/", views_decide.entry, name="entry"),
    path("entri/<uuid:uuid>/berkas/<int:number>/", views_decide.paper, name="paper"),
    path("entri/<uuid:uuid>/setujui/", views_decide.approve, name="approve"),
    path("entri/<uuid:uuid>/tolak/", views_decide.refuse, name="refuse"),
    path("entri/<uuid:uuid>/tarik/", views_decide.withdraw, name="withdraw"),
    path("wilayah/<str:code>/", families.area, name="area"),
    path("<uuid:uuid>/peristiwa/", views.choose, name="choose"),
    path("<uuid:uuid>/peristiwa/<str:kind>/", views.enter, name="enter"),
    path("<uuid:uuid>/keluarga/", families.family, name="family"),
    path("<uuid:uuid>/keluarga/tambah/<str:kind>/", views.add_member, name="add_member"),
]
