"""What the refusals about bookings, queues and outages say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "booking_purpose": _("Keperluan ini tidak dilayani di tempat itu. Pilih tempat lain."),
    "booking_too_late": _("Waktu itu sudah lewat. Pilih waktu lain."),
    "booking_too_early": _("Janji dapat dibuat paling jauh {days} hari ke depan."),
    "booking_slot_unknown": _("Tempat itu tidak buka pada waktu itu. Pilih waktu lain."),
    "booking_slot_full": _("Waktu itu baru saja penuh. Pilih waktu lain; yang Anda ketik masih ada."),
    "booking_open_already": _(
        "Sudah ada janji dengan NIK ini untuk keperluan yang sama. Buka dengan nomor dan kodenya untuk "
        "memindahkannya; bila hilang, tanyakan di loket."
    ),
    "booking_token_used": _("Formulir ini sudah dipakai. Mulai lagi dari daftar tempatnya."),
    "booking_over": _("Janji ini sudah selesai atau dibatalkan. Buat janji yang baru."),
    "booking_unknown": _(
        "Tidak ada janji dengan nomor dan kode itu. Periksa keduanya; bila kodenya hilang, tanyakan di loket."
    ),
    "booking_not_open": _("Buka dahulu janjinya dengan nomor dan kodenya."),
    "booking_not_today": _(
        "Tidak ada janji dengan nomor itu di tempat ini hari ini. Beri nomor antrean biasa."
    ),
    "booking_word_wrong": _("Kata itu bukan kata hari ini. Lihat papan di tempatnya, atau lapor ke petugas."),
    "counter_area": _("Wilayah itu bukan wilayah Anda."),
    "counter_never_open": _("Isi jam buka paling sedikit satu hari."),
    "counter_hours": _("Tulis jam buka seperti 08.00-12.00, 13.00-15.00; yang awal lebih dahulu."),
    "counter_purposes": _("Pilih paling sedikit satu keperluan."),
    "counter_people": _("Paling sedikit satu orang melayani."),
    "counter_kits": _("Alat rekam itu tidak berada di wilayah loket ini, atau milik sebuah tim."),
    "queue_closed": _("Tempat ini tidak buka hari ini, atau sudah tutup; nomor antrean tidak diberikan."),
    "queue_station": _("Nomor meja 1 sampai {most}."),
    "queue_empty": _("Tidak ada yang menunggu."),
    "ticket_step": _("Nomor ini sudah sampai di langkah lain. Muat ulang halamannya."),
    "outage_while": _("Akhirnya sesudah awalnya dan sesudah sekarang, paling lama {days} hari."),
    "outage_cause": _("Tulis sebabnya dengan kata-kata untuk umum, paling panjang {most} huruf."),
    "outage_there_already": _("Gangguan pada waktu itu sudah diumumkan. Akhiri dahulu yang itu."),
}
STATUS: dict[str, int] = {
    "booking_unknown": 404,
    "booking_not_open": 404,
}
