"""The settings of an installation, save what would make tests slow or leave something behind."""

import os
import tempfile
from pathlib import Path

KEYS = Path(tempfile.gettempdir()) / f"ownway-tests-{os.getuid()}"
os.environ["OWNWAY_KEY_FILE"] = str(KEYS / "master.key")
os.environ["OWNWAY_HTTPS"] = "off"

from ownway.config.settings import *

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # Files are found where they are built; nothing is gathered for a test.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
