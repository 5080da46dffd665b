"""How a digital KTP reaches a phone, and how sure the office is of who holds that phone (pure)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class Way(StrEnum):
    """Where the code was handed out."""

    OFFICE = "office"
    VILLAGE = "village"
    ACCOUNT = "account"
    REMOTE = "remote"


class Seen(StrEnum):
    """By what it was known who takes the code.

    KTP, KK_AND_PHOTO  an officer saw person and paper
    PASSKEY            the person's own account, which an officer linked at a counter before (decision 0058)
    VIDEO, FACE        remotely: only where the rule below is switched on
    """

    KTP = "ktp"
    KK_AND_PHOTO = "kk_and_photo"
    PASSKEY = "passkey"
    VIDEO = "video"
    FACE = "face"


class Step(StrEnum):
    """What a remote offer rests on."""

    VIDEO = "video"
    FACE = "face"


SEEN_BY: Mapping[Way, frozenset[Seen]] = {
    Way.OFFICE: frozenset({Seen.KTP, Seen.KK_AND_PHOTO}),
    Way.VILLAGE: frozenset({Seen.KTP, Seen.KK_AND_PHOTO}),
    Way.ACCOUNT: frozenset({Seen.PASSKEY}),
    Way.REMOTE: frozenset({Seen.VIDEO, Seen.FACE}),
}
# What the credential itself tells its reader of how its holder was known: claim `cara_terbit`.
ASSURANCE: Mapping[Way, str] = {
    Way.OFFICE: "tatap_muka",
    Way.VILLAGE: "tatap_muka_desa",
    Way.ACCOUNT: "akun_terhubung",
    Way.REMOTE: "jarak_jauh",
}
REMOTE_LAW = "Permendagri 72/2022"


def check_way(way: Way, *, seen: Seen, remote_allowed: bool, on: date, remote_since: date | None) -> None:
    """Refuse a way that does not go with what was seen, and the remote one unless it is switched on and due.

    remote_since  the day from which the office's own rule (REKAM_REMOTE_ISSUING) lets it; None = never
    Raises ValueError for a mismatch, RuleBroken("remote_issuing_off").
    Source: Permendagri 72/2022 has the identity activated before an officer of the Dinas, by scanning his QR
    code (as offices publish it; the article was not read). In force from 2022-04-04 (day recalled).
    """
    if seen not in SEEN_BY[way]:
        raise ValueError(f"{seen} is not how somebody is known at {way}")
    if way is Way.REMOTE and not (remote_allowed and remote_since is not None and remote_since <= on):
        raise RuleBroken("remote_issuing_off", law=REMOTE_LAW)
