"""Service events and channels."""

from django.urls import path

from rekam.outreach.events import views

urlpatterns = [
    path("layanan/", views.events, name="events"),
    path("layanan/baru/", views.add, name="add_event"),
    path("layanan/<uuid:event>/", views.event, name="event"),
    path("layanan/<uuid:event>/ubah/", views.change, name="change_event"),
    path("layanan/<uuid:event>/daftar/", views.book, name="book_event"),
    path("jalur/", views.channels, name="channels"),
]
