"""Bookings: everybody's pages, one's own, and the officers'."""

from django.urls import path

from rekam.applications.bookings import views_counters, views_own, views_public, views_work

app_name = "bookings"

urlpatterns = [
    path("", views_public.start, name="start"),
    path("untuk/<str:purpose>/", views_public.places, name="places"),
    path("untuk/<str:purpose>/<uuid:place>/", views_public.place, name="place"),
    path("cari/", views_own.find, name="find"),
    path("saya/", views_own.page, name="own"),
    path("saya/kode/", views_own.code, name="code"),
    path("saya/nomor.pdf", views_own.slip, name="own_slip"),
    path("saya/pindah/", views_own.move_where, name="move_where"),
    path("saya/pindah/<uuid:place>/", views_own.move, name="move"),
    path("saya/batal/", views_own.cancel, name="cancel"),
    path("saya/tutup/", views_own.leave, name="leave"),
    path("antrean/", views_public.waiting, name="waiting"),
    path("antrean/<uuid:place>/", views_public.waiting_at, name="waiting_at"),
    path("antrean/<uuid:place>/layar/", views_public.screen, name="screen"),
    path("kerja/", views_work.work, name="work"),
    path("kerja/tempat/<uuid:place>/", views_work.day, name="day"),
    path("kerja/tempat/<uuid:place>/antrean/", views_work.line, name="line"),
    path("kerja/tempat/<uuid:place>/gangguan/", views_work.declare, name="declare"),
    path("kerja/gangguan/<uuid:outage>/", views_work.outage, name="outage"),
    path("kerja/nomor/<uuid:ticket>/", views_work.close_call, name="close_call"),
    path("kerja/nomor/<uuid:ticket>/slip.pdf", views_work.slip, name="slip"),
    path("kerja/loket/baru/", views_counters.add, name="add_counter"),
    path("kerja/loket/<uuid:counter>/", views_counters.change, name="counter"),
]
