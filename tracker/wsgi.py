"""What a WSGI server runs."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()

# Django would load the views with the first request: in each worker, for itself.
import_module(settings.ROOT_URLCONF)
