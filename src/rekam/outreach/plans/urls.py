"""Pages of the plan."""

from django.urls import path

from rekam.outreach.plans import views, views_changing, views_offices, views_papers

urlpatterns = [
    path("pekan/", views.week, name="week"),
    path("provinsi/", views_offices.province, name="office_plans"),
    path("usulkan/", views.propose, name="propose"),
    path("perbaiki/", views.mend, name="mend"),
    path("tutup-dan-perbaiki/", views_changing.close_and_mend, name="close_and_mend"),
    path("pekan/<uuid:plan>/keadaan/", views.progress, name="plan_progress"),
    path("pekan/<uuid:plan>/cukup/", views.stop_search, name="stop_search"),
    path("pekan/<uuid:plan>/umumkan/", views.announce, name="announce"),
    path("pekan/<uuid:plan>/cetak.pdf", views_papers.paper, name="week_paper"),
    path("pekan/<uuid:plan>/pekan.xlsx", views_papers.sheet, name="week_sheet"),
    path("singgah/<uuid:stop>/kunci/", views.pin, name="pin_stop"),
    path("singgah/<uuid:stop>/lepas/", views.lift, name="lift_stop"),
    path("pekan/<uuid:plan>/kirim/", views_papers.send, name="send_week_sheet"),
    path("pekan/<uuid:plan>/ubah/", views_changing.rearrange, name="rearrange"),
    path("singgah/<uuid:stop>/pindah/", views_changing.move, name="move_stop"),
    path("singgah/<uuid:stop>/batal/", views_changing.call_off, name="call_off_stop"),
    path("singgah/<uuid:stop>/tutup/", views_changing.close, name="close_stop"),
]
