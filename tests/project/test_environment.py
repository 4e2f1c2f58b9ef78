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

from alongside.web.project.environment import BadSetting, calendar_own_hosts, data_dir, mail_server, video_room
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
        ("HSTS_SECONDS", "abc", "HSTS_SECONDS is a number of seconds, 0 or more (it is “abc”)"),
        ("ALLOWED_HOSTS", "https://x.example.org", "without https:// and without a port (one of them is “https://x"),
        ("ALLOWED_HOSTS", "a.example.org,x.example.org:8000", "(one of them is “x.example.org:8000”)"),
        ("DEBUG", "maybe", "DEBUG is true or false (it is “maybe”)"),
        ("BEHIND_PROXY", "ja", "BEHIND_PROXY is true or false"),
        ("ALONGSIDE_DEMO", "maybe", "ALONGSIDE_DEMO is true or false"),
        ("DATABASE_URL", "postgres://", "DATABASE_URL names no database. Write it like postgres://"),
        ("DATABASE_URL", "postgres://ben:hunter2@host", "DATABASE_URL names no database"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL names no database. Write it like sqlite:////path/to/file"),
        ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL names no database"),
        ("MAIL_FROM", "not an address", "MAIL_FROM is like Mentoring <mentoring@example.org> (it is “not an address”)"),
        ("MAIL_FROM", "m@acme.org, n@acme.org", "MAIL_FROM is like"),
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
        ("ALLOWED_HOSTS", "*,.example.org,[::1]", "ALLOWED_HOSTS", ["*", ".example.org", "[::1]", "127.0.0.1"]),
        ("DEBUG", "", "DEBUG", False),
        ("DEBUG", "Yes", "DEBUG", True),
        ("BEHIND_PROXY", "true", "BEHIND_PROXY", True),
        ("HSTS_SECONDS", "", "SECURE_HSTS_SECONDS", 0),
        ("SITE_NAME", "", "SITE_NAME", "Alongside"),
        ("STATIC_ROOT", "", "STATIC_ROOT.name", "static"),
        ("TIME_ZONE", "", "TIME_ZONE", "UTC"),
    ],
)
def test_one_that_can_be_is_taken(name, value, read, expected):
    assert json.loads(settings_said(read, **{name: value}).stdout) == expected


@pytest.mark.parametrize(
    ("name", "value", "sender"),
    [
        ("SITE_NAME", "Acme, Mentoring", ("Acme, Mentoring", "alongside@localhost")),
        ("MAIL_FROM", "Acme, Inc. Mentoring <m@acme.org>", ("Acme, Inc. Mentoring", "m@acme.org")),
        ("MAIL_FROM", '"Acme, Inc." <m@acme.org>', ("Acme, Inc.", "m@acme.org")),
        ("MAIL_FROM", "Bücher & Größe <m@bücher.example>", ("Bücher & Größe", "m@xn--bcher-kva.example")),
        ("MAIL_FROM", "m@acme.org", ("", "m@acme.org")),
        ("MAIL_FROM", "", ("Alongside", "alongside@localhost")),
    ],
)
def test_a_letter_goes_out_whatever_stands_in_the_name_of_its_sender(post_office, settings, name, value, sender):
    settings.DEFAULT_FROM_EMAIL = json.loads(settings_said("DEFAULT_FROM_EMAIL", **{name: value}).stdout)

    send_mail("Hello", "From us.", None, ["ben@example.org"])

    [address] = post_office.letters[0]["From"].addresses
    assert (address.display_name, address.addr_spec) == sender


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


OIDC = {
    "OIDC_NAME": " Example  University ",
    "OIDC_ISSUER": "https://login.example.org/realms/staff/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "alongside",
    "OIDC_CLIENT_SECRET": "only between the two",
}
ASK_ORGANISATION = "ORGANISATION and [getattr(settings.ORGANISATION, name) for name in "


def organisation_said(**environment: str) -> subprocess.CompletedProcess[str]:
    names = "('name', 'issuer', 'client_id', 'is_only', 'domains', 'gives_addresses')"
    return settings_said(f"{ASK_ORGANISATION}{names}]", **environment)


def test_without_a_word_of_it_there_is_no_organisation():
    assert json.loads(organisation_said(**dict.fromkeys(OIDC, "")).stdout) is None


def test_an_organisation_is_what_the_host_says():
    more = {"OIDC_ONLY": "yes", "OIDC_DOMAINS": "Example.org, @students.example.org", "OIDC_GIVES_ADDRESSES": "true"}

    said = json.loads(organisation_said(**OIDC, **more).stdout)

    issuer, domains = "https://login.example.org/realms/staff", ["example.org", "students.example.org"]
    assert said == ["Example University", issuer, "alongside", True, domains, True]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "set OIDC_CLIENT_SECRET too"),
        ({"OIDC_NAME": " ", "OIDC_CLIENT_ID": ""}, "set OIDC_NAME and OIDC_CLIENT_ID too"),
        ({**dict.fromkeys(OIDC, ""), "OIDC_ONLY": "true"}, "set OIDC_NAME and OIDC_ISSUER and"),
        ({"OIDC_ONLY": "perhaps"}, "OIDC_ONLY is true or false (it is “perhaps”)."),
        ({"OIDC_ISSUER": "http://login.example.org"}, "OIDC_ISSUER begins with https:// and a host"),
        ({"OIDC_ISSUER": "login.example.org"}, "OIDC_ISSUER begins with https:// and a host"),
        ({"OIDC_ISSUER": "https://login.example.org:port"}, "OIDC_ISSUER cannot be read."),
        ({"OIDC_ISSUER": "https://login.example.org/?a=b"}, "OIDC_ISSUER is the address of the provider alone"),
        ({"OIDC_ISSUER": f"https://login.example.org/{'a' * 200}"}, "at most 190 letters"),
        ({"OIDC_NAME": "N" * 41}, "OIDC_NAME stands on a button: at most 40 letters."),
        ({"OIDC_DOMAINS": "example.org,staff"}, "OIDC_DOMAINS names domains such as"),
        ({"OIDC_GIVES_ADDRESSES": "true"}, "name the domains the organisation has"),
    ],
)
def test_half_an_organisation_is_refused_in_a_sentence_without_its_secret(changed, sentence):
    refused = organisation_said(**{**OIDC, **changed})

    last = refused.stderr.strip().splitlines()[-1]
    assert refused.returncode != 0
    assert sentence in last
    assert "only between" not in refused.stderr


def test_no_traceback_and_no_page_of_errors_shows_the_secret():
    assert "only between" not in settings_said("ORGANISATION.__repr__()", **OIDC).stdout


@pytest.mark.parametrize(
    ("said", "kept"),
    [("", []), ("calendar.example.org", [("calendar.example.org", None)]), ("10.0.0.7:5232", [("10.0.0.7", 5232)]),
     (" Radicale.LAN , [fd00::7]:8443,fd00::8", [("radicale.lan", None), ("fd00::7", 8443), ("fd00::8", None)])],
)  # fmt: skip
def test_own_calendar_servers_are_hosts_with_a_port_if_need_be(said, kept):
    found = calendar_own_hosts(said.split(","))

    assert [(host.name, host.port) for host in found] == kept


@pytest.mark.parametrize("said", ["https://calendar.example.org", "a/b", "10.0.0.0/8", "*", "a:99999", "a:0", "a b"])
def test_what_is_no_host_is_no_calendar_server(said):
    with pytest.raises(BadSetting, match="CALENDAR_OWN_HOSTS names hosts"):
        calendar_own_hosts([said])


@pytest.mark.parametrize(
    "said",
    ["", "https://meet.jit.si/{room}", "https://meet.example.org:8443/a/{room}?b=c#d", "https://m.example/#{room}"],
)
def test_a_room_is_a_pattern_of_a_link(said):
    assert video_room(f" {said} ") == said


@pytest.mark.parametrize(
    "said",
    ["http://meet.jit.si/{room}", "https://meet.jit.si/", "https://{room}.example.org/", "https://{room}", "{room}",
     "javascript:{room}", "https://a.example/{room}/{room}", "https://a@b.example/{room}", "https://a.example/{other}{room}",
     "https://a.example/ {room}", 'https://a.example/"{room}', "https:///{room}"],
)  # fmt: skip
def test_what_is_no_link_or_has_no_room_in_it_is_refused(said):
    with pytest.raises(BadSetting, match="VIDEO_ROOM begins with https://"):
        video_room(said)
