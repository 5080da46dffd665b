"""The legal notice that everybody hears or reads before the first capture, by version and language. Pure.

Recording is a duty by law, so the notice asks for nothing. A changed text gets a new version, and the packet
says which version was heard in which language.
Source: UU 24/2013 Pasal 63; UU 27/2022 Pasal 21 (what is to be told), Pasal 5 to 13 (rights), recall.
"""

from collections.abc import Mapping

VERSION = "2026-2"
FIRST_LANGUAGE = "id"
# As each language calls itself; Sundanese is a sample until a sworn translator has read it.
LANGUAGES: Mapping[str, str] = {"id": "Indonesia", "su": "Basa Sunda (contoh)", "en": "English"}

NOTICES: Mapping[str, str] = {
    "id": (
        "Perekaman KTP-el adalah kewajiban penduduk yang berumur 17 tahun, atau sudah atau pernah kawin "
        "(UU 24/2013 Pasal 63). Karena itu kami tidak meminta persetujuan, tetapi Anda berhak tahu.\n\n"
        "Yang diambil: foto wajah, sepuluh sidik jari, dua iris mata, dan tanda tangan. Gunanya: memastikan "
        "satu orang satu NIK, mencetak KTP-el Anda, dan memastikan kartu diterima pemiliknya.\n\n"
        "Datanya disegel di laptop ini; petugas tidak dapat membukanya lagi. Disimpan selama Anda menjadi "
        "penduduk menurut undang-undang administrasi kependudukan, dan dilindungi UU 27/2022.\n\n"
        "Anda berhak melihat siapa yang membuka data Anda, meminta pembetulan, dan mengajukan keberatan. "
        "Bila ada biodata yang keliru, katakan sekarang: perekaman tetap jalan. Semua pelayanan ini gratis."
    ),
    "su": (
        "Perekaman KTP-el téh kawajiban warga anu tos yuswa 17 taun, atanapi tos kantos nikah (UU 24/2013 "
        "Pasal 63). Ku kituna kami henteu nyuhunkeun idin, nanging Bapa/Ibu ngagaduhan hak pikeun terang.\n\n"
        "Anu dicandak: poto raray, sapuluh sidik ramo, dua iris panon, sareng tawis leungeun. Gunana: "
        "mastikeun hiji jalmi ngan hiji NIK, nyitak KTP-el, sareng mastikeun kartu katampi ku anu "
        "gaduhna.\n\n"
        "Datana disegel dina laptop ieu; patugas moal tiasa muka deui. Disimpenna salami Bapa/Ibu janten "
        "warga numutkeun undang-undang administrasi kependudukan, sareng ditangtayungan ku UU 27/2022.\n\n"
        "Bapa/Ibu ngagaduhan hak ningali saha waé anu muka datana, nyuhunkeun dilereskeun, sareng ngajukeun "
        "kaberatan. Upami aya biodata anu lepat, mangga saurkeun ayeuna: perekaman tetep lumangsung. "
        "Sadayana pelayanan ieu haratis."
    ),
    "en": (
        "Recording for the KTP-el is a duty of every resident of 17 years, or who is or was married (Law "
        "24/2013 article 63). So we do not ask for your consent, but you have a right to know.\n\n"
        "What is taken: a photograph of your face, ten fingerprints, two irises and your signature. What "
        "for: to make sure that one person has one NIK, to print your card, and to hand it "
        "to nobody but you.\n\n"
        "The data are sealed on this laptop; the officer cannot open them again. They are kept as long as "
        "you are a resident under the law of population administration, and protected by Law 27/2022.\n\n"
        "You may see who opened your data, ask for corrections, and object. If something in your particulars "
        "is wrong, say so now: recording goes on all the same. All of this is free of charge."
    ),
}

# The optional question; versioned on its own, since another answer belongs to another question.
ASKED_VERSION = "2026-1"
ASKED: Mapping[str, str] = {
    "id": "Boleh kami kabari lewat SMS atau WhatsApp bila kartu Anda siap diambil? Tidak wajib.",
    "su": "Kénging kami ngawartosan ngalangkungan SMS atanapi WhatsApp upami kartuna tos siap dicandak? "
    "Henteu wajib.",
    "en": "May we tell you by SMS or WhatsApp when your card can be collected? This is optional.",
}
