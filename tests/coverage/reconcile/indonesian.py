"""Invented Indonesian sentences for which the patterns were written; articles stand in `articles.py`."""

SENTENCES = (
    ("Pada 2024 jumlah wajib KTP mencapai 514.230 jiwa.", "wajib 514230"),
    (
        "Dari 13.204 pemilih pemula, sebanyak 10.118 sudah direkam dan 3.086 belum direkam.",
        "first_time 13204, first_time_recorded 10118, first_time_not_recorded 3086",
    ),
    ("Warga wajib KTP di Kabupaten Lebak 1 012 440 jiwa.", "wajib 1012440"),
    (
        "Penduduknya 690.120 jiwa, terdiri atas laki-laki 350.110 jiwa dan perempuan 340.010 jiwa.",
        "population 690120, population_male 350110, population_female 340010",
    ),
    ("Baru 61 persen anak memiliki KIA.", ""),
    ("Sudah 81.220 kartu keluarga dicetak ulang.", ""),
    ("Kantor menerbitkan 12.001 akta kelahiran.", ""),
    ("Anggarannya Rp 3.500.000.000 untuk perekaman di 24 kecamatan.", ""),
    ("Sekitar 300 warga per hari datang untuk perekaman.", ""),
    ("Perekaman ditargetkan selesai Desember 2025.", "target_percent 100"),
    (
        "Sebanyak 98,2 persen warga sudah terekam, sisanya 1,8 persen belum.",
        "recorded_percent 98.2, not_recorded_percent 1.8",
    ),
    ("Yang telah terekam 498.110 jiwa, yang belum 16.120 jiwa.", "recorded 498110, not_recorded 16120"),
    ("Aktivasi identitas kependudukan digital 26.310 orang (5,2 persen).", "ikd 26310, ikd_percent 5.2"),
    ("Penduduk yang sudah menerima KTP-el 410.002 orang.", "held 410002"),
    ("Alokasi blanko 4.000 keping per bulan.", "blanks_per_month_low 4000, blanks_per_month_high 4000"),
    ("Wajib KTP laki-laki 260.110 orang, perempuan 254.120 orang.", "wajib_male 260110, wajib_female 254120"),
    ("Pelayanan keliling merekam 1.204 warga dalam dua hari.", ""),
    ("Belum 100 persen; masih tersisa 2,1 persen warga yang belum direkam.", "not_recorded_percent 2.1"),
)
