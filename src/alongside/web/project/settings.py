"""Every setting of the site, read from the environment.

Each variable is described in docs/host/settings.md; a test fails when one is missing there.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from environs import Env

from alongside.web.project import environment

env = Env()
ROOT = Path(env.str("ALONGSIDE_ROOT", default="") or Path(__file__).resolve().parents[4])
env.read_env(str(ROOT / ".env"), recurse=False)

# ── Where it lives ────────────────────────────────────────────────────────────
DATA_DIR = environment.data_dir(env.str("DATA_DIR", default="") or str(ROOT / "data"))
DEBUG = environment.truth("DEBUG", env.str("DEBUG", default=""))
SECRET_KEY = env.str("SECRET_KEY", default="") or environment.kept_secret(DATA_DIR / "secret_key")
SITE_URL = environment.site_url(env.str("SITE_URL", default="") or "http://localhost:8000")
SITE_NAME = " ".join(env.str("SITE_NAME", default="").split()) or "Alongside"
ALLOWED_HOSTS = environment.allowed_hosts(env.list("ALLOWED_HOSTS", default=["localhost", "[::1]"]))
IS_HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
WSGI_APPLICATION = "alongside.web.project.wsgi.application"
ROOT_URLCONF = "alongside.web.project.urls"

# ── What it is made of ────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "alongside.web.project",
    "alongside.web.home",
    "alongside.web.api",
    "alongside.web.coordination",
    "alongside.web.reports",
    "alongside.web.cases",
    "alongside.web.readings",
    "alongside.web.concerns",
    "alongside.web.feedback",
    "alongside.web.checkins",
    "alongside.web.goals",
    "alongside.web.messages",
    "alongside.web.announcements",
    "alongside.web.meetings",
    "alongside.web.requests",
    "alongside.web.proposals",
    "alongside.web.sheets",
    "alongside.web.rounds",
    "alongside.web.mentorships",
    "alongside.web.programmes",
    "alongside.web.calendars",
    "alongside.web.notices",
    "alongside.web.people",
    "alongside.web.layout",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "alongside.web.project.apps.AdministrationConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "django_linear_migrations",
    "heroicons",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "alongside.web.people.renewal.RenewalMiddleware",
    "alongside.web.people.signed_out.SignedOutMiddleware",
    "alongside.web.people.closed_meanwhile.ClosedMeanwhileMiddleware",
    "alongside.web.people.organisation.only.OnlyOrganisationMiddleware",
    "alongside.web.layout.not_allowed.NotAllowedMiddleware",
    "alongside.web.people.clock.OwnTimeZoneMiddleware",
]
# What a message is called in the stylesheet.
MESSAGE_TAGS = {10: "information", 20: "information", 25: "steady", 30: "watch", 40: "attend"}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "debug": DEBUG,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.web.layout.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "heroicons.templatetags.heroicons",
                "alongside.web.layout.templatetags.words",
            ],
        },
    }
]

# ── Rows ──────────────────────────────────────────────────────────────────────
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database(
        env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'alongside.sqlite3'}"
    )
}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Django's defaults fail under concurrent writes: readers must not block the writer (WAL), and a transaction
    # that will write must say so when it begins (IMMEDIATE), or it cannot wait for its turn.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASE["CONN_MAX_AGE"] = environment.seconds(
        "DATABASE_CONN_MAX_AGE", env.str("DATABASE_CONN_MAX_AGE", default=""), default=60
    )
    DATABASE["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on sign-in tries are counted here, so every web process must see the same numbers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # What it counts are limits; the usual 300 would forget those of one person for another's.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# ── People signing in ─────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "alongside.web.people.password.GoodPassword"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home:front"
ACCOUNT_ADAPTER = "alongside.web.notices.at_once.AtOnce"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "alongside.web.people.forms.SignUpForm"
ACCOUNT_FORMS = {"signup": "alongside.web.people.signing.AlikeSignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# How somebody who is signed in shows that it is still them; or by their organisation (still_you.py there).
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "code", "mfa"]
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "alongside.web.people.signing.AddPasskeyForm"}
# Browsers allow passkeys without HTTPS on localhost only, which is where the demo runs.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = SITE_NAME

# Their organisation's own account (people/organisation); None where the host set nothing.
ORGANISATION = environment.organisation(
    name=env.str("OIDC_NAME", default=""),
    issuer=env.str("OIDC_ISSUER", default=""),
    client_id=env.str("OIDC_CLIENT_ID", default=""),
    client_secret=env.str("OIDC_CLIENT_SECRET", default=""),
    only=env.str("OIDC_ONLY", default=""),
    domains=env.list("OIDC_DOMAINS", default=[]),
    gives_addresses=env.str("OIDC_GIVES_ADDRESSES", default=""),
)
SOCIALACCOUNT_ADAPTER = "alongside.web.people.organisation.provider.OrganisationOnly"
# With a token one could go on asking the provider about somebody. We ask once.
SOCIALACCOUNT_STORE_TOKENS = False
# The other doors are closed in people/organisation/only.py; these would still be offered on the pages.
if ORGANISATION and ORGANISATION.is_only:
    ACCOUNT_LOGIN_BY_CODE_ENABLED = MFA_PASSKEY_LOGIN_ENABLED = False
    ACCOUNT_REAUTHENTICATION_METHODS.remove("code")

# ── Letters ───────────────────────────────────────────────────────────────────
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    email = environment.mail_server(EMAIL_URL)
    EMAIL_BACKEND = email["EMAIL_BACKEND"]
    EMAIL_HOST = email["EMAIL_HOST"]
    EMAIL_PORT = email["EMAIL_PORT"]
    EMAIL_HOST_USER = email["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = email["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = email["EMAIL_USE_SSL"]
else:
    # Without a mail server letters are kept as files, so that nothing is lost and the demo needs none.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.sender(env.str("MAIL_FROM", default=""), SITE_NAME)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ── Calendars and rooms elsewhere ─────────────────────────────────────────────
CALENDARS = environment.truth("CALENDARS", env.str("CALENDARS", default=""), default=True)
CALENDAR_OWN_HOSTS = environment.calendar_own_hosts(env.list("CALENDAR_OWN_HOSTS", default=[]))
VIDEO_ROOM = environment.video_room(env.str("VIDEO_ROOM", default=""))

# ── Time and tongue ───────────────────────────────────────────────────────────
LANGUAGE_CODE = "en-gb"
TIME_ZONE = environment.time_zone(env.str("TIME_ZONE", default="") or "UTC")
USE_I18N = True
USE_TZ = True

# ── Files ─────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default="") or ROOT / "static")
MEDIA_ROOT = DATA_DIR / "media"
# No MEDIA_URL is served: a photo goes through a view that asks who may see it.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# ── Safe by default ───────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
# From the last day somebody came (people/renewal.py).
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_HSTS_SECONDS = environment.seconds(
    "HSTS_SECONDS", env.str("HSTS_SECONDS", default=""), default=60 * 60 * 24 * 30 if IS_HTTPS else 0
)
BEHIND_PROXY = environment.truth("BEHIND_PROXY", env.str("BEHIND_PROXY", default=""))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Limits on tries are kept for each address. Behind a proxy that is the last one it forwards; the others may be made up.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The checks that only make sense behind HTTPS are decided by SITE_URL above.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOG_LEVEL = environment.log_level(env.str("LOG_LEVEL", default="") or "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "alongside.web.project.log.WithoutKeys",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django brings handlers of its own for these; one way out is enough, and it hides what opens a page.
    "loggers": {"django": {"handlers": []}, "django.server": {"handlers": [], "propagate": True}},
}

# Tools of people's own come in by their access keys (web/api).
API_ENABLED = environment.truth("API_ENABLED", env.str("API_ENABLED", default=""), default=True)

# The people of the demo are invented, and the pages say so.
IS_DEMO = environment.truth("ALONGSIDE_DEMO", env.str("ALONGSIDE_DEMO", default=""))
