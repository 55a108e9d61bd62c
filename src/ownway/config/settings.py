"""All settings of Django; what differs between installations comes from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from ownway.config import keys
from ownway.config.database import from_environment
from ownway.interfaces.cli import places

HOME = places.home()
SOURCES = Path(__file__).resolve().parents[1]
WEB = SOURCES / "interfaces" / "web"


def switched(name: str, *, otherwise: bool) -> bool:
    """Whether the environment says on or off."""
    return os.environ.get(name, "on" if otherwise else "off").lower() in ("on", "1", "true", "yes")


DEBUG = switched("OWNWAY_DEBUG", otherwise=False)
HTTPS = switched("OWNWAY_HTTPS", otherwise=not DEBUG)
"""Off only for a server that nobody but this machine can reach, such as the demo."""

# Secrets. The master key wraps the key of every person; it is kept outside the database and outside its backups.
OWNWAY_KEY_FILE = Path(os.environ.get("OWNWAY_KEY_FILE") or HOME / "keys" / "master.key")
keys.secret_in(OWNWAY_KEY_FILE)
SECRET_KEY = os.environ.get("OWNWAY_SECRET_KEY") or keys.secret_in(OWNWAY_KEY_FILE.with_name("secret.key"))

ALLOWED_HOSTS = os.environ.get("OWNWAY_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [given for given in os.environ.get("OWNWAY_ORIGINS", "").split(",") if given]

OWNWAY_AUTHORITY = os.environ.get("OWNWAY_AUTHORITY", "Fernleigh Council")
OWNWAY_PROGRAMME = os.environ.get("OWNWAY_PROGRAMME", "in-control")
OWNWAY_CARERS_PROGRAMME = os.environ.get("OWNWAY_CARERS_PROGRAMME", "carers")
OWNWAY_PACKS = places.packs()

OWNWAY_NOTICE_DAYS = int(os.environ.get("OWNWAY_NOTICE_DAYS") or 0)
OWNWAY_SEAL_COPY = os.environ.get("OWNWAY_SEAL_COPY", "")
"""Where a second party keeps a copy of each seal of the trail: a folder, or ``mailto:`` with an address."""

INSTALLED_APPS = [
    "ownway.registers.trail",
    "ownway.registers.people",
    "ownway.registers.letters",
    "ownway.registers.decisions",
    "ownway.registers.programmes",
    "ownway.registers.money",
    "ownway.registers.market",
    "ownway.registers.stories",
    "ownway.steps.allocation",
    "ownway.steps.planning",
    "ownway.steps.agreement",
    "ownway.steps.control",
    "ownway.steps.spending",
    "ownway.steps.outcomes",
    "ownway.steps.review",
    "ownway.oversight.flags",
    "ownway.oversight.figures",
    "ownway.oversight.bench",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ownway.interfaces.web.design.asking.AskerMiddleware",
    "ownway.interfaces.web.design.asking.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ownway.config.urls"
WSGI_APPLICATION = "ownway.config.wsgi.application"
DATABASES = {"default": from_environment()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Our pages are Jinja templates; those of the sign-in library stay in Django's own language.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "ownway.interfaces.web.design.jinja.environment",
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Language, money and days.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", "English"), ("cy", "Cymraeg"), ("de", "Deutsch"), ("ar", "العربية")]
LOCALE_PATHS = [SOURCES / "words" / "catalogues"]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = os.environ.get("OWNWAY_TIME_ZONE", "Europe/London")
USE_TZ = True
USE_I18N = True

# Sign-in: by email and password, with a second factor or a passkey; guessing is locked out.
AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # An account comes by invitation, which proves the address.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # Whoever's password or second step changes is told, in case it was not them.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "ownway.interfaces.web.sign_in.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ownway"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "ownway.interfaces.web.sign_in.views.locked_out"
CSRF_FAILURE_VIEW = "ownway.interfaces.web.design.kept.form_expired"

# In a demonstration this names the file that lists whom one can sign in as; nowhere else is it set.
OWNWAY_DEMO = os.environ.get("OWNWAY_DEMO", "")

# What a browser may do with our pages.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and switched("OWNWAY_REDIRECT", otherwise=True)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}
if proxy := os.environ.get("OWNWAY_PROXY_HEADER"):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{proxy.upper().replace('-', '_')}", "https")

# Style sheets, scripts and pictures.
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [folder for folder in [WEB / "static"] if folder.is_dir()]
STATICFILES_DIRS += [("pictures", SOURCES / "words" / "pictures" / "drawn")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Work that nobody waits for is kept in the database, and done by `ownway work`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["ownway.interfaces.jobs.tasks"]

# Emails lie in a folder until the installation says who carries them.
EMAIL_BACKEND = os.environ.get("OWNWAY_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("OWNWAY_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("OWNWAY_EMAIL_FROM", "ownway@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("OWNWAY_LOG_LEVEL", "WARNING")},
}
