"""The numbers as Prometheus reads them (pure).

Source of the format: Prometheus, "Exposition formats", text-based format 0.0.4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """What a number is called outside: its name, its type, what it says, and the labels its series have."""

    name: str
    told: str
    labels: Sequence[str] = ()
    kind: str = "gauge"


METRICS: Final[Sequence[Metric]] = (
    Metric(name="rekam_workers", told="Workers that said within two minutes that they live."),
    Metric(name="rekam_queue_length", told="What waits for a stage; people: adjudication.", labels=["stage"]),
    Metric(
        name="rekam_queue_oldest_seconds",
        told="For how long the oldest waits for a stage; 0 where nothing does.",
        labels=["stage"],
    ),
    Metric(name="rekam_dead_letters", told="Stages of packets that are not tried any more."),
    Metric(name="rekam_stuck_records", told="Recordings too long where the worker should take them on."),
    Metric(name="rekam_late_records", told="Recordings too long where an office decides."),
    Metric(name="rekam_jobs_failed", told="Tasks of the worker that failed for good in the last day."),
    Metric(name="rekam_messages_overdue_seconds", told="For how long the oldest due message was not sent."),
    Metric(name="rekam_stations", told="Stations that are switched on."),
    Metric(name="rekam_stations_not_seen", told="Of these, without a heartbeat for 14 days."),
    Metric(name="rekam_backup_base_age_seconds", told="Age of the last base backup; +Inf: none was made."),
    Metric(name="rekam_backup_wal_age_seconds", told="Age of the last backup of the write-ahead log."),
    Metric(
        name="rekam_standby_behind_seconds",
        told="Since when the second machine, where there is one, may lack something; +Inf: always.",
    ),
    Metric(name="rekam_standby_behind_bytes", told="How far its database was behind when it last had all."),
    Metric(name="rekam_audit_alarm", told="1 while the audit does not agree with what was signed."),
    Metric(name="rekam_audit_entries", told="Numbered entries of the audit."),
    Metric(
        name="rekam_audit_checkpoint_age_seconds",
        told="Age of the last signed checkpoint; before the first one, of the first entry.",
    ),
    Metric(name="rekam_audit_waiting_seconds", told="For how long the oldest entry waits for its number."),
    Metric(name="rekam_vault_media_away", told="Media of the vault that cannot be read and written."),
    Metric(
        name="rekam_disk_free_share",
        told="Free share of the disk of a place, 0 to 1.",
        labels=["place"],
    ),
    Metric(
        name="rekam_requests_total",
        told="Requests answered since the counters were made, by door and class of status.",
        labels=["door", "status"],
        kind="counter",
    ),
    Metric(
        name="rekam_request_seconds",
        told="How long requests took.",
        labels=["door"],
        kind="histogram",
    ),
    Metric(name="rekam_reading_seconds", told="How long it took to read these numbers."),
)


def series(name: str, **labels: str) -> str:
    """A metric's name with its labels, as the format has it. Labels are words of ours."""
    inside = ",".join(f'{key}="{value}"' for key, value in labels.items())
    return f"{name}{{{inside}}}" if inside else name


def name_of(one: str) -> str:
    """The metric to which a series belongs: a histogram has three kinds of them."""
    name = one.partition("{")[0]
    whole = {metric.name for metric in METRICS}
    return name if name in whole else name.rpartition("_")[0]


def text(numbers: Mapping[str, float]) -> str:
    """All series with their numbers, each metric with its lines of help and type."""
    lines: list[str] = []
    for metric in METRICS:
        found = {one: number for one, number in numbers.items() if name_of(one) == metric.name}
        if found:
            lines += [f"# HELP {metric.name} {metric.told}", f"# TYPE {metric.name} {metric.kind}"]
            lines += [f"{one} {_number(number)}" for one, number in found.items()]
    return "\n".join([*lines, ""])


def _number(number: float) -> str:
    if number == inf:
        return "+Inf"
    return f"{number:.0f}" if float(number).is_integer() else f"{number:.6g}"
