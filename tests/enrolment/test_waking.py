"""A packet's job is a row of procrastinate's own table, as procrastinate would write it."""

import uuid

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from rekam.enrolment import waking

pytestmark = pytest.mark.usefixtures("db")
PACKET = uuid.UUID(int=1)


def jobs() -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM procrastinate_jobs ORDER BY id")
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_it_is_what_procrastinate_itself_would_queue() -> None:
    waking.wake("open", PACKET)
    task = app.configure_task("enrolment.open", queueing_lock="other", lock=str(PACKET), queue="enrolment")
    task.defer(packet=str(PACKET))
    ours, theirs = jobs()
    assert ours.pop("queueing_lock") == f"{PACKET}:open"
    assert (ours | {"id": 0}) == {name: told for name, told in theirs.items() if name != "queueing_lock"} | {
        "id": 0
    }


def test_a_repeat_while_it_waits_is_a_no_op() -> None:
    waking.wake("open", PACKET)
    waking.wake("open", PACKET)
    waking.wake("search", PACKET)
    assert [job["task_name"] for job in jobs()] == ["enrolment.open", "enrolment.search"]
