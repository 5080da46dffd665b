"""Pages of home-visit days."""

from django.urls import path

from rekam.outreach.rounds import views, views_papers, views_telling

urlpatterns = [
    path("rumah/rute/", views.rounds, name="rounds"),
    path("rumah/rute/susun/", views.propose, name="propose_round"),
    path("rumah/rute/<uuid:home_day>/", views.day, name="round"),
    path("rumah/rute/<uuid:home_day>/umumkan/", views.announce, name="announce_round"),
    path("rumah/rute/<uuid:home_day>/lembar.pdf", views_papers.paper, name="round_paper"),
    path("rumah/rute/<uuid:home_day>/tiba/", views_telling.take_arrived, name="round_arrived"),
    path("rumah/rute/rumah/<uuid:home>/", views.say, name="say_home"),
    path("rumah/rute/rumah/<uuid:home>/batal/", views_telling.call_off, name="call_off_home"),
    path("rumah/rute/rumah/<uuid:home>/hasil/", views_telling.tell, name="tell_home"),
    path("rumah/rute/rumah/<uuid:home>/beres/", views_telling.follow_up, name="follow_up_home"),
]
