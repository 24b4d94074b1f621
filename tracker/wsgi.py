"""What a WSGI server runs."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

# What is loaded here stays: looking through it for garbage again and again makes the start longer
# for nothing. Workers don't look through it either, which would take time and, as looking writes
# to it, a copy of it in each of them. Nothing is collected before it is put aside: the gaps that
# leaves are filled by each worker, which takes more copies.
gc.disable()

application = get_wsgi_application()

# Django would load the views with the first request: in each worker, for itself.
import_module(settings.ROOT_URLCONF)

gc.freeze()
gc.enable()
