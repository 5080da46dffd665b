"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "entry_kind_unknown": _("Jenis peristiwa ini tidak dientri di sini."),
    "entry_facts_invalid": _("Satu isian kosong atau tidak terbaca. Periksa kembali formulirnya."),
    "entry_person_unknown": _("Orang yang disebut tidak ditemukan di wilayah Anda."),
    "entry_decided": _("Entri ini sudah diputus atau ditarik. Muat ulang halamannya."),
    "entry_waits_already": _(
        "Entri yang sama sudah dikirim dan masih menunggu verifikator; tidak perlu dikirim lagi. "
        "Lihat halaman Entri."
    ),
    "entry_not_yours": _("Hanya yang mengentri dapat menarik entrinya."),
    "entry_reason_missing": _("Tulis alasan, paling sedikit 10 huruf; alasan disimpan bersama entri."),
    "entry_stale": _(
        "Data berubah sejak entri ini dibuat, jadi tidak dapat disetujui. Tidak ada yang berubah. "
        "Minta pengentri membuat entri baru."
    ),
    "entry_beyond_scope": _(
        "Entri ini menyangkut data di luar wilayah Anda; petugas kota yang menanganinya."
    ),
    "number_beyond_scope": _("Nomor untuk kecamatan ini diterbitkan oleh kantor lain."),
    "nik_serials_exhausted": _(
        "Nomor urut NIK untuk tanggal lahir dan kecamatan ini sudah habis (9999). Hubungi Ditjen Dukcapil."
    ),
    "kk_serials_exhausted": _("Nomor urut KK kecamatan ini untuk hari ini sudah habis (9999). Ulangi besok."),
    "nik_in_use": _(
        "NIK ini sudah dipakai dalam register. Periksa SKPWNI-nya; mungkin perlu pemeriksaan ganda."
    ),
    "resident_dead": _("NIK ini milik orang yang tercatat meninggal, jadi tidak dapat dipakai."),
    "resident_moved": _("Orang ini tercatat pindah keluar. Catat kedatangannya dahulu."),
    "nik_inactive": _("NIK ini nonaktif. Yang dapat dientri hanya pengaktifan kembali."),
    "nik_blocked": _("NIK ini dinonaktifkan sementara. Rekam orangnya, lalu ajukan pengaktifan kembali."),
    "resident_not_dead": _("Orang ini tidak tercatat meninggal, jadi tidak ada kematian yang dibatalkan."),
    "nik_not_double": _("NIK ini tidak dihapus karena ganda, jadi tidak ada yang dibatalkan."),
    "nik_not_blocked": _("NIK ini masih aktif, jadi tidak ada yang perlu diaktifkan."),
    "nik_is_double": _(
        "NIK ini dihapus karena ganda; orangnya memakai NIK yang dipertahankan. Bila itu keliru, catat "
        "pembatalan NIK ganda."
    ),
    "reactivation_needs_recording": _(
        "Orang ini belum direkam. Rekam dahulu, lalu ajukan pengaktifan kembali."
    ),
    "block_before_its_day": _(
        "Penonaktifan ini baru boleh setelah usia 22 tahun, dan hanya bagi yang belum direkam."
    ),
    "element_unknown": _("Unsur data ini tidak diubah lewat formulir ini."),
    "element_static": _(
        "Tempat dan tanggal lahir serta golongan darah hanya dapat dibetulkan (pembetulan), dan NIK tetap."
    ),
    "elements_missing": _("Belum ada yang diubah."),
    "nothing_changes": _("Nilai yang diisi sama dengan yang tercatat."),
    "event_in_future": _("Tanggal peristiwa tidak boleh sesudah hari ini."),
    "event_before_birth": _("Tanggal peristiwa tidak boleh sebelum tanggal lahir."),
    "area_not_a_village": _("Pilih kode kelurahan atau desa (10 angka)."),
    "area_change_to_itself": _("Kode lama dan kode baru sama."),
    "area_name_missing": _("Kode baru belum dikenal, jadi namanya perlu diisi."),
    "nobody_lives_there": _("Tidak ada penduduk aktif di wilayah lama yang disebut."),
    "nik_malformed": _("NIK terdiri dari 16 angka; yang diisi {length}."),
    "area_code_malformed": _("Kode wilayah terdiri dari 2, 4, 6 atau 10 angka."),
    "area_unknown": _("Kode wilayah ini tidak dikenal."),
    "kk_malformed": _("Nomor KK terdiri dari 16 angka."),
    "kk_unknown": _("KK ini tidak ditemukan di wilayah Anda, atau tidak ada anggotanya."),
    "already_on_this_card": _("Orang ini sudah menjadi anggota KK tersebut."),
    "new_head_missing": _("Pilih kepala keluarga baru bagi anggota yang ditinggalkan."),
    "members_of_other_cards": _("Anggota yang dipilih harus satu KK, termasuk orang yang dientri."),
    "nobody_stays": _("Semua anggota dipilih, jadi tidak ada KK yang dipecah."),
    "join_is_a_move": _("KK tujuan berada di kelurahan lain. Catat sebagai pindah."),
    "move_leaves_the_city": _(
        "Alamat tujuan di luar kabupaten/kota ini. Catat sebagai pindah keluar (SKPWNI)."
    ),
    "skpwni_missing": _("Nomor SKPWNI dan daerahnya harus diisi."),
    "same_person": _("Dua orang yang disebut adalah orang yang sama."),
    "not_married": _("Orang ini tidak tercatat kawin."),
    "name_empty": _("Nama belum diisi."),
    "name_too_long": _("Nama baru paling banyak 60 huruf, termasuk spasi (Permendagri 73/2022)."),
    "name_single_word": _("Nama baru paling sedikit dua kata (Permendagri 73/2022)."),
    "name_not_latin": _(
        "Nama baru ditulis dengan huruf Latin, tanpa angka dan tanda baca (Permendagri 73/2022)."
    ),
    "name_abbreviated": _("Nama baru tidak boleh disingkat (Permendagri 73/2022)."),
    "papers_too_many": _("Paling banyak 5 berkas untuk satu entri."),
    "paper_too_large": _("Satu berkas paling besar 3 MB. Pindai dengan resolusi lebih rendah."),
    "paper_type_unknown": _("Berkas harus JPEG, PNG atau PDF."),
    "paper_unreadable": _("Gambar ini tidak dapat dibaca. Pindai atau potret ulang."),
    "paper_unsafe": _(
        "PDF ini berisi program, berkas lain atau kunci, jadi tidak disimpan. Pindai kertasnya."
    ),
    "paper_too_long": _("PDF ini lebih dari {limit} halaman. Kirim hanya halaman yang diperlukan."),
    "paper_not_of_entry": _("Berkas ini bukan milik entri tersebut."),
}

STATUS = {
    "entry_facts_invalid": 400,
    "entry_reason_missing": 400,
    "kk_malformed": 400,
    "entry_kind_unknown": 404,
    "paper_not_of_entry": 404,
}
