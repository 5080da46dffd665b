"""What the refusals of the ledger say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "serial_malformed": _("Nomor seri cip terdiri dari 8, 14 atau 20 angka heksadesimal (0–9, A–F)."),
    "serial_twice": _("Nomor seri ini tertulis dua kali dalam daftar."),
    "lot_empty": _("Daftar nomor seri masih kosong. Tempelkan daftar atau pilih berkas CSV."),
    "lot_too_long": _("Daftar paling banyak 10.000 baris dan 1 MB. Bagilah menurut surat jalan."),
    "lot_not_text": _("Berkas ini bukan teks CSV (UTF-8). Simpan ulang dari lembar kerja sebagai CSV."),
    "delivery_known": _("Surat jalan ini sudah dicatat di tempat ini. Tidak ada yang ditambahkan."),
    "blank_already_received": _(
        "Paling sedikit satu nomor seri dalam daftar sudah tercatat. Tidak ada keping yang ditambahkan."
    ),
    "blank_unknown": _("Keping dengan nomor seri ini tidak ada di buku tempat Anda."),
    "blank_used": _("Keping ini sudah pernah dipakai. Ambil keping lain dan laporkan keping ini."),
    "blank_step_not_allowed": _(
        "Keadaan keping tidak mengizinkan langkah ini. Buka riwayat keping untuk melihat di mana ia sekarang."
    ),
    "blank_carried": _("Keping ini tercatat dibawa tim lapangan. Catat dulu kembalinya."),
    "carrier_missing": _("Sebutkan kunjungan atau tim yang membawa."),
    "site_not_yours": _("Tempat ini di luar wilayah Anda."),
    "site_is_the_same": _("Keping ini sudah berada di tempat tujuan."),
    "site_unknown": _("Di tempat tujuan tidak ada penyimpanan blanko."),
    "minutes_missing": _("Pemusnahan perlu nomor berita acara."),
    "minutes_known": _("Nomor berita acara ini sudah dipakai di tempat ini."),
    "minutes_closed": _("Berita acara ini sudah selesai atau dibatalkan."),
    "blank_in_other_minutes": _("Salah satu keping sudah ada di berita acara lain."),
    "witness_unknown": _("Saksi harus petugas yang akunnya aktif."),
    "not_the_witness": _("Hanya saksi yang tertulis di berita acara yang dapat memastikan pemusnahan."),
    "destruction_unticked": _(
        "Ada keping yang belum dicentang. Bila ia tidak ada, batalkan berita acara ini dan buat yang baru."
    ),
    "box_row_malformed": _("Tulis nomor boks; lalu jumlah atau dari-sampai, misalnya BX-0071; 500."),
    "box_twice": _("Nomor boks ini tertulis dua kali dalam daftar."),
    "box_known": _("Nomor boks ini sudah tercatat."),
    "box_number_missing": _("Boks tanpa daftar nomor seri perlu nomor boks."),
    "box_empty": _("Isi boks 1 sampai 10.000 keping, dan boks ini masih berisi."),
    "box_unknown": _("Boks dengan nomor ini tidak ada di buku tempat Anda, atau sudah kosong."),
    "box_on_the_road": _("Boks ini sedang di perjalanan; terima dulu kirimannya."),
    "box_holds_fewer": _("Nomor seri yang dipindai lebih banyak daripada sisa isi boks menurut buku."),
    "shipment_of_two_sites": _("Keping dan boks ini tidak berada di tempat yang sama. Catat per tempat."),
    "shipment_other_end": _("Ini dikerjakan petugas di ujung lain kiriman."),
    "shipment_closed": _("Tidak ada lagi keping dari kiriman ini di perjalanan."),
    "shipment_count_differs": _(
        "Jumlah yang dihitung berbeda dengan kiriman. Pindai setiap keping agar jelas mana yang kurang."
    ),
    "police_number_missing": _("Kehilangan perlu nomor laporan polisi."),
    "blank_not_lost": _("Keping ini tidak tercatat hilang."),
    "finding_open": _("Temuan keping ini sudah ditulis dan menunggu petugas kedua."),
    "blank_known_as_stolen": _(
        "Keping ini dilaporkan dicuri atau hilang. Jangan dipakai; simpan di tempat aman. Kepala dinas dan"
        " penjaga blanko sudah diberi tahu."
    ),
    "blank_alarm_yours": _("Alarm dijawab petugas lain, bukan yang memindai keping itu."),
    "blank_alarm_answered": _("Alarm ini sudah dijawab."),
    "act_of_two_open": _("Kekurangan boks ini sudah ditulis dan menunggu petugas kedua."),
    "act_of_two_answered": _("Ini sudah dipastikan atau dibatalkan. Muat ulang halamannya."),
    "not_the_second": _("Hanya petugas yang disebut membawanya dapat memastikan, dengan akunnya sendiri."),
    "count_confirmed": _("Hitungan ini sudah dipastikan."),
}

STATUS: dict[str, int] = {
    "site_not_yours": 404,
    "blank_unknown": 404,
    "serial_malformed": 400,
    "lot_empty": 400,
    "lot_too_long": 400,
    "lot_not_text": 400,
}
