"""The words that the counter's pages and papers show."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.counter.rules import Age, Errand, Excuse

EXCUSES: dict[Excuse, Promise] = {
    Excuse.MISSING: _("tidak ada jari dan iris yang dapat dibandingkan"),
    Excuse.LEPROSY: _("bekas kusta"),
    Excuse.WORN: _("jari aus dan iris tidak terbaca"),
    Excuse.INJURED: _("tangan luka atau dibalut, iris tidak terbaca"),
    Excuse.UNCOOPERATIVE: _("tidak dapat diajak bekerja sama (ODGJ, sakit berat)"),
}

ERRANDS: dict[Errand, Promise] = {
    Errand.ILL: _("sakit"),
    Errand.FRAIL: _("lanjut usia atau difabel"),
    Errand.AWAY: _("bekerja atau belajar di luar kota"),
    Errand.DETAINED: _("di lapas atau rutan"),
}

AGES: dict[Age, Promise] = {
    Age.NEW: _("kurang dari 7 hari"),
    Age.WEEK: _("7 sampai 29 hari"),
    Age.MONTH: _("30 sampai 89 hari"),
    Age.QUARTER: _("90 hari atau lebih"),
}
