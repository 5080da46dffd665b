"""The words that pages show for service events and channels."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.events.rules import Channel, Kind, Service

KINDS: Mapping[Kind, Promise] = {
    Kind.SATURDAY: lazy("Layanan Sabtu"),
    Kind.EVENING: lazy("Layanan malam"),
    Kind.SCHOOL_DAY: lazy("Hari sekolah"),
    Kind.COUNTER: lazy("Gerai MPP, GPP atau mal"),
    Kind.MARKET_DAY: lazy("Hari pasar"),
    Kind.CAR_FREE: lazy("Hari bebas kendaraan"),
}
SERVICES: Mapping[Service, Promise] = {
    Service.RECORDING: lazy("Perekaman"),
    Service.PRINTING: lazy("Pencetakan"),
    Service.COLLECTION: lazy("Pengambilan kartu"),
    Service.IKD: lazy("Aktivasi IKD"),
}
CHANNELS: Mapping[Channel, Promise] = {
    Channel.OFFICE: lazy("Loket kantor"),
    Channel.VILLAGE: lazy("Kunjungan kelurahan"),
    Channel.SCHOOL: lazy("Kunjungan sekolah"),
    Channel.INSTITUTION: lazy("Kunjungan lembaga"),
    Channel.HOMES: lazy("Kunjungan rumah"),
    Channel.REMOTE: lazy("Pulau dan perbatasan"),
} | {Channel(kind.value): word for kind, word in KINDS.items()}
