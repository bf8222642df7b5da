"""Every setting of the site, from the environment.

Personal mode (loopback, one owner, one-time links) is the default; FOOTHOLD_PUBLIC makes it reachable, with logins.

FOOTHOLD_DATA        folder for the database and the secret key (default: the user's data folder)
DATABASE_URL         postgres://user:password@host:port/name (default: SQLite in FOOTHOLD_DATA)
FOOTHOLD_SECRET_KEY  the signing key (default: made once, kept in FOOTHOLD_DATA/secret_key, 0600)
FOOTHOLD_ENCRYPTION_KEY  the key secret calendar addresses are sealed with; several, comma-separated: the first seals
                     (default: made once, kept in FOOTHOLD_DATA/encryption_key, 0600)
FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS  1 lets calendars and mail servers lie in private networks (default: 0)
FOOTHOLD_MAIL_AUTHORITY  a PEM file with your firm's own certificate authority, for its mail servers (default: none)
FOOTHOLD_DKIM        off asks DNS for no key of a customer's, so no mail's own signature is checked (default: on)
FOOTHOLD_HOSTS       more host[:port] that may be asked for, comma-separated (default: loopback only)
FOOTHOLD_PORT        the port served; the Host header must name it (default: any port of loopback)
FOOTHOLD_PUBLIC      the https:// address others reach this site by, through a proxy (default: this machine only)
FOOTHOLD_TRUST_PROXY 1 believes X-Forwarded-Proto and -For: a proxy sets them, nobody gets past it (default: 0)
FOOTHOLD_PUBLIC_FOR_TESTS  1 takes an http:// address of loopback as public, too (default: 0)
FOOTHOLD_OIDC_URL    the address (issuer) of your firm's login, OpenID Connect, https:// (default: none)
FOOTHOLD_OIDC_CLIENT_ID, FOOTHOLD_OIDC_CLIENT_SECRET  the client registered there for this site
FOOTHOLD_OIDC_DOMAINS  mail domains whose addresses it vouches for without saying so (default: none)
FOOTHOLD_OIDC_NAME   what its button says (default: the address' host)
FOOTHOLD_WEB_PROCESSES  how many processes answer pages; read by `serve` (default: 1; reachable: one a core, up to 4)
FOOTHOLD_COMMAND     how this machine calls us, for pages that name a command; `serve` sets it (default: foothold)
FOOTHOLD_DEBUG       1 shows Django's error pages (default: 0)
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import platformdirs
from csp.constants import NONE, SELF

from foothold.records.counted_tries import TABLE
from foothold.records.public_address import PublicAddress, public_address

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
            "ENGINE": "foothold.records.sqlite",
            "NAME": private_file(DATA_DIR / "foothold.sqlite3"),
            # Opened anew it reads the whole schema before its first answer, on every page.
            "CONN_MAX_AGE": 60,
            # Said here because pytest-django knows Django's own SQLite alone, and would name a file for each process.
            "TEST": {"NAME": ":memory:"},
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


def public() -> PublicAddress | None:
    """The address others reach us by; None in personal mode."""
    given = os.environ.get("FOOTHOLD_PUBLIC")
    if not given:
        return None
    try:
        return public_address(given, allow_plain_loopback=os.environ.get("FOOTHOLD_PUBLIC_FOR_TESTS") == "1")
    except ValueError as wrong:
        raise SystemExit(f"FOOTHOLD_PUBLIC: {wrong}") from None


def oidc() -> dict[str, Any] | None:
    """The firm's login (OpenID Connect), as django-allauth wants it; None where it is not configured."""
    needed = ("URL", "CLIENT_ID", "CLIENT_SECRET")
    given = {name: os.environ.get(f"FOOTHOLD_OIDC_{name}", "").strip() for name in needed}
    if not any(given.values()):
        return None
    missing = [f"FOOTHOLD_OIDC_{name}" for name, value in given.items() if not value]
    if missing:
        raise SystemExit(f"{', '.join(missing)}: missing. The firm's login needs its address, a client and its secret.")
    place = urlsplit(given["URL"])
    is_near = os.environ.get("FOOTHOLD_PUBLIC_FOR_TESTS") == "1" and place.hostname in {"127.0.0.1", "localhost"}
    if not place.hostname or (place.scheme != "https" and not (is_near and place.scheme == "http")):
        raise SystemExit("FOOTHOLD_OIDC_URL: the address of your login provider begins with https://.")
    domains = [each.strip().lower() for each in os.environ.get("FOOTHOLD_OIDC_DOMAINS", "").split(",") if each.strip()]
    return {
        "provider_id": "firm",
        "name": os.environ.get("FOOTHOLD_OIDC_NAME", "").strip() or place.hostname,
        "client_id": given["CLIENT_ID"],
        "secret": given["CLIENT_SECRET"],
        "settings": {"server_url": given["URL"].rstrip("/"), "oauth_pkce_enabled": True, "verified_email": domains},
    }


SECRET_KEY = secret_key()
OIDC = oidc()
OIDC_PLACE = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC["settings"]["server_url"])) if OIDC else ""
ENCRYPTION_KEY = encryption_key()
MAIL_AUTHORITY = Path(os.environ["FOOTHOLD_MAIL_AUTHORITY"]) if os.environ.get("FOOTHOLD_MAIL_AUTHORITY") else None
CHECKS_SIGNATURES = os.environ.get("FOOTHOLD_DKIM", "").strip().lower() not in {"off", "0", "no", "false"}
FEEDS_FROM_PRIVATE_NETWORKS = os.environ.get("FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS") == "1"
DEBUG = os.environ.get("FOOTHOLD_DEBUG") == "1"
DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PUBLIC = public()
PUBLIC_URL = PUBLIC.url if PUBLIC else None
IS_SECURE = bool(PUBLIC and PUBLIC.is_secure)
TRUST_PROXY = bool(PUBLIC and os.environ.get("FOOTHOLD_TRUST_PROXY") == "1")

# Only these names answer, so that a page of a stranger cannot reach us by rebinding his own name
# to 127.0.0.1. Django compares names; ports, and what loopback may ask for on a reachable site, are
# compared in foothold.web.only_known_hosts.
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
PORT = os.environ.get("FOOTHOLD_PORT", "")
if PUBLIC:
    HOSTS_WITH_PORT = [PUBLIC.place, *([f"{PUBLIC.host}:443"] if PUBLIC.place == PUBLIC.host else [])]
    ALLOWED_HOSTS = list(dict.fromkeys([PUBLIC.host, *LOOPBACK]))
    CSRF_TRUSTED_ORIGINS = [PUBLIC.url]
else:
    MORE_HOSTS = [host.strip() for host in os.environ.get("FOOTHOLD_HOSTS", "").split(",") if host.strip()]
    HOSTS_WITH_PORT = [f"{name}:{PORT}" for name in LOOPBACK if PORT] + MORE_HOSTS
    ALLOWED_HOSTS = [*LOOPBACK, *(host.rpartition(":")[0] or host for host in MORE_HOSTS)]
    CSRF_TRUSTED_ORIGINS = []
# Without a proxy's word anybody could claim that his request came encrypted.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
# To HTTPS leads the proxy, which alone knows what it was asked over: we redirect nothing, so nothing can turn in
# circles. That browsers never ask otherwise again is said in foothold.web.strict_transport.
STRICT_TRANSPORT_FOR = 365 * 24 * 3600 if IS_SECURE else 0

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Its tables are there in every mode, so that a backup of one is a backup of the other.
    "allauth.socialaccount",
    *(["allauth.socialaccount.providers.openid_connect"] if OIDC else []),
    "foothold.records",
    "foothold.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foothold.web.strict_transport.StrictTransport",
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
    "allauth.account.middleware.AccountMiddleware",
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
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login" if PUBLIC else "enter_help"
LOGIN_REDIRECT_URL = "start"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("address", "name")},
    },
]
# The library that knows how people log in (django-allauth) is told who a person is here, and that nobody signs up.
ACCOUNT_ADAPTER = "foothold.web.login_rules.LoginRules"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "address"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Wrong passwords are counted by account too, in the database (`foothold.actions.count_login_attempt`); wrong codes of
# the second step, which only who has the password can try, under "login_failed".
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "wrong_password": "10/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
# The firm's own login beside ours: it vouches for an address, and whom that address belongs to is ours to say.
SOCIALACCOUNT_ADAPTER = "foothold.web.firm_login.FirmLogin"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC]}} if OIDC else {}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
MFA_ADAPTER = "foothold.web.login_rules.SecondSteps"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Foothold"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = bool(PUBLIC and not PUBLIC.is_secure)
# Attempts are counted by who asks: the proxy's word for it, or, without one, everybody together.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
# Where attempts are counted, alike for every process. A flood of addresses must not push the counts out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": TABLE,
        "KEY_FUNCTION": "foothold.records.counted_tries.key_of",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
if IS_SECURE:
    # A __Host- cookie is sent over HTTPS only, to this host only, and no neighbour under the same domain can set it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-foothold_session", "__Host-foothold_csrf"
    KNOWN_BROWSER_COOKIE_NAME = "__Host-foothold_known"
else:
    # Cookies know no ports: the name carries ours, so that two sites on one machine do not log each other out.
    SESSION_COOKIE_NAME = f"foothold_session_{PORT}" if PORT else "foothold_session"
    CSRF_COOKIE_NAME = f"foothold_csrf_{PORT}" if PORT else "foothold_csrf"
    KNOWN_BROWSER_COOKIE_NAME = f"foothold_known_{PORT}" if PORT else "foothold_known"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
# On one's own machine the way in is a link from the terminal: once a year is often enough.
SESSION_COOKIE_AGE = (90 if PUBLIC else 365) * 24 * 3600
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
        # A form that leads to the firm's login is followed there.
        "form-action": [SELF, *([OIDC_PLACE] if OIDC_PLACE else [])],
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
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
