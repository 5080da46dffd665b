"""Credentials: issued and verified in a CPU-second of one core, beside bare ES256 and beside other libraries.

    python -m benchmarks.credentials [--rounds 7] [--times 300] [--peer PYTHON] [--profile NAME]

A KTP of 19 facts without a photograph, each hidden; shown with one fact and the holder's proof. `--peer`
is the Python of an environment with `openvc-core` or `sd-jwt` in it: it does the same with the same facts.
"""

import argparse
import cProfile
import json
import pstats
import secrets
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from tests.credentials import world
from tests.credentials.world import FACTS, ISSUER, NONCE, NOW, PLACE, READER

from rekam.credentials import claims, signing
from rekam.credentials.formats import claim169, mdoc, mdoc_reading, sd_jwt, status_list
from rekam.credentials.formats.trust import Purpose, Trust

UNTIL = NOW + timedelta(days=90)
AIMS = {
    "SD-JWT VC issue": 5_240,
    "SD-JWT VC verify": 2_490,
    "mdoc issue": 3_970,
    "mdoc verify": 1_140,
}
Work = Callable[[], object]


def subjects() -> dict[str, Work]:
    """What is measured, by name."""
    trust = world.trust()
    phone = signing.FileSigner(ec.generate_private_key(ec.SECP256R1()))
    common = {"holder": phone.public, "issued": NOW, "expires": UNTIL, "status": PLACE}
    by_kid = world.plain(Purpose.SD_JWT)  # as the peers: without a certificate in the header
    return {
        **_bare(),
        **_sd_jwt(by_kid, phone=phone, trust=trust, common=common),
        **_mdoc(world.signer(Purpose.DOCUMENT), phone=phone, trust=trust, common=common),
        **_qr(world.signer(Purpose.QR), phone=phone, trust=trust, common=common),
    }


def _bare() -> dict[str, Work]:
    private, how, message = ec.generate_private_key(ec.SECP256R1()), ec.ECDSA(hashes.SHA256()), bytes(1_000)
    public, signature = private.public_key(), private.sign(message, how)
    return {
        "bare ES256 sign": lambda: private.sign(message, how),
        "bare ES256 verify": lambda: public.verify(signature, message, how),
    }


def _sd_jwt(
    signer: signing.FileSigner, *, phone: signing.FileSigner, trust: Trust, common: dict
) -> dict[str, Work]:
    told = claims.for_sd_jwt(claims.KTP, FACTS)

    def issue() -> str:
        return sd_jwt.issue(
            told, kind=claims.KTP.vct, issuer=ISSUER, signer=signer, entropy=secrets.token_bytes, **common
        )

    issued, asked = issue(), {"audience": READER, "nonce": NONCE, "at": NOW}
    shown = sd_jwt.present(issued, show=["age_over_17"], holder=phone, **asked)
    kinds = frozenset({claims.KTP.vct})
    return {
        "SD-JWT VC issue": issue,
        "SD-JWT VC present": lambda: sd_jwt.present(issued, show=["age_over_17"], holder=phone, **asked),
        "SD-JWT VC verify": lambda: sd_jwt.read_presented(shown, trust=trust, kinds=kinds, **asked),
        "SD-JWT VC verify, without the proof": lambda: sd_jwt.read_issued(
            issued, trust=trust, kinds=kinds, at=NOW
        ),
    }


def _mdoc(
    signer: signing.FileSigner, *, phone: signing.FileSigner, trust: Trust, common: dict
) -> dict[str, Work]:
    told, kind = claims.for_mdoc(claims.KTP, FACTS), claims.KTP.doctype

    def issue() -> bytes:
        return mdoc.issue(told, kind=kind, signer=signer, entropy=secrets.token_bytes, **common)

    transcript = mdoc.session_transcript(
        client=READER, nonce=NONCE, response_uri="https://bank.example/answer"
    )
    held = mdoc.Held(kind, issue())
    some = mdoc.present(held, show=["age_over_17"], holder=phone, transcript=transcript)
    whole = mdoc.present(held, show=list(told[kind]), holder=phone, transcript=transcript)
    asked = {"trust": trust, "kinds": frozenset({kind}), "transcript": transcript, "at": NOW}
    strange = {**asked, "trust": None}

    def unknown() -> object:
        """With a certificate that this reader has not met before: read and checked anew each time."""
        strange["trust"] = Trust((), trust.roots)
        return mdoc_reading.read_presented(whole, **strange)

    return {
        "mdoc issue": issue,
        "mdoc present": lambda: mdoc.present(held, show=["age_over_17"], holder=phone, transcript=transcript),
        "mdoc verify": lambda: mdoc_reading.read_presented(whole, **asked),
        "mdoc verify, one fact": lambda: mdoc_reading.read_presented(some, **asked),
        "mdoc verify, certificate not met before": unknown,
    }


def _qr(
    signer: signing.FileSigner, *, phone: signing.FileSigner, trust: Trust, common: dict
) -> dict[str, Work]:
    told = claims.for_qr(claims.KTP, FACTS)

    def issue() -> bytes:
        return claim169.issue(told, issuer=ISSUER, signer=signer, **common)

    issued = issue()
    letters = claim169.to_qr(claim169.wrap(issued, holder=phone, at=NOW))
    listed = status_list.blank(entries=status_list.LEAST_ENTRIES).changed(
        {number * 97: 1 for number in range(9_000)}
    )
    return {
        "QR issue": issue,
        "QR live, made by the phone": lambda: claim169.to_qr(claim169.wrap(issued, holder=phone, at=NOW)),
        "QR live verify": lambda: claim169.read(letters, trust=trust, at=NOW),
        "status list of 1,048,576, compressed": lambda: status_list.compress(listed),
    }


def per_second(work: Work, *, times: int) -> float:
    """How often in a CPU-second."""
    start = time.process_time()
    for _ in range(times):
        work()
    return times / (time.process_time() - start)


def peer(python: str, *, rounds: int, times: int) -> dict[str, float]:
    """What other libraries do with the same facts, in an environment of their own."""
    told = json.dumps({"facts": claims.for_sd_jwt(claims.KTP, FACTS), "rounds": rounds, "times": times})
    script = Path(__file__).with_name("credentials_peer.py")
    done = subprocess.run([python, str(script)], input=told, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--peer")
    parser.add_argument("--profile")
    asked = parser.parse_args()
    work = subjects()
    if asked.profile:
        with cProfile.Profile() as profile:
            per_second(work[asked.profile], times=2_000)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(asked.rounds):
        for name, one in work.items():
            slow = name.startswith("status list")
            taken[name].append(per_second(one, times=3 if slow else asked.times))
    others = peer(asked.peer, rounds=asked.rounds, times=asked.times) if asked.peer else {}
    print(f"{'':<44} {'a CPU-second':>12} {'least':>8} {'aim':>8} {'of bare':>8}")
    for name, found in taken.items():
        bare = "bare ES256 verify" if "verify" in name else "bare ES256 sign"
        aim = f"{AIMS[name]:8,}" if name in AIMS else f"{'':>8}"
        ratio = median(found) / median(taken[bare])
        print(f"{name:<44} {median(found):12,.0f} {min(found):8,.0f} {aim} {ratio:8.2f}")
    for name, figure in others.items():
        print(f"{name:<44} {figure:12,.0f}")


if __name__ == "__main__":
    main()
