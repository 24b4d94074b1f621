"""The settings of the tracker as the tests want them: the same for everybody, and quick."""

import os

for name in [name for name in os.environ if name.startswith("TRACKER_")]:
    del os.environ[name]
os.environ.pop("DATABASE_REPLICA_URL", None)  # tests of a replica start their own
os.environ["TRACKER_SECRET_KEY"] = "of tests only, and long enough to be taken for a key"
# Tests have more threads than a worker, each with a connection that it keeps.
os.environ["TRACKER_POOL"] = "40"

from tracker.settings import *  # noqa: E402, F403  (the lines above come first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files are served from where they lie: `collectstatic` is not needed.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# In memory, as for Django's own backend; for ours, pytest-django would make up a file.
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
