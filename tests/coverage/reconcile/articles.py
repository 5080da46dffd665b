"""Articles of our own: invented offices' statements, in the words that such reports use."""

PLACES = {"kota serang": "36.73", "kota cilegon": "36.72", "kabupaten lebak": "36.02", "banten": "36"}

OFF_BY_A_DIGIT = """
Perekaman KTP-el Kota Serang Capai 97,9 Persen

SERANG - Dinas Kependudukan dan Pencatatan Sipil (Disdukcapil) Kota Serang mencatat, jumlah penduduk
Kota Serang mencapai 701.336 jiwa. Warga wajib KTP sebanyak 502.411 jiwa. Dari jumlah itu, yang sudah
melakukan perekaman 491.860 orang (97,9%). Masih ada 10.557 warga yang belum melakukan perekaman,
kata Kepala Dinas, Rabu, 12 Maret 2025.

Pelayanan keliling dilakukan di 67 kelurahan pada pukul 08.00 sampai 15.30 WIB, untuk usia 16 sampai 17
tahun, dan berlangsung empat hari.
"""

TWO_TARGETS = """
LEBAK - Disdukcapil Kabupaten Lebak menargetkan perekaman KTP elektronik tuntas pada Desember 2025.
"Saat ini sudah 94 persen warga wajib KTP yang direkam. Kami targetkan akhir tahun ini mencapai 97 persen,
tidak mungkin 100 persen," ujar kepala dinas, Selasa (4/3/2025).
"""

HELD = """
CILEGON - Sebanyak 331.402 warga Kota Cilegon wajib KTP. Yang baru memiliki KTP-el sebanyak 318.117 orang,
sedangkan 13.285 orang belum memiliki KTP-el. Kepemilikan KTP-el mencapai 95,99 persen, kata kepala dinas,
Senin (3/2/2025). Blanko yang diterima 4-6 ribu keping per bulan, sedangkan hampir dua persen belum rekam.
"""

WORDS = """
Kota Serang, Kamis (6/2/2025). Hampir tujuh belas ribu warga belum rekam. Warga wajib KTP 1,5 juta jiwa,
sementara 20 ribuan warga telah dicetak KTP-nya. Ada lebih dari 2.100 pemilih pemula.
"""

IN_ENGLISH = """
Thousands in Serang city still unrecorded

Serang, Banten (The Daily) - Some 7,310 residents of Serang city have yet to have their biometric data
recorded for the electronic identity card (e-KTP), its civil registration office says.

As of Dec. 31, 2024, 510,192 of the 517,402 residents required to hold an e-KTP had been recorded, or 98.6
percent, the head of the office told reporters on Wednesday, Feb. 5, 2025.

"We are aiming for 99.4 percent by the end of 2025," he said. Card ownership stands at 94.1 percent. The
program, which costs Rp 1.2 billion, has visited 24 schools in Serang city.
"""
