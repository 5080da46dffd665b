"""Queues, submissions and disagreements; included in enrolment.urls."""

from django.urls import path

from rekam.enrolment.waiting import views, views_books, views_checked

urlpatterns = [
    path("", views.records, name="records"),
    path("status/<str:status>/", views.standing, name="standing"),
    path("<uuid:record>/langkah/", views.ask, name="ask"),
    path("pengajuan/", views.submissions, name="submissions"),
    path("pengajuan/<uuid:submission>/putus/", views.decide, name="decide"),
    path("buku/<str:book>.csv", views_books.book_file, name="book_file"),
    path("buku/<str:book>/", views_books.book, name="book"),
    path("buku/<str:book>/nik.csv", views_books.book_page_file, name="book_page_file"),
    path("tidak-bergerak/", views_checked.stuck, name="stuck"),
    path("tidak-bergerak/<str:kind>/", views_checked.stuck_kind, name="stuck_kind"),
    path("siak/", views_checked.siak_statuses, name="siak"),
    path("siak/<str:status>/", views_checked.siak_people, name="siak_people"),
    path("siak/orang/<uuid:resident>/pengajuan/", views_checked.at_centre, name="at_centre"),
]
