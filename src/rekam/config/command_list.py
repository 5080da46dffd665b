"""The commands of `rekam`, each with its module; only strings, so that nothing is loaded for it."""

# command -> (module with `main(arguments) -> exit status`, one line for --help)
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("rekam.config.demo", "a synthetic Kota Serang with everything running"),
    "serve": ("rekam.config.serve", "the pages and the API, with a worker"),
    "work": ("rekam.enrolment.worker", "the worker alone: opens packets, searches, sequences the audit"),
    "packets": ("rekam.enrolment.stick_command", "import: sealed packets that came on a stick"),
    "station": ("rekam.station.command", "the recording station on this laptop; doctor, bundle"),
    "updates": (
        "rekam.config.updates",
        "new versions for the stations: make, sign, show; keys and lists of signers",
    ),
    "print": ("rekam.config.printing", "drives one card printer of this computer"),
    "practice": ("rekam.config.practice", "the station with invented people and scanners, to learn"),
    "migrate": ("rekam.config.migrate", "bring the database to this version; --plan says how"),
    "office": ("rekam.config.office", "open accounts, register stations, switch lost ones off"),
    "reingest": ("rekam.enrolment.reingest_command", "packets of the vault that a restored database lost"),
    "enrolment": (
        "rekam.enrolment.waiting.command",
        "stuck: recordings that do not move; dead: what failed for good; rerun a stage",
    ),
    "keys": ("rekam.vault.command", "make, list, change and revoke the server's keys"),
    "import": ("rekam.registry.bulk.command", "a list from SIAK: residents, statuses of their KTP-el; prove"),
    "canaries": ("rekam.registry.canaries.command", "make look-up keys that belong to nobody"),
    "exports": ("rekam.registry.exports.command", "trace a leaked file, forget expired exports"),
    "papers": ("rekam.applications.products.command", "verify a paper by its signature, offline; keys"),
    "credentials": ("rekam.credentials.command", "keys of the digital KTP; the services that wallets answer"),
    "verification": (
        "rekam.verification.api.command",
        "sandbox clients for institutions; check a receipt of what one was told",
    ),
    "backup": (
        "rekam.config.backup.command",
        "all of it, sealed to a key in a safe; log, drill, status, key",
    ),
    "restore": ("rekam.config.backup.restore_command", "the installation again, from a backup and that key"),
    "standby": (
        "rekam.config.standby.command",
        "a second machine: make, run, status, promote; invite, leave, alone at the first",
    ),
    "coverage": (
        "rekam.coverage.command",
        "who is recorded, who is missing, where; what was published about it",
    ),
    "plan": (
        "rekam.outreach.planning.command",
        "jemput bola: solve, replan, simulate, check; where teams should go",
    ),
    "roads": ("rekam.outreach.sites.travel.command", "travel times between sites over an .osm.pbf"),
    "boundaries": ("rekam.coverage.boundaries.command", "import real borders for the maps"),
    "duplicates": ("rekam.registry.duplicates.command", "find: rows that may be one person, to judge"),
    "retention": ("rekam.web.retention.command", "let go what has been kept long enough; --dry-run"),
    "abis": (
        "rekam.config.abis_command",
        "the engine: rebuild, reextract, bench, inspect, warm, weights, shards; alone: serve, import, work, "
        "dead, demo",
    ),
    "audit": ("rekam.config.audit", "export the audit log, checkpoints, whom an officer touched"),
    "fsck": ("rekam.audit.fsck", "verify an exported audit log, without a database"),
    "components": (
        "rekam.config.components.command",
        "bom: what this version is made of; advisories: what a database of them says of it, offline",
    ),
    "status": (
        "rekam.web.watch.command",
        "whether the server is well, and what to do; for people and programs",
    ),
    "check": ("rekam.config.check", "migrations, settings and generated docs are as they should be"),
    "docs": ("rekam.config.docs", "write the generated reference pages again"),
}

# Those that read or change the database and may be called while nothing runs. `demo` and `serve` start
# it themselves, `work` belongs beside a server. Two words where only that action of a command needs it.
NEED_DATABASE = frozenset(
    {
        "migrate",
        "office",
        "reingest",
        "enrolment",
        "coverage base",
        "coverage recount",
        "coverage open-data",
        "coverage report",
        "coverage table",
        "coverage ikd",
        "coverage traits",
        "coverage statement",
        "coverage project",
        "abis rebuild",
        "abis reextract",
        "abis compact",
        "audit",
        "duplicates",
        "retention",
        "roads",
        "status",
        "import residents",
        "import statuses",
        "canaries",
        "exports",
        "packets",
        "verification sandbox",
    }
)
