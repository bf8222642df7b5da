"""Every setting of the site, from the environment; personal mode (loopback, one owner) is the default.

FOOTHOLD_DATA        folder for the database and the secret key (default: the user's data folder)
DATABASE_URL         postgres://user:password@host:port/name (default: SQLite in FOOTHOLD_DATA)
FOOTHOLD_SECRET_KEY  the signing key (default: made once, kept in FOOTHOLD_DATA/secret_key, 0600)
FOOTHOLD_ENCRYPTION_KEY  the key secret calendar addresses are sealed with; several, comma-separated: the first seals
                     (default: made once, kept in FOOTHOLD_DATA/encryption_key, 0600)
FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS  1 lets calendar addresses point into private networks (default: 0)
FOOTHOLD_HOSTS       more host[:port] that may be asked for, comma-separated (default: loopback only)
FOOTHOLD_PORT        the port served; the Host header must name it (default: any port of loopback)
FOOTHOLD_COMMAND     how this machine calls us, for pages that name a command; `serve` sets it (default: foothold)
FOOTHOLD_DEBUG       1 shows Django's error pages (default: 0)
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import platformdirs
from csp.constants import NONE, SELF

DATA_DIR = Path(os.environ.get("FOOTHOLD_DATA") or platformdirs.user_data_dir("foothold", appauthor=False))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def private_file(path: Path, first_content: str = "") -> Path:
    """Make `path` readable by its owner only, unless it is there already."""
    if path.exists():
        return path
    # Written aside and linked when whole: who starts at the same moment never reads half of it.
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(first_content)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return path


def database(url: str | None) -> dict[str, object]:
    """The database of DATABASE_URL, or SQLite in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": private_file(DATA_DIR / "foothold.sqlite3"),
            "OPTIONS": {
                # A write that finds the file locked waits; IMMEDIATE takes the lock at BEGIN, so a
                # transaction never fails half-way. secure_delete overwrites what a person erases.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL: {parts.scheme or 'nothing'}:// is not known. Use postgres://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # Compiling a plan costs seconds where running it costs milliseconds: our queries are many and small.
        "OPTIONS": {"options": "-c jit=off"},
    }


def secret_key() -> str:
    """The key of the environment, else the one made on the first start."""
    given = os.environ.get("FOOTHOLD_SECRET_KEY")
    if given:
        return given
    return private_file(DATA_DIR / "secret_key", secrets.token_urlsafe(50)).read_text("ascii").strip()


def encryption_key() -> str:
    """The keys of the environment, else the one made on the first start: 32 random bytes."""
    given = os.environ.get("FOOTHOLD_ENCRYPTION_KEY")
    if given:
        return given
    return private_file(DATA_DIR / "encryption_key", secrets.token_urlsafe(32)).read_text("ascii").strip()


SECRET_KEY = secret_key()
ENCRYPTION_KEY = encryption_key()
FEEDS_FROM_PRIVATE_NETWORKS = os.environ.get("FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS") == "1"
DEBUG = os.environ.get("FOOTHOLD_DEBUG") == "1"
DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Only these names answer, so that a page of a stranger cannot reach us by rebinding his own name
# to 127.0.0.1. Django compares names; the ports are compared in foothold.web.only_known_hosts.
PORT = os.environ.get("FOOTHOLD_PORT", "")
MORE_HOSTS = [host.strip() for host in os.environ.get("FOOTHOLD_HOSTS", "").split(",") if host.strip()]
HOSTS_WITH_PORT = [f"{name}:{PORT}" for name in ("127.0.0.1", "localhost", "[::1]") if PORT] + MORE_HOSTS
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *(host.rpartition(":")[0] or host for host in MORE_HOSTS)]

COMMAND = os.environ.get("FOOTHOLD_COMMAND") or "foothold"

ROOT_URLCONF = "foothold.site.urls"
WSGI_APPLICATION = "foothold.site.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "foothold.records",
    "foothold.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foothold.web.only_known_hosts.OnlyKnownHosts",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "foothold.web.too_large.RefuseTooLarge",
    "foothold.web.without_nul.WithoutNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "foothold.web.seats.TakeSeat",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foothold.web.seats.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "records.User"
LOGIN_URL = "enter_help"
# Cookies know no ports: the name carries ours, so that two sites on one machine do not log each other out.
SESSION_COOKIE_NAME = f"foothold_session_{PORT}" if PORT else "foothold_session"
CSRF_COOKIE_NAME = f"foothold_csrf_{PORT}" if PORT else "foothold_csrf"
SESSION_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "foothold.web.errors.form_too_old"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
# German joins when its catalogue does: dates in one language and words in another help nobody.
LANGUAGES = [("en", "English")]

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "foothold.site.static_files.FilesNamedByContent"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 3600 if not DEBUG else 0

# What a person sends is gone when it is answered: nothing is stored before consent, and words never wait on
# disk. A request of up to 25 MB stays in memory; of a larger one its calendars and mail folders wait in files.
LARGEST_SOURCE = 25 * 1024 * 1024
LARGEST_UPLOAD = 120 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_SOURCE
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_SOURCE
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "foothold.web.uploads.WordsInMemory",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A page that is missing or refused has told its reader so; the terminal is for our own faults.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.csrf": {"level": "ERROR"}},
}
