"""Complaints of the demo: a dozen, some answered, some late, by people who do not exist."""

from datetime import datetime, timedelta
from uuid import uuid4

from rekam.config.demo_applications import work_day

# Category, against whom, working days ago, whether it was answered, and the words.
TOLD = (
    ("terlambat", "tidak-ada", 1, False, "KK saya dijanjikan empat hari, sudah dua minggu belum ada kabar."),
    ("terlambat", "tidak-ada", 4, False, "KTP anak saya belum siap, nomor antrean selalu berganti."),
    ("terlambat", "tidak-ada", 9, False, "Akta kelahiran belum jadi, petugas bilang tunggu terus."),
    ("terlambat", "tidak-ada", 14, True, "Surat pindah saya belum selesai padahal berkasnya lengkap."),
    ("terlambat", "tidak-ada", 20, True, "Sudah tiga kali datang, kartunya belum dicetak."),
    ("terlambat", "tidak-ada", 25, True, "Permohonan KK tidak pernah dijawab."),
    ("data-salah", "tidak-ada", 3, False, "Tanggal lahir anak saya di KK salah satu tahun."),
    ("data-salah", "tidak-ada", 16, True, "Nama ibu saya tertulis lain dari akta."),
    ("data-ganda", "tidak-ada", 6, False, "Saya dikatakan sudah merekam di kota lain, padahal belum pernah."),
    ("ditolak", "petugas", 2, False, "Saya ditolak di loket karena tidak membawa surat RT."),
    ("pungli", "petugas", 5, False, "Di loket 2 saya diminta Rp 50.000 supaya kartunya cepat jadi."),
    ("ditolak", "pimpinan", 3, False, "Kepala kantor menolak menerima kami dari kelompok difabel."),
)
ANSWER = "Benar, kami terlambat. Yang Anda tunggu sudah selesai; ambil di loket mana pun, gratis."


def complain_some(*, at: datetime) -> None:
    """Fill the office's complaints; runs in the scope of the whole office."""
    from rekam.accounts.queries import find_account
    from rekam.applications.complaints import services
    from rekam.applications.complaints.rules import Accused, Category, Channel, Mended, Outcome

    for category, accused, back, is_answered, said in TOLD:
        came = work_day(at, back=back)
        told = services.Told(category=Category(category), said=said, accused=Accused(accused))
        row = services.file(told=told, token=uuid4(), channel=Channel.ONLINE, at=came).complaint
        owner = find_account(row.owner)
        if is_answered and owner is not None:
            services.answer(
                complaint=row.uuid,
                outcome=Outcome.UPHELD,
                mended=Mended.NOTHING,
                text=ANSWER,
                by=owner,
                at=came + timedelta(days=back % 7 + 1),
            )
    services.escalate(at=at, actor="system")
