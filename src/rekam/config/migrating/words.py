"""What the terminal says where migrating is refused, by code."""

from rekam.kernel.errors import RuleBroken

SENTENCES = {
    "migration_runs": "Another `rekam migrate` or a starting `rekam serve` is at it. Wait until it is done; "
    "this one changed nothing.",
    "database_newer": "A later version of Rekam brought this database to where it is. Install that version, "
    "or go on with `rekam serve`, which starts where the later version allows it.",
    "database_too_new": "A later version took away what this program needs. Install the later version again, "
    "or restore the backup from before (docs/how-to/upgrade-an-office.md).",
    "migration_no_room": "The disk of the database has too little room for what is to be done. Make room, "
    "then call it again; nothing was changed.",
    "migration_backup_stale": "Make a backup first (`rekam backup --to FOLDER`), for a way back; or say "
    "--without-backup. Nothing was changed.",
    "migration_locked": "Somebody held a table for minutes: a report, a backup, another program. What was "
    "done stays done; call it again.",
}


def told(broken: RuleBroken) -> str:
    """The code with its facts, and what to do."""
    return f"{broken}\n{SENTENCES.get(broken.code, '')}".rstrip()
