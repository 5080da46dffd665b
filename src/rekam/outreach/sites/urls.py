"""Sites, lists of names, visits at home, closures, travel, teams, figures."""

from django.urls import path

from rekam.outreach.sites import views, views_calendar
from rekam.outreach.sites.homes import views as homes
from rekam.outreach.sites.lists import views as lists
from rekam.outreach.sites.teams import views as teams
from rekam.outreach.sites.travel import views as travel

urlpatterns = [
    path("tempat/", views.sites, name="sites"),
    path("tempat/jenis/<str:kind>/", views.add, name="add_site"),
    path("tempat/<uuid:site>/", views.site, name="site"),
    path("tempat/<uuid:site>/ubah/", views.change, name="change_site"),
    path("tempat/<uuid:site>/akhiri/", views.end, name="end_site"),
    path("tempat/<uuid:site>/daftar/", lists.send, name="send_list"),
    path("daftar/<uuid:name_list>/", lists.name_list, name="list"),
    path("daftar/<uuid:name_list>/pakai/", lists.take, name="take_list"),
    path("daftar/<uuid:name_list>/hapus/", lists.drop, name="drop_list"),
    path("nama/<uuid:name>/", lists.choose, name="choose_name"),
    path("sekolah-saya/", lists.own_school, name="own_school"),
    path("rumah/", homes.queue, name="homes"),
    path("rumah/baru/", homes.ask, name="ask_home"),
    path("rumah/<uuid:request_id>/", homes.close, name="close_home"),
    path("penutupan/", views_calendar.closures, name="closures"),
    path("penutupan/<uuid:closure>/", views_calendar.closure, name="closure"),
    path("penutupan/<uuid:closure>/batal/", views_calendar.call_off_closed, name="call_off_closed"),
    path("penutupan/<uuid:closure>/cabut/", views_calendar.reopen, name="reopen"),
    path("perjalanan/", travel.travel, name="travel"),
    path("perjalanan/simpan/", travel.keep_link, name="keep_link"),
    path("perjalanan/tabel/", travel.links_file, name="links_file"),
    path("perjalanan/ambil/", travel.read_links, name="read_links"),
    path("perjalanan/kapal/", travel.keep_boat, name="keep_boat"),
    path("perjalanan/<uuid:link>/hapus/", travel.drop_link, name="drop_link"),
    path("kapal/<uuid:boat>/hapus/", travel.drop_boat, name="drop_boat"),
    path("tim/", teams.teams, name="teams"),
    path("tim/<uuid:team>/", teams.team, name="team"),
    path("tim/<uuid:team>/absen/", teams.away, name="team_away"),
    path("tim/<uuid:team>/akhiri/", teams.end, name="end_team"),
    path("absen/<uuid:absence>/hapus/", teams.back, name="team_back"),
    path("angka/", views_calendar.figures, name="figures"),
    path("angka/<uuid:figures>/", views_calendar.decide_figures, name="decide_figures"),
]
