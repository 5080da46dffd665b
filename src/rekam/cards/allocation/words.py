"""The words that pages show for requests and loans: sign and word, and what to do next in one sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.allocation.loan_rules import LoanKind
from rekam.cards.allocation.rules import RequestState

REQUESTS: Mapping[RequestState, tuple[str, Promise]] = {
    RequestState.ASKED: ("wait", _("diminta, menunggu jatah")),
    RequestState.ALLOTTED: ("wait", _("dijatah, belum diambil")),
    RequestState.NOTHING: ("bad", _("tidak dijatah")),
    RequestState.COLLECTED: ("wait", _("diambil, belum masuk buku")),
    RequestState.RECEIVED: ("good", _("diterima")),
}
NEXT: Mapping[RequestState, Promise] = {
    RequestState.ASKED: _("Catat jatah dari pusat begitu suratnya datang."),
    RequestState.ALLOTTED: _("Ambil di Ditjen Dukcapil, Pasar Minggu, lalu catat siapa yang mengambil."),
    RequestState.NOTHING: _("Ajukan lagi, atau minta provinsi mencarikan pinjaman."),
    RequestState.COLLECTED: _("Terima kirimannya di buku blanko, lalu sebut nomor surat jalannya di sini."),
    RequestState.RECEIVED: _("Selesai; bagikan kepada kecamatan."),
}
STEPS: Mapping[LoanKind, Promise] = {
    LoanKind.ACCEPTED: _("menyetujui"),
    LoanKind.REFUSED: _("menolak"),
    LoanKind.SENT: _("mengirim"),
    LoanKind.RETURNED: _("mengembalikan"),
}
SENDING: Mapping[LoanKind, Promise] = {
    LoanKind.SENT: _("Kirim pinjaman"),
    LoanKind.RETURNED: _("Kembalikan pinjaman"),
}
