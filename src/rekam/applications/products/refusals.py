"""What the refusals about papers say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "paper_of_nobody": _(
        "Orangnya belum ada dalam register ini; dokumennya belum dapat dibuat. Selesaikan dahulu entrinya."
    ),
    "paper_signature_malformed": _(
        "Ini bukan isi kotak QR dokumen kantor ini. Salin seluruh isinya, dari https sampai huruf terakhir."
    ),
    "paper_key_unknown": _(
        "Ditandatangani dengan kunci yang tidak dikenal kantor ini. Jangan terima dokumennya."
    ),
    "paper_signature_wrong": _("Tanda tangannya tidak cocok: isinya diubah. Jangan terima dokumennya."),
    "paper_facts_altered": _(
        "Isi PDF ini tidak sama dengan yang ditandatangani: ada yang diubah. Jangan terima dokumennya."
    ),
    "paper_pdf_unsigned": _(
        "PDF ini tidak memuat tanda tangan. Kirim berkas yang asli, bukan hasil pindai atau simpan ulang; "
        "untuk kertas, isi kotak QR-nya."
    ),
    "paper_keys_malformed": _("Berkas kuncinya tidak terbaca. Ambil lagi dari halaman Periksa dokumen."),
}
STATUS: dict[str, int] = {
    "paper_signature_malformed": 400,
    "paper_key_unknown": 400,
    "paper_signature_wrong": 400,
    "paper_facts_altered": 400,
    "paper_pdf_unsigned": 400,
}
