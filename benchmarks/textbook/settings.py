"""The tracker's database and address, and else what `startproject` and DRF's tutorial give."""

from tracker.settings import (
    ALLOWED_HOSTS,
    BIND_HOST,
    BIND_PORT,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    SECRET_KEY,
    TLS,
)

__all__ = ["ALLOWED_HOSTS", "BIND_HOST", "BIND_PORT", "DATABASES", "DEFAULT_AUTO_FIELD"]
__all__ += ["SECRET_KEY", "TLS"]

INSTALLED_APPS = [
    "benchmarks.textbook",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "rest_framework",
    "django_filters",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "benchmarks.textbook.urls"
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "benchmarks.textbook.pages.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.OrderingFilter",
    ],
}
