"""No check of a reader is decorative: with any one taken out, a hostile case fares otherwise."""

from collections import defaultdict

from tests.credentials import mutants
from tests.credentials.case import Case
from tests.credentials.hostile import CASES

# What keeps out a forger or a copier: without it a case is accepted. Elsewhere only the refusal changes.
GUARDS = {
    *(
        "signature_wrong",
        "issuer_untrusted",
        "algorithm_refused",
        "critical_header_unknown",
        "token_type_wrong",
    ),
    *("credential_expired", "credential_not_yet_valid", "credential_type_wrong", "document_type_differs"),
    "credential_for_others",
    *(
        "hash_refused",
        "disclosure_unreferenced",
        "disclosure_repeated",
        "disclosure_reserved",
        "digest_repeated",
    ),
    *("disclosure_name_taken", "element_altered", "element_repeated", "holder_key_refused"),
    *("binding_signature_wrong", "binding_audience_wrong", "binding_nonce_wrong", "binding_of_another"),
    *("binding_too_old", "binding_too_early", "binding_elements_refused"),
    *("qr_copied", "qr_not_live", "qr_too_old", "qr_too_early", "status_of_another_list"),
    *("token_of_another_key", "dpop_nonce_wanted", "dpop_repeated", "dpop_wrong"),
    *("proof_wrong", "proof_repeated", "proof_too_many", "nonce_wrong"),
}


def by_place() -> dict[tuple[str, int], list[Case]]:
    found: defaultdict[tuple[str, int], list[Case]] = defaultdict(list)
    for case in CASES:
        found[mutants.refused_at(case)].append(case)
    return found


def test_every_check_has_a_case_that_only_it_refuses() -> None:
    cases, through, idle = by_place(), set[str](), []
    for site in mutants.sites():
        told = mutants.cases_of(site, cases)
        with mutants.without(site):
            now = {case: mutants.outcome(case) for case in told}
        if all(case.code == code for case, code in now.items()):
            idle.append(str(site))
        through |= {case.code for case, code in now.items() if code == "accepted"}

    assert idle == []
    assert GUARDS - through == set()


def test_the_readers_are_whole_again_after_a_mutant() -> None:
    site = next(one for one in mutants.sites() if one.module == "formats.moments")
    before = mutants.found(site).__code__
    with mutants.without(site):
        assert mutants.found(site).__code__ is not before

    assert mutants.found(site).__code__ is before
