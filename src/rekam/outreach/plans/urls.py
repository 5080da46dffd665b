"""Pages of the plan."""

from django.urls import path

from rekam.outreach.plans import views, views_papers

urlpatterns = [
    path("pekan/", views.week, name="week"),
    path("usulkan/", views.propose, name="propose"),
    path("pekan/<uuid:plan>/umumkan/", views.announce, name="announce"),
    path("pekan/<uuid:plan>/cetak.pdf", views_papers.paper, name="week_paper"),
    path("pekan/<uuid:plan>/pekan.xlsx", views_papers.sheet, name="week_sheet"),
    path("singgah/<uuid:stop>/kunci/", views.pin, name="pin_stop"),
    path("singgah/<uuid:stop>/lepas/", views.lift, name="lift_stop"),
    path("singgah/<uuid:stop>/pindah/", views.move, name="move_stop"),
    path("singgah/<uuid:stop>/batal/", views.call_off, name="call_off_stop"),
]
