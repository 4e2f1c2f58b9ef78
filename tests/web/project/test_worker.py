import logging
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from datetime import time as hour
from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command, get_commands
from django.db import OperationalError
from django.utils import timezone

from alongside.web.layout.stopping import Stop
from alongside.web.project.management.commands import worker as worker_module
from alongside.web.project.management.commands.worker import Job, NoDatabase, jobs, loop, run

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
    assert "no_such_command: Unknown command" in caplog.text


def test_the_loop_stops_between_two_jobs():
    stop, did = Stop(), []

    def do(job: Job) -> bool:
        did.append(job.command)
        stop.set()
        return True

    worker = Thread(target=loop, args=([Job("first"), Job("second")], stop), kwargs={"do": do})
    worker.start()
    worker.join(5)

    assert did == ["first"]


def test_a_job_of_the_night_that_failed_is_tried_again_the_same_night():
    night = NOON.replace(hour=3, minute=20)
    good, bad = (Job("read_mentorships", nightly_from=hour(3, 15)) for _job in range(2))

    good.ended(1000.0, night=night, went_well=True)
    bad.ended(1000.0, night=night, went_well=False)

    assert not good.is_due(1300.0, night + timedelta(minutes=5))
    assert not bad.is_due(1299.0, night + timedelta(minutes=5))
    assert bad.is_due(1300.0, night + timedelta(minutes=5))
    bad.ended(1310.0, night=night, went_well=True)
    assert not bad.is_due(2000.0, night + timedelta(minutes=20))


def test_a_job_that_keeps_failing_rests_for_longer_each_time_up_to_five_minutes():
    job, rests = Job("send_notices", every_seconds=1), []
    for _failure in range(9):
        job.ended(0.0, night=NOON, went_well=False)
        rests.append(job.rests_until)

    assert rests == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    job.ended(0.0, night=NOON, went_well=True)
    job.ended(0.0, night=NOON, went_well=False)
    assert job.rests_until == 5


def test_a_command_that_refuses_is_one_line(db, caplog):
    assert not run(Job("send_notices", options={"most": 0}))

    [record] = caplog.records
    assert record.exc_info is None
    assert "send_notices --most: --most is how many letters" in record.getMessage()


def test_without_a_database_it_is_one_line_and_a_wait_and_nothing_counts_as_done(caplog):
    stop, job, tries = Stop(), Job("read_mentorships", nightly_from=hour(0)), []
    stop.wait = lambda seconds: tries.append(seconds) or False  # type: ignore[method-assign]

    def do(job: Job) -> bool:
        if len(tries) < 6:
            raise NoDatabase("connection refused")
        stop.set()
        return True

    loop([job, Job("send_notices", every_seconds=10)], stop, do=do)

    assert tries[:6] == [5, 1, 10, 1, 20, 1]
    assert [record.getMessage() for record in caplog.records] == [
        f"The database does not answer. Trying again in {seconds} seconds. connection refused"
        for seconds in (5, 10, 20)
    ]
    assert job.night


def test_a_stopped_database_is_told_from_a_statement_that_is_wrong(db, monkeypatch, caplog):
    def fail(*args: object, **options: object) -> None:
        raise OperationalError("no such table: something")

    monkeypatch.setattr(worker_module, "call_command", fail)
    monkeypatch.setattr(worker_module.connection, "close", lambda: None)  # the test's own transaction
    assert not run(Job("send_notices"))
    assert "send_notices failed" in caplog.text

    monkeypatch.setattr(worker_module, "database_answers", lambda: False)
    with pytest.raises(NoDatabase, match="no such table"):
        run(Job("send_notices"))


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


def test_sign_ins_that_ran_out_are_forgotten_at_night_and_others_kept(db):
    now = timezone.now()
    for key, expires in (("old", now - timedelta(days=1)), ("new", now + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    [clearing] = [job for job in jobs() if job.command == "clearsessions"]

    call_command(clearing.command)

    assert clearing.nightly_from
    assert [session.session_key for session in Session.objects.all()] == ["new"]
