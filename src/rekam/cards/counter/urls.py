"""Pages of the hand-over counter."""

from django.urls import path

from rekam.cards.counter import views

urlpatterns = [
    path("", views.find, name="find"),
    path("<uuid:job>/", views.hand_over, name="hand_over"),
    path("<uuid:job>/alat/", views.compare_device, name="compare_device"),
    path("<uuid:job>/berkas/", views.compare_records, name="compare_records"),
    path("<uuid:job>/pengecualian/", views.ask_exception, name="ask_exception"),
    path("<uuid:job>/sahkan/", views.confirm_exception, name="confirm_exception"),
]
