"""Addresses of the station's pages."""

from django.urls import path

from rekam.station.cards import views as cards
from rekam.station.pairing.views import pair
from rekam.station.views import (
    day,
    devices,
    door,
    faults,
    officer,
    outbox,
    overruling,
    people,
    person,
    program,
    slip,
    telling,
)

app_name = "station"
urlpatterns = [
    path("", people.listed, name="people"),
    path("masuk", door.unlock, name="unlock"),
    path("pasang", pair, name="pair"),
    path("keluar", door.lock, name="lock"),
    path("tanpa-daftar", people.walk_in, name="walk_in"),
    path("petugas", officer.officer, name="officer"),
    path("akhir-hari", day.close, name="day"),
    path("kotak-keluar", outbox.listed, name="outbox"),
    path("pembaruan", program.versions, name="program"),
    path("alat", devices.listed, name="devices"),
    path("alat/bermasalah", faults.report, name="faults"),
    path("alat/langsung/<str:page>", devices.live, name="live"),
    path("orang/<uuid:draft>/gambar/<str:position>.png", person.preview, name="preview"),
    path("orang/<uuid:draft>/pengecualian/<str:page>", person.exception, name="exception"),
    path("orang/<uuid:draft>/keliru/<str:page>", overruling.overrule, name="overrule"),
    path("orang/<uuid:draft>/foto-pengecualian", person.exception_photo, name="exception_photo"),
    path("orang/<uuid:draft>/data-keliru", telling.wrong, name="wrong"),
    path("orang/<uuid:draft>/batal", person.give_up, name="give_up"),
    path("orang/<uuid:packet>/tanda-terima", slip.page, name="slip"),
    path("kartu/", cards.listed, name="cards"),
    path("kartu/hitung", cards.close, name="cards_close"),
    path("kartu/<uuid:handing>", cards.hand, name="card"),
    path("kartu/<uuid:handing>/pengecualian", cards.exception, name="card_exception"),
    path("kartu/<uuid:handing>/foto", cards.photo, name="card_photo"),
    path("kartu/<uuid:packet>/tanda-terima", cards.slip, name="card_slip"),
    path("orang/<uuid:draft>/<str:page>", person.page, name="page"),
]
