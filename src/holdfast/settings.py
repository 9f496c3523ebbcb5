"""Django's settings, all of them from the desk's folder (HOLDFAST_DESK) and DATABASE_URL; debug is never on."""

import os
from pathlib import Path

from holdfast.desk import database_from_url, open_desk

PACKAGE = Path(__file__).parent

DESK = open_desk(os.environ.get("HOLDFAST_DESK"))

DEBUG = False
SECRET_KEY = DESK.secret_key
ALLOWED_HOSTS = list(DESK.hosts)
ROOT_URLCONF = "holdfast.urls"
WSGI_APPLICATION = "holdfast.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "holdfast.journal",  # first: its migrate command keeps the triggers
    "holdfast.people",
    "holdfast.sources",
    "holdfast.evidence",
    "holdfast.record",
    "holdfast.agreements",
    "holdfast.figures",
    "holdfast.claims",
    "holdfast.cases",
    "holdfast.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "holdfast.web.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # Django masks its CSRF tokens, and adds random bytes to each answer
    "django.contrib.sessions.middleware.SessionMiddleware",
    "holdfast.locale_by_path.LocaleByPath",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Storage: the desk's own file unless DATABASE_URL names a PostgreSQL.
DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL"), DESK.folder / "holdfast.sqlite3")}

# Language: from the path alone, never from the browser's wishes.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Background work: a row in the store that `holdfast work` takes up.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Accounts: made by `holdfast account add`, never by a visitor.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "holdfast.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "holdfast.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False  # a second factor, not the only one
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DESK.is_local

# A pasted draft of 5 MB is answered by its own page; files are counted apart.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

# Transport: every host that is not this machine is reached by HTTPS or not at all.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DESK.is_local
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 0 if DESK.is_local else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # the desk does not own its neighbours
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DESK.behind_proxy else None
SECURE_SSL_REDIRECT = DESK.behind_proxy and not DESK.is_local
X_FRAME_OPTIONS = "DENY"

# Files of the pages.
STATIC_URL = "/static/"
STATIC_ROOT = DESK.folder / "static"
STATICFILES_DIRS = [folder for folder in [PACKAGE / "web" / "static_root"] if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the desk sends no mail

# Logs: to stderr, what happened and when; no client addresses.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Django repeats every failed login and 4xx path; a path can name a person.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
