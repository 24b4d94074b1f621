"""Settings: read from the environment, safe by default, and runnable with none set.

docs/settings.md has each variable in words.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from tracker import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where things are kept -----------------------------------------------------------------------

VAR_DIR = environment.folder("TRACKER_VAR", BASE_DIR / "var")
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"

# --- Where it listens, and what must hold there --------------------------------------------------

BIND_HOST, BIND_PORT = environment.address("TRACKER_BIND", "127.0.0.1:8000")
ALLOWED_HOSTS = environment.hosts("TRACKER_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.origins("TRACKER_ORIGINS")

# Nothing leaves this machine when it listens on loopback and answers to local names only.
LOCAL_ONLY = all(environment.is_local(host) for host in [BIND_HOST, *ALLOWED_HOSTS])
DEBUG = environment.flag("TRACKER_DEBUG", default=False)
TLS = environment.flag("TRACKER_TLS", default=not LOCAL_ONLY)
BEHIND_PROXY = environment.flag("TRACKER_BEHIND_PROXY", default=False)

if not LOCAL_ONLY and not TLS:
    raise ImproperlyConfigured(
        "TRACKER_TLS is off. It may be off only when TRACKER_BIND is a loopback address, such as "
        "127.0.0.1:8000, and TRACKER_HOSTS has local names only, such as localhost."
    )
if not LOCAL_ONLY and DEBUG:
    raise ImproperlyConfigured(
        "TRACKER_DEBUG is on. It may be on only when TRACKER_BIND is a loopback address, such as "
        "127.0.0.1:8000, and TRACKER_HOSTS has local names only, such as localhost."
    )

# --- Security ------------------------------------------------------------------------------------

SECRET_KEY = environment.secret_key("TRACKER_SECRET_KEY", VAR_DIR / "secret_key")

# What needs TLS: one setting for all of it.
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
# The proxy must set this header itself, and drop it from what clients send.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Subdomains, and the lists that browsers ship, are for the owner of the domain to bind, not for us.
# The third asks for Django's own CSRF middleware by name: ours extends it (`tracker.pages`).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "security.W003"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- Applications --------------------------------------------------------------------------------

INSTALLED_APPS = [
    "tracker",
    "tracker.board",
    "projects",
    "sources",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tracker.security.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.api.kept.KeptReplyMiddleware",
    "tracker.pages.SessionMiddleware",
    "tracker.api.conditional.NotModifiedMiddleware",
    "tracker.api.languages.LanguageMiddleware",
    "tracker.interface.InterfaceLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracker.api.auth.TokenMiddleware",
    "tracker.pages.CsrfViewMiddleware",
    "tracker.pages.AuthenticationMiddleware",
    "tracker.pages.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Database ------------------------------------------------------------------------------------

POOL = environment.whole_number("TRACKER_POOL", 4, least=1, most=100)
PREPARE = environment.flag("TRACKER_PREPARE", default=True)
SQLITE = VAR_DIR / "tracker.sqlite3"
DATABASES = {"default": environment.database("DATABASE_URL", SQLITE, POOL, PREPARE)}
DATABASES |= environment.replica("DATABASE_REPLICA_URL", DATABASES["default"], POOL, PREPARE)
TRACKER_REPLICA_LAG = environment.whole_number("TRACKER_REPLICA_LAG", 5, least=1, most=3600)
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["tracker.replica.Router"]
    # Outside of everything that asks a database.
    _outermost = MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware") + 1
    MIDDLEWARE.insert(_outermost, "tracker.replica.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Editors -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tracker.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- Throttling, of each user and each address ---------------------------------------------------

TRACKER_WRITE_RATE = environment.rate("TRACKER_WRITE_RATE", "120/minute")
TRACKER_BAD_TOKEN_RATE = environment.rate("TRACKER_BAD_TOKEN_RATE", "30/minute")
TRACKER_BAD_LOGIN_RATE = environment.rate("TRACKER_BAD_LOGIN_RATE", "10/hour")

# --- Days, instants and languages ----------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"  # of instants; the day that it is follows TRACKER_TIME_ZONE
TRACKER_TIME_ZONE = environment.time_zone("TRACKER_TIME_ZONE", "Asia/Almaty")

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["tracker.formats"]
FORM_RENDERER = "tracker.interface.SpokenErrors"
# The language that an editor chose for the admin
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = TLS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Replies kept in the memory of each worker ---------------------------------------------------

TRACKER_REPLY_CACHE_MIB = environment.whole_number("TRACKER_REPLY_CACHE_MIB", 4, 0, 4096)

# --- API -----------------------------------------------------------------------------------------

TRACKER_LICENCE = environment.text("TRACKER_LICENCE")
TRACKER_CONTACT = environment.text("TRACKER_CONTACT")

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "tracker.api.schema.Schema",
    "DEFAULT_RENDERER_CLASSES": ["tracker.api.renderers.FastJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsers.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "tracker.api.negotiation.KeptNegotiation",
    "DEFAULT_METADATA_CLASS": "tracker.api.metadata.Metadata",
    # Reading is public; views that write say what that takes (`WritableMixin`).
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "tracker.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Infrastructure-project tracker",
    "VERSION": "1.0.0",
    "LICENSE": {"name": "BSD-3-Clause (the software)", "identifier": "BSD-3-Clause"},
    "SERVERS": [{"url": "/", "description": "Where this was read."}],
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]+",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,  # bodies of changes have classes of their own
    "ENUM_SUFFIX": "",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # One name a closed list, whatever the fields that hold its codes are called.
    "ENUM_NAME_OVERRIDES": {
        "State": "projects.codes.State.choices",
        "Progress": "projects.codes.Progress.choices",
        "Lateness": "projects.codes.Lateness.choices",
        "Move": "projects.codes.Move.choices",
        "Stage": "projects.codes.Stage.choices",
        "Sector": "projects.codes.Sector.choices",
        "MilestoneKind": "projects.codes.MilestoneKind.choices",
        "Role": "projects.codes.Role.choices",
        "ObservationKind": "projects.codes.ObservationKind.choices",
        "SourceKind": "sources.codes.SourceKind.choices",
        "ChangeAction": "sources.codes.ChangeAction.choices",
        "ChangeResource": "projects.codes.ChangeResource.choices",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tracker.api.schema.add_words",
        "tracker.api.schema.name_codes",
        "tracker.api.schema.say_null",
        "tracker.api.writes_schema.close_requests",
        "tracker.api.clients_schema.be_plain_to_generators",
        "tracker.api.members_schema.loosen_links",
        "tracker.api.examples.add_examples",
        "tracker.api.conditional_schema.add_conditions",
        "tracker.api.editing_schema.add_edits",
        "tracker.api.languages_schema.add_languages",
    ],
}

# --- Log -----------------------------------------------------------------------------------------


def without_traceback(record):
    """A refused host is one line in the log: what was asked for, and not where it was refused."""
    record.exc_info = record.exc_text = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {
        "without_traceback": {
            "()": "django.utils.log.CallbackFilter",
            "callback": without_traceback,
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.log_level("TRACKER_LOG_LEVEL", "INFO"),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A client's mistakes are answered, not logged; failures of ours are.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"filters": ["without_traceback"]},
    },
}
