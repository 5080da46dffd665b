"""Pages of the hand-over counter."""

from django.urls import path

from rekam.cards.counter import views, views_family, views_papers, views_photograph, views_uncollected

urlpatterns = [
    path("", views.find, name="find"),
    path("belum-diambil/", views_uncollected.uncollected, name="uncollected"),
    path("<uuid:job>/", views.hand_over, name="hand_over"),
    path("<uuid:job>/alat/", views.compare_device, name="compare_device"),
    path("<uuid:job>/berkas/", views.compare_records, name="compare_records"),
    path("<uuid:job>/pengecualian/", views.ask_exception, name="ask_exception"),
    path("<uuid:job>/sahkan/", views.confirm_exception, name="confirm_exception"),
    path("<uuid:job>/keluarga/", views_family.family, name="hand_over_to_family"),
    path("<uuid:job>/pengecualian.jpg", views_papers.waiver_photo, name="waiver_photo"),
    path("<uuid:job>/tanda-terima/", views_papers.receipt, name="receipt"),
]

photographs = [
    path("<uuid:record>/", views_photograph.take, name="take_photograph"),
    path("hasil/<uuid:change>/", views_photograph.photograph, name="photograph"),
    path("hasil/<uuid:change>/lama.png", views_photograph.picture, {"new": False}, name="photograph_before"),
    path("hasil/<uuid:change>/baru.png", views_photograph.picture, {"new": True}, name="photograph_after"),
]
