import datetime
import ipaddress
import json
import os
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.mail import send_mail

from alongside.web.project.environment import data_dir, mail_server
from tests.post_office import open_post_office

ROOT = Path(__file__).resolve().parents[2]


def settings_said(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a setting is in such an environment, as a process of its own reads it."""
    ask = f"import json; from alongside.web.project import settings; print(json.dumps(settings.{name}))"
    surroundings = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", ask], env=surroundings, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("named", ["mentoring.example.org", "mentoring.example.org,127.0.0.1"])
def test_the_container_may_always_ask_itself_whether_it_is_well(client, db, settings, named):
    settings.ALLOWED_HOSTS = json.loads(settings_said("ALLOWED_HOSTS", ALLOWED_HOSTS=named).stdout)

    assert client.get("/up/", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/up/", headers={"host": "mentoring.example.org"}).status_code == 200
    assert client.get("/up/", headers={"host": "elsewhere.example.org"}).status_code == 400


@pytest.mark.parametrize(
    ("url", "port", "is_ssl", "is_tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtps://user:pass%2Fword@mail.example.org:465", 465, True, False),
        ("smtps://mail.example.org", 465, True, False),
        ("smtps://mail.example.org:4650", 4650, True, False),
        ("submission://user:pass%2Fword@mail.example.org", 587, False, True),
    ],
)
def test_each_kind_of_mail_server_is_spoken_to_in_its_own_way(url, port, is_ssl, is_tls):
    server = mail_server(url)

    assert (server["EMAIL_HOST"], server["EMAIL_PORT"]) == ("mail.example.org", port)
    assert (server["EMAIL_USE_SSL"], server["EMAIL_USE_TLS"]) == (is_ssl, is_tls)
    assert server["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert server["EMAIL_HOST_PASSWORD"] in (None, "pass/word")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and its certificate for 127.0.0.1, good for a day, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(here, critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = (pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "certificate.pem"
    path.write_bytes(made.public_bytes(pem) + key.private_bytes(*plain))
    return path


def test_a_letter_goes_over_smtps(settings, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)

    with open_post_office(settings, tls) as office:
        for name, value in mail_server(f"smtps://127.0.0.1:{settings.EMAIL_PORT}").items():
            setattr(settings, name, value)
        send_mail("Hello", "Over TLS.", None, ["ben@example.org"])

    assert [letter["Subject"] for letter in office.letters] == ["Hello"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("EMAIL_URL", "mail.example.org:25", "EMAIL_URL begins with smtp://, smtps:// or submission://"),
        ("EMAIL_URL", "smtp://user:hunter2/3@mail.example.org", "percent-encoded: / is %2F"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is one of DEBUG, INFO, WARNING"),
        ("TIME_ZONE", "Mars/Base", "“Mars/Base” is no time zone. Write one such as Europe/Berlin"),
        ("DATABASE_URL", "mysql://user:hunter2@host/name", "DATABASE_URL begins with postgres:// or sqlite:///"),
        ("SITE_URL", "mentoring.example.org", "SITE_URL begins with http:// or https:// and a host"),
        ("SITE_URL", "https://example.org/mentoring", "Alongside has a host to itself"),
        ("HSTS_SECONDS", "-5", "HSTS_SECONDS is a number of seconds, 0 or more"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is empty, so nobody would be answered"),
        ("DATA_DIR", "/dev/null/data", "DATA_DIR: /dev/null/data cannot be made: Not a directory."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_one_sentence(name, value, sentence):
    surroundings = {**os.environ, name: value}
    surroundings.pop("DJANGO_SETTINGS_MODULE", None)
    manage = [sys.executable, str(ROOT / "manage.py"), "check"]

    done = subprocess.run(manage, env=surroundings, capture_output=True, text=True, timeout=60)

    assert done.returncode == 1
    assert done.stderr.startswith("Alongside cannot start. ") and sentence in done.stderr
    assert "Traceback" not in done.stderr and "hunter2" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "read", "expected"),
    [
        ("LOG_LEVEL", "warning", "LOG_LEVEL", "WARNING"),
        ("SITE_URL", "https://mentoring.example.org:8443/", "SITE_URL", "https://mentoring.example.org:8443"),
        ("SITE_URL", "", "SITE_URL", "http://localhost:8000"),
        ("HSTS_SECONDS", "0", "SECURE_HSTS_SECONDS", 0),
        ("DATABASE_URL", "postgres://u:p%2F@host/name", "DATABASES['default']['PASSWORD']", "p/"),
        ("TIME_ZONE", "Europe/Vienna", "TIME_ZONE", "Europe/Vienna"),
    ],
)
def test_one_that_can_be_is_taken(name, value, read, expected):
    assert json.loads(settings_said(read, **{name: value}).stdout) == expected


def test_the_data_folder_is_for_its_owner_only_and_one_that_is_there_stays_as_it_is(tmp_path):
    made, there = tmp_path / "some/where", tmp_path / "there"
    there.mkdir(mode=0o755)

    assert [data_dir(str(path)).stat().st_mode & 0o777 for path in (made, there)] == [0o700, 0o755]
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_with_level_error_a_warning_of_django_is_not_written_down():
    ask = "import django; django.setup(); import logging; log = logging.getLogger('django.request'); "
    ask += "log.warning('a warning'); log.error('an error')"
    surroundings = {**os.environ, "LOG_LEVEL": "error", "DJANGO_SETTINGS_MODULE": "alongside.web.project.settings"}

    done = subprocess.run([sys.executable, "-c", ask], env=surroundings, capture_output=True, text=True, timeout=60)

    assert "an error" in done.stderr
    assert "a warning" not in done.stderr
