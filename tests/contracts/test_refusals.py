"""Every refusal says something: on a page, in the list of reasons, or nowhere, for a reason written here."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rekam.enrolment.words import REASONS
from rekam.web.refusals import ROOMS, SENTENCES, STATUS

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "rekam"
# The station has its own words (tests/station); the simulation speaks SBI.
OTHERS = {"station", "simulation"}

# Codes that no page and no office ever sees, by where they end.
INTERNAL = {
    "the terminal of who starts or measures": {
        *("database_binaries_missing", "database_not_started", "database_program_failed"),
        *(
            "database_url_malformed",
            *("database_newer", "database_too_new"),
            "demo_on_loopback_only",
            "folder_not_practice",
            *("key_in_use", "key_unknown", "keys_announced", "keys_announced_lately", "keys_not_announced"),
            *("migration_backup_stale", "migration_locked", "migration_no_room", "migration_runs"),
            "no_free_port",
            "web_not_started",
            "passphrases_differ",
            *(
                "backup_base_damaged",
                "backup_busy",
                "backup_database_empty",
                "backup_disk_failed",
                "backup_file_altered",
                "backup_file_cut",
            ),
            *("backup_file_missing", "backup_key_exists", "backup_key_malformed", "backup_key_missing"),
            *("backup_key_not_made", "backup_key_other", "backup_line_broken", "backup_log_missing"),
            *("backup_moment_busy", "backup_no_base", "backup_no_moment", "backup_not_ours"),
            *("backup_own_server_only", "backup_place_away", "backup_place_unknown", "backup_stale"),
            *(
                "backup_vault_shrunk",
                "restore_broke_off",
                "restore_incomplete",
                "restore_no_space",
                "restore_unfinished",
            ),
            *("restore_not_empty", "restore_other_postgres"),
            *("standby_away", "standby_first_lives", "standby_not_invited", "standby_not_made"),
            *("standby_not_promoted", "standby_not_set", "standby_socket_unknown", "standby_took_over"),
        ),
        *(
            "bench_no_pairs",
            "bench_nothing_found",
            *("extractor_in_use", "extractor_unknown"),
            *("import_gallery_unfit", "import_manifest_columns", "import_manifest_line"),
            *("import_nothing_found", "import_ppi"),
            "inspect_folder_exists",
            "no_chimeras",
            "weights_invalid",
            "weights_missing",
            "weights_wheel_invalid",
        ),
        *("update_differs", "update_key_closed", "update_key_there", "update_keys_few"),
        *("update_malformed", "update_path_wrong", "update_payload_wrong", "update_rotation_wrong"),
        *("update_share_wrong", "update_signature_wrong", "update_signers_few"),
        *("update_trust_malformed", "update_unreadable", "update_wheel_missing"),
    },
    "the worker's log, while the packet waits": {
        *("gallery_exists", "gallery_missing", "subject_exists", "template_invalid"),
        "signing_key_shared",
        "status_list_full",
        *("template_version_unknown", "vault_copy_wrong", "vault_address_malformed"),
        *("vault_content_too_large", "finger_not_found", "iris_not_found", "face_not_found"),
    },
    "the alarm of the audit, in the worker's log and on the pages": {
        *("log_set_back", "log_rewritten", "checkpoint_forged", "checkpoints_differ"),
        *("checkpoint_malformed", "checkpoint_not_kept", "checkpoint_key_malformed"),
    },
    "another code, by which it is told outside": {
        *(
            # told to a phone as OpenID4VCI names them: credentials.issuing.rules.OAUTH
            *("configuration_unknown", "dpop_nonce_wanted"),
            *("nonce_wrong", "proof_missing", "proof_repeated", "proof_too_many", "proof_wrong"),
            "cbor_invalid",
            "cbor_not_canonical",
            "cbor_too_large",
            *("cose_key_unknown", "cose_malformed", "cose_signature_wrong"),
            "unsealing_failed",
            "station_key_malformed",
            "shard_behind",  # asked again, and told as shards_unreachable
        ),
    },
    "the station, which has words of its own": {
        *("document_key_unknown", "document_malformed", "document_signature_wrong", "key_invalid"),
        *("document_version_unknown", "receipt_malformed", "worklist_malformed", "worklist_not_ours"),
        *("passphrase_wrong", "verifier_invalid", "same_body_in_session", "store_unreadable"),
        "server_answer_invalid",
    },
}
# Raised by both and meaning the same: a recording holds no face. Each has one of the two parts.
OF_TWO = {"portrait_missing"}
NOWHERE = set().union(*INTERNAL.values())


@cache
def raised() -> dict[str, set[str]]:
    """Every code that a server room raises by its literal, with the files."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path.relative_to(PACKAGE).parts[0] not in OTHERS and "RuleBroken" in source:
            for code in codes(ast.parse(source)):
                found[code].add(str(path.relative_to(PACKAGE)))
    return found


def codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RuleBroken":
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_the_codes_are_found() -> None:
    assert {"not_found", "four_eyes", "upload_unknown", "verdict_given"} <= set(raised())


def test_every_code_has_its_sentence() -> None:
    known = set(SENTENCES) | set(REASONS) | NOWHERE
    assert {code: files for code, files in raised().items() if code not in known} == {}


def test_nothing_is_excused_that_is_told_or_gone() -> None:
    assert NOWHERE & (set(SENTENCES) | set(REASONS)) == set()
    assert NOWHERE - set(raised()) == set()


@pytest.mark.parametrize("told", ["SENTENCES", "STATUS"])
def test_a_code_is_one_room_s(told: str) -> None:
    """Of two rooms with a code of one name, the later would speak for both."""
    codes = Counter(code for room in ROOMS for code in getattr(room, told))
    assert {code for code, rooms in codes.items() if rooms > 1} - OF_TWO == set()


def test_every_status_belongs_to_a_sentence() -> None:
    assert set(STATUS) - set(SENTENCES) == set()
