"""What the ledger's actions mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

NAMED = (Field.NAME, Field.ADDRESS, Field.CARD_STATUS)
ACTS = {
    "cards.blank.seen": Act(words=lazy("Petugas membuka riwayat satu keping blanko")),
    "cards.blank.spoiled": Act(words=lazy("Keping blanko dicatat rusak")),
    "cards.blank.returned": Act(words=lazy("Kartu dicatat kembali ke kantor")),
    "cards.blanks.received": Act(words=lazy("Kiriman blanko diterima")),
    "cards.blanks.checked_out": Act(words=lazy("Blanko atau kartu dibawa tim lapangan")),
    "cards.blanks.checked_in": Act(words=lazy("Blanko atau kartu dibawa kembali oleh tim lapangan")),
    "cards.shipment.sent": Act(words=lazy("Blanko dikirim ke tempat lain")),
    "cards.shipment.received": Act(words=lazy("Kiriman blanko dari tempat lain diterima")),
    "cards.shipment.refused": Act(words=lazy("Kiriman blanko ditolak")),
    "cards.shipment.taken_back": Act(words=lazy("Kiriman blanko ditarik kembali")),
    "cards.box.counted_out": Act(words=lazy("Blanko dari boks dicatat nomor serinya")),
    "cards.box.short": Act(words=lazy("Isi boks blanko dicatat kurang")),
    "cards.minutes.prepared": Act(words=lazy("Berita acara pemusnahan kartu dibuat"), fields=NAMED),
    "cards.minutes.seen": Act(words=lazy("Berita acara pemusnahan kartu dibuka"), fields=NAMED),
    "cards.minutes.downloaded": Act(words=lazy("Daftar berita acara pemusnahan kartu diunduh"), fields=NAMED),
    "cards.minutes.dropped": Act(words=lazy("Berita acara pemusnahan dibatalkan")),
    "cards.blanks.destroyed": Act(words=lazy("Kartu atau blanko dimusnahkan"), fields=(Field.CARD_STATUS,)),
    "cards.blanks.lost": Act(words=lazy("Blanko atau kartu dilaporkan dicuri atau hilang")),
    "cards.blank.found": Act(words=lazy("Keping yang hilang ditemukan")),
    "cards.blank.found_confirmed": Act(words=lazy("Keping yang ditemukan dipastikan petugas kedua")),
    "cards.alarm.raised": Act(words=lazy("Keping yang dilaporkan hilang muncul kembali")),
    "cards.alarm.answered": Act(words=lazy("Alarm keping yang hilang dijawab")),
    "cards.second.asked": Act(words=lazy("Gerakan blanko ditulis dan menunggu petugas kedua")),
    "cards.second.confirmed": Act(words=lazy("Gerakan blanko dipastikan petugas kedua")),
    "cards.second.dropped": Act(words=lazy("Gerakan blanko yang menunggu petugas kedua dibatalkan")),
    "cards.safe.counted": Act(words=lazy("Isi penyimpanan blanko dihitung")),
    "cards.safe.downloaded": Act(words=lazy("Selisih hitungan penyimpanan blanko diunduh")),
    "cards.safe.count_confirmed": Act(words=lazy("Hitungan penyimpanan blanko dipastikan petugas kedua")),
}
