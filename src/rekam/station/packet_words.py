"""What the station says where the office refuses a packet, or its upload: what happened and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_OFFICE = _("Laporkan ke kantor dengan kode ini.")
_WAIT = _("Tidak ada yang perlu dikerjakan: dikirim lagi sendiri.")
_AGAIN = _("Paketnya tetap di laptop. Rekam orang ini sekali lagi bila kantor memintanya.")
_ALTERED = _("Paket ini berubah sejak ditandatangani.")
_BROKEN = _("Susunan paket ini tidak dapat dibaca server.")
_PART = _("Ada bagian paket yang tidak sesuai daftarnya.")
_PICTURE = _("Ada gambar di paket yang tidak dapat dibaca server.")
_RULES = _("Perekaman ini tidak memenuhi aturan server.")
_LINE = _("Pengiriman terputus di tengah jalan.")
_SERVER = _("Server belum dapat menyimpan paket ini.")
_UPDATE = _("Perbarui Rekam di laptop, lalu laporkan ke kantor.")

OF_PACKETS: dict[str, tuple[Words, Words]] = {
    "packet_conflict": (_("Server menyimpan paket lain dengan nomor sama."), _OFFICE),
    "packet_practice": (_("Ini paket latihan."), _("Orangnya belum terekam; rekam tanpa latihan.")),
    "packet_station_unknown": (_("Server tidak mengenal laptop ini."), _OFFICE),
    "packet_station_off": (
        _("Kantor menonaktifkan laptop ini."),
        _("Jangan merekam dengannya. Kantor dapat menerima paketnya sesudah laptop dinyalakan lagi."),
    ),
    "packet_station_signature_wrong": (_ALTERED, _OFFICE),
    "packet_officer_unknown": (_("Server tidak mengenal kunci petugas."), _OFFICE),
    "packet_officer_signature_wrong": (_ALTERED, _OFFICE),
    "packet_officer_key_revoked": (
        _("Kunci petugas sudah dicabut sebelum orang ini direkam."),
        _("Tarik daftar dengan kata sandi baru, lalu rekam orang ini sekali lagi."),
    ),
    "packet_device_signature_wrong": (_("Tanda tangan alat rekam tidak cocok dengan gambarnya."), _AGAIN),
    "packet_device_unproved": (
        _("Kantor hanya menerima gambar yang ditandatangani alat tepercaya."),
        _("Periksa keadaan alat dan laporkan; sesudah itu rekam orang ini sekali lagi."),
    ),
    "packet_content_altered": (_ALTERED, _OFFICE),
    "packet_part_altered": (_ALTERED, _OFFICE),
    "packet_chain_wrong": (_("Rantai gambar dari alat tidak sambung."), _AGAIN),
    "packet_id_wrong": (_("Nomor di dalam paket berbeda dari nomor kirimannya."), _OFFICE),
    "packet_key_unknown": (_("Paket ditutup untuk kunci yang tidak dimiliki server."), _OFFICE),
    "packet_unsealing_failed": (_("Server tidak dapat membuka paket ini."), _OFFICE),
    "packet_malformed": (_BROKEN, _OFFICE),
    "packet_version_unknown": (_("Paket ini dari versi Rekam yang tidak dikenal server."), _UPDATE),
    "packet_kind_unknown": (_("Server belum mengenal jenis paket ini."), _OFFICE),
    "packet_position_doubled": (_PART, _AGAIN),
    "packet_part_missing": (_PART, _OFFICE),
    "packet_part_extra": (_PART, _OFFICE),
    "packet_part_too_large": (_("Ada gambar di paket yang terlalu besar."), _AGAIN),
    "packet_too_large": (_("Paket ini terlalu besar."), _AGAIN),
    "correction_malformed": (_BROKEN, _OFFICE),
    "image_invalid": (_PICTURE, _AGAIN),
    "image_resolution_unknown": (_PICTURE, _AGAIN),
    "compression_unknown": (_PICTURE, _OFFICE),
    "compression_needs_wsq": (_PICTURE, _OFFICE),
    "position_contradicts_record": (_("Gambar di paket bukan dari bagian tubuh yang tertulis."), _AGAIN),
    "finger_position_unknown": (_PICTURE, _AGAIN),
    "iris_position_unknown": (_PICTURE, _AGAIN),
    "position_unknown": (_RULES, _OFFICE),
    "sample_of_another_session": (_("Ada gambar dari perekaman orang lain di paket ini."), _AGAIN),
    "cbor_invalid": (_BROKEN, _OFFICE),
    "cbor_not_canonical": (_BROKEN, _OFFICE),
    "cbor_too_large": (_("Paket ini terlalu besar."), _AGAIN),
    "unsealing_failed": (_("Server tidak dapat membuka paket ini."), _OFFICE),
    "vault_content_too_large": (_("Ada gambar di paket yang terlalu besar."), _AGAIN),
    "packets_waiting": (_("Terlalu banyak paket dari laptop ini menunggu di server."), _OFFICE),
    "uploads_pending": (_SERVER, _WAIT),
    "upload_busy": (_("Paket ini sedang diterima lewat sambungan lain."), _WAIT),
    "upload_unknown": (_LINE, _WAIT),
    "upload_offset_wrong": (_LINE, _WAIT),
    "upload_hash_wrong": (_LINE, _WAIT),
    "upload_metadata_wrong": (_("Keterangan kiriman tidak dapat dibaca server."), _UPDATE),
    "upload_header_wrong": (_("Keterangan kiriman tidak dapat dibaca server."), _UPDATE),
    "upload_media_wrong": (_("Keterangan kiriman tidak dapat dibaca server."), _UPDATE),
    "tus_version_wrong": (_("Server memakai cara kirim yang lain."), _UPDATE),
    "door_busy": (_("Server sedang menerima paket lain."), _WAIT),
    "storage_full": (_("Ruang simpan server hampir penuh."), _WAIT),
    "vault_medium_away": (_SERVER, _WAIT),
    "vault_content_altered": (_SERVER, _OFFICE),
    "database_away": (_SERVER, _WAIT),
}
