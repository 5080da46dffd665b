"""What is written about an application, a recording, a birthday and a breach. Pure.

None says of what kind an application was, whose recording it is, or why something was refused: that stands
behind the number and its code.
"""

from collections.abc import Mapping

from rekam.messages.rules import Kind
from rekam.messages.texts import Template, Text, Wording


def _notice(
    first: Text, english: Text, *, kind: Kind = Kind.ASKED, version: int = 1, law: str = ""
) -> Wording:
    return Wording(version=version, kind=kind, texts={"id": first, "en": english}, law=law)


NOTICES: Mapping[Template, Wording] = {
    Template.APPLICATION_RECEIVED: _notice(
        Text(
            "{office}: permohonan {number} kami terima. Jawabannya dalam empat hari. Lihat: {where}",
            subject="Permohonan Anda kami terima",
        ),
        Text(
            "{office}: we have received application {number}. You hear within four days. See: {where}",
            subject="We have received your application",
        ),
    ),
    Template.APPLICATION_ASKED: _notice(
        Text(
            "{office}: permohonan {number} perlu dilengkapi. Lihat apa yang kurang: {where}",
            subject="Permohonan Anda perlu dilengkapi",
        ),
        Text(
            "{office}: application {number} lacks something. See what: {where}",
            subject="Your application lacks something",
        ),
    ),
    Template.APPLICATION_APPROVED: _notice(
        Text(
            "{office}: permohonan {number} disetujui. Bawa berkas aslinya ke loket. Gratis.",
            subject="Permohonan Anda disetujui: bawa berkas asli",
        ),
        Text(
            "{office}: application {number} is approved. Bring the originals to the counter. Free of charge.",
            subject="Your application is approved: bring the originals",
        ),
    ),
    Template.APPLICATION_REJECTED: _notice(
        Text(
            "{office}: permohonan {number} tidak dapat dipenuhi. Baca alasannya: {where}",
            subject="Permohonan Anda tidak dapat dipenuhi",
        ),
        Text(
            "{office}: application {number} could not be granted. Read the reason: {where}",
            subject="Your application could not be granted",
        ),
    ),
    Template.APPLICATION_READY: _notice(
        Text(
            "{office}: permohonan {number} selesai dan siap diambil di loket. Gratis.",
            subject="Siap diambil",
        ),
        Text(
            "{office}: what you asked for under {number} is ready at the counter. Free of charge.",
            subject="Ready to be collected",
        ),
    ),
    Template.APPLICATION_NOT_READY: _notice(
        Text(
            "{office}: permohonan {number} ternyata belum siap. Jangan datang dahulu; kami kabari lagi.",
            subject="Ternyata belum siap",
        ),
        Text(
            "{office}: application {number} is not ready after all. Do not come yet; you will hear from us.",
            subject="Not ready after all",
        ),
    ),
    Template.APPLICATION_WITHDRAWN: _notice(
        Text(
            "{office}: permohonan {number} ditarik. Bukan Anda? Datanglah atau telepon kami.",
            subject="Permohonan Anda ditarik",
        ),
        Text(
            "{office}: application {number} was withdrawn. Was it not you? Come or call us.",
            subject="Your application was withdrawn",
        ),
    ),
    Template.APPLICATION_LAPSED: _notice(
        Text(
            "{office}: permohonan {number} berakhir karena tidak dilanjutkan. Ajukan lagi bila perlu.",
            subject="Permohonan Anda berakhir",
        ),
        Text(
            "{office}: application {number} ended since nobody went on with it. Apply again if you need to.",
            subject="Your application ended",
        ),
    ),
    Template.APPLICATION_ENDING: _notice(
        Text(
            "{office}: permohonan {number} berakhir {day} bila tidak dilanjutkan: {where}",
            subject="Permohonan Anda akan berakhir",
        ),
        Text(
            "{office}: application {number} ends {day} unless you go on: {where}",
            subject="Your application is about to end",
        ),
        kind=Kind.REMINDER,
    ),
    Template.APPLICATION_WAITS: _notice(
        Text(
            "{office}: permohonan {number} siap diambil sejak {day} dan masih menunggu di loket. Gratis.",
            subject="Masih menunggu diambil",
        ),
        Text(
            "{office}: what you asked for under {number} has been ready since {day}. Free of charge.",
            subject="Still waiting to be collected",
        ),
        kind=Kind.REMINDER,
    ),
    Template.RECORDING_FOLLOWED: _notice(
        Text(
            "{office}: kabar tentang tanda terima {number} akan dikirim ke sini.",
            subject="Kami akan mengabari Anda",
        ),
        Text(
            "{office}: news of slip {number} will be sent here.",
            subject="We will tell you",
        ),
    ),
    Template.RECORDING_CHECKED: _notice(
        Text(
            "{office}: rekaman {number} selesai diperiksa. KTP-el dicetak menurut giliran, mulai umur 17.",
            subject="Rekaman selesai diperiksa",
        ),
        Text(
            "{office}: recording {number} is checked. The card is printed in its turn, from 17 years of age.",
            subject="The recording is checked",
        ),
    ),
    Template.CARD_ENDED: _notice(
        Text(
            "{office}: isi dompet KTP digital Anda tidak berlaku lagi. Buka dompet untuk yang baru. "
            "Bukan Anda? Datang ke kantor.",
            subject="Isi dompet KTP digital Anda dicabut",
        ),
        Text(
            "{office}: what your digital KTP wallet held counts no more. Open the wallet for new ones. "
            "Not you? Come to the office.",
            subject="What your digital KTP wallet held was revoked",
        ),
    ),
    Template.CARD_PAUSED: _notice(
        Text(
            "{office}: isi dompet KTP digital Anda ditangguhkan. Telepon ketemu, atau bukan Anda? "
            "Datang ke kantor.",
            subject="Isi dompet KTP digital Anda ditangguhkan",
        ),
        Text(
            "{office}: what your digital KTP wallet holds is suspended. Phone found, or not you? "
            "Come to the office.",
            subject="What your digital KTP wallet holds is suspended",
        ),
    ),
    Template.CARD_READY: _notice(
        Text(
            "{office}: KTP-el Anda siap diambil di {place}, nomor {number}. Ambil sendiri. Gratis.",
            subject="KTP-el Anda siap diambil",
        ),
        Text(
            "{office}: your KTP-el is ready at {place}, number {number}. Come yourself. Free of charge.",
            subject="Your KTP-el is ready",
        ),
    ),
    Template.COME_TO_OFFICE: _notice(
        Text(
            "{office}: tentang tanda terima {number}, mohon datang ke kantor kami dengan membawa KK. Gratis.",
            subject="Mohon datang ke kantor kami",
        ),
        Text(
            "{office}: about slip {number}, please come to our office with your family card. Free.",
            subject="Please come to our office",
        ),
    ),
    Template.RECORDING_RESEMBLED: _notice(
        Text(
            "{office}: ada rekaman lain yang mirip rekaman {number}. Bertanya atau keberatan: {where}",
            subject="Rekaman lain mirip rekaman Anda",
        ),
        Text(
            "{office}: another recording resembles {number}. Questions or objections: {where}",
            subject="Another recording resembles yours",
        ),
    ),
    Template.COME_AGAIN: _notice(
        Text(
            "{office}: sebagian rekaman {number} tidak terbaca. Mohon datang direkam lagi. Gratis.",
            subject="Mohon datang direkam sekali lagi",
        ),
        Text(
            "{office}: part of recording {number} cannot be read. Please come again. Free of charge.",
            subject="Please come to be recorded again",
        ),
    ),
    Template.CARD_AT_17: _notice(
        Text(
            "{office}: KTP-el dari rekaman {number} sudah boleh dicetak. Datanglah ke loket. Gratis.",
            subject="KTP-el sudah boleh dicetak",
        ),
        Text(
            "{office}: the KTP-el of recording {number} may be printed now. Come to the counter. Free.",
            subject="The KTP-el may be printed now",
        ),
    ),
    Template.BREACH: _notice(
        Text(
            "{office}: data pribadi Anda bocor. Surat lengkap menyusul; tanyakan di {place}.",
            subject="Pemberitahuan kebocoran data pribadi",
            long="{office} memberitahukan, sesuai UU 27/2022 Pasal 46, bahwa data pribadi Anda bocor.\n\n"
            "Data yang bocor: {what}.\nKapan dan bagaimana: {how}.\nYang kami lakukan: {done}.\n"
            "Tanyakan di {place}. Jangan berikan kode atau foto KTP kepada siapa pun yang mengaku petugas.",
        ),
        Text(
            "{office}: personal data of yours leaked. A full letter follows; ask at {place}.",
            subject="Notice of a personal data breach",
            long="{office} tells you, by UU 27/2022 Article 46, that personal data of yours leaked.\n\n"
            "What leaked: {what}.\nWhen and how: {how}.\nWhat we do: {done}.\n"
            "Ask at {place}. Give nobody who claims to be an officer a code or a photograph of your card.",
        ),
        kind=Kind.OWED,
        version=2,
        law="UU 27/2022 Pasal 46 (recall): whose data leaked is told in writing within 3 x 24 hours",
    ),
}
