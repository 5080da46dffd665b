"""One office with its keys, one holder with a phone, one reader; made once for all tests of this room."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from rekam.credentials import certificates, claims, signing
from rekam.credentials.formats import claim169, mdoc, sd_jwt, status_list
from rekam.credentials.formats.credential import StatusPlace
from rekam.credentials.formats.trust import Purpose, Trust, TrustedKey

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ISSUER = "https://dukcapil.kotaserang.example"
READER = "x509_san_dns:bank.example"
NONCE = "n-0S6_WzA2Mj"
PLACE = StatusPlace(f"{ISSUER}/status/1", 77_777)
ISSUED = NOW.replace(hour=0)  # to the day, so that the hour singles nobody out
EXPIRES = NOW + timedelta(days=90)
TRANSCRIPT = mdoc.session_transcript(client=READER, nonce=NONCE, response_uri="https://bank.example/answer")
FACTS: dict[str, object] = {
    "nik": "3673014302990001",
    "nama": "SITI AMINAH",
    "tempat_lahir": "SERANG",
    "tanggal_lahir": date(1999, 2, 3),
    "jenis_kelamin": "P",
    "golongan_darah": "O",
    "alamat": "JL. MAULANA YUSUF 3",
    "rt": "001",
    "rw": "002",
    "kelurahan_desa": "KOTABARU",
    "kecamatan": "SERANG",
    "kabupaten_kota": "KOTA SERANG",
    "provinsi": "BANTEN",
    "agama": "ISLAM",
    "status_perkawinan": "BELUM KAWIN",
    "pekerjaan": "GURU",
    "kewarganegaraan": "WNI",
    "berlaku_hingga": "SEUMUR HIDUP",
    "age_over_17": True,
}
KTP = claims.KTP
VCTS, DOCTYPES = frozenset({KTP.vct}), frozenset({KTP.doctype})


@cache
def private(name: str) -> ec.EllipticCurvePrivateKey:
    """A key by name: the same one all through a run."""
    return ec.derive_private_key(int.from_bytes(name.encode(), "big"), ec.SECP256R1())


@cache
def root(name: str = "root") -> x509.Certificate:
    return certificates.make_root(
        private(name),
        name=f"IACA {name}",
        issuer=ISSUER,
        since=NOW - timedelta(days=30),
        until=NOW + timedelta(days=3650),
    )


@cache
def signer(
    purpose: Purpose, *, name: str = "", under: str = "root", since: datetime = NOW - timedelta(days=1)
) -> signing.FileSigner:
    """The office's signer for one purpose; another name is another key, another root a stranger's."""
    key = private(name or purpose.value)
    if purpose not in certificates.CERTIFIED:
        return signing.FileSigner(key)
    certificate = certificates.certify(
        key.public_key(),
        purpose=purpose,
        name=purpose.value,
        issuer=ISSUER,
        root=root(under),
        by=private(under),
        since=since,
        until=NOW + timedelta(days=400),
    )
    return signing.FileSigner(key, chain=(certificate,))


def plain(name: str) -> signing.FileSigner:
    """A signer without a certificate: a phone, or a thief."""
    return signing.FileSigner(private(name))


HOLDER = plain("phone")
THIEF = plain("thief")


@cache
def trust() -> Trust:
    """What the reader believes: the office's keys by kid, and its root."""
    told = [
        TrustedKey(
            issuer=ISSUER,
            kid=signer(purpose).kid,
            purpose=purpose,
            key=signer(purpose).public,
            since=NOW - timedelta(days=1),
            until=NOW + timedelta(days=400),
        )
        for purpose in (Purpose.SD_JWT, Purpose.STATUS, Purpose.QR)
    ]
    old = signer(Purpose.SD_JWT, name="old")
    rested = TrustedKey(
        issuer=ISSUER,
        kid=old.kid,
        purpose=Purpose.SD_JWT,
        key=old.public,
        since=NOW - timedelta(days=400),
        until=NOW,
    )
    return Trust([*told, rested], (root(),))


def entropy() -> "Counter":
    """Bytes that look random and are the same in every run."""
    return Counter()


class Counter:
    """Stands in for secrets.token_bytes."""

    def __init__(self) -> None:
        self._turns = count(1)

    def __call__(self, size: int) -> bytes:
        return b"".join(next(self._turns).to_bytes(4, "big") for _ in range(-(-size // 4)))[:size]


@cache
def sd_jwt_of_ktp() -> str:
    return sd_jwt.issue(
        claims.for_sd_jwt(KTP, FACTS),
        kind=KTP.vct,
        issuer=ISSUER,
        holder=HOLDER.public,
        issued=ISSUED,
        expires=EXPIRES,
        status=PLACE,
        signer=signer(Purpose.SD_JWT),
        entropy=entropy(),
        decoys=3,
    )


@cache
def mdoc_of_ktp() -> bytes:
    return mdoc.issue(
        claims.for_mdoc(KTP, FACTS),
        kind=KTP.doctype,
        holder=HOLDER.public,
        issued=ISSUED,
        expires=EXPIRES,
        status=PLACE,
        signer=signer(Purpose.DOCUMENT),
        entropy=entropy(),
    )


@cache
def cwt_of_ktp(*, bound: bool = True) -> bytes:
    return claim169.issue(
        claims.for_qr(KTP, FACTS),
        issuer=ISSUER,
        holder=HOLDER.public if bound else None,
        issued=ISSUED,
        expires=EXPIRES,
        status=PLACE,
        signer=signer(Purpose.QR),
    )


def status_token(
    value: int = 0, *, issued: datetime = NOW, ttl: timedelta = timedelta(hours=12)
) -> status_list.StatusToken:
    """The list, fetched, with that value for the credentials of these tests."""
    told = status_list.blank(entries=1 << 17).changed({PLACE.index: value})
    return status_list.StatusToken(uri=PLACE.uri, told=told, issued=issued, stale=issued + ttl)


def root_signer() -> signing.FileSigner:
    """The root itself, signing what only those below it may sign."""
    return signing.FileSigner(private("root"), chain=(root().public_bytes(Encoding.DER),))
