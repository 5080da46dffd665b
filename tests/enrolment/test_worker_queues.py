"""Whatever waits in a queue, the worker takes it."""

from procrastinate.contrib.django import app

from rekam.enrolment.worker import QUEUES


def test_the_worker_works_on_every_queue_that_a_task_waits_in() -> None:
    assert {task.queue for task in app.tasks.values()} - {"builtin"} == set(QUEUES)
