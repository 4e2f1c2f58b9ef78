import logging
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from datetime import time as hour
from threading import Event, Thread

from django.core.management import get_commands
from django.utils import timezone

from alongside.web.project.management.commands.worker import Job, jobs, loop, run

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())


def test_a_job_is_due_at_first_and_then_when_its_time_has_passed():
    job = Job("send_notices", every_seconds=10)

    assert job.is_due(100.0, NOON)
    job.began = 100.0
    assert not job.is_due(109.9, NOON)
    assert job.is_due(110.0, NOON)


def test_a_nightly_job_is_due_once_a_night():
    job = Job("read_mentorships", nightly_from=hour(3, 15))
    night = NOON.replace(hour=3, minute=20)

    assert not job.is_due(0, night.replace(minute=0))
    assert job.is_due(0, night)
    job.night = night
    assert not job.is_due(0, NOON)
    assert job.is_due(0, night + timedelta(days=1))


def test_a_worker_that_slept_through_the_night_catches_up():
    job = Job("read_mentorships", nightly_from=hour(3, 15), night=NOON - timedelta(days=2))

    assert job.is_due(0, NOON)


def test_a_failing_command_is_written_down_and_stops_nothing(db, caplog):
    with caplog.at_level(logging.INFO, "alongside.worker"):
        results = [run(job) for job in (Job("no_such_command"), Job("check"))]

    assert results == [False, True]
    assert "no_such_command failed" in caplog.text


def test_the_loop_stops_between_two_jobs():
    stop, did = Event(), []

    def do(job: Job) -> None:
        did.append(job.command)
        stop.set()

    worker = Thread(target=loop, args=([Job("first"), Job("second")], stop), kwargs={"do": do})
    worker.start()
    worker.join(5)

    assert did == ["first"]


def test_a_worker_told_to_stop_stops(tmp_path):
    surroundings = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/worker.sqlite3"}
    worker = subprocess.Popen(
        [sys.executable, "-m", "django", "worker"],
        env={**surroundings, "DJANGO_SETTINGS_MODULE": "alongside.web.project.settings", "LOG_LEVEL": "INFO"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr
    for line in worker.stderr:
        if "The worker is up" in line:
            break
    worker.send_signal(signal.SIGTERM)
    began = time.monotonic()
    rest = worker.communicate(timeout=30)[1]

    assert worker.returncode == 0
    assert "The worker has stopped" in rest
    assert time.monotonic() - began < 30


def test_every_job_is_a_command_that_exists():
    assert {job.command for job in jobs()} <= set(get_commands())
