#!/usr/bin/env python3
"""Runs the tracker's commands: `manage.py help` lists them."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.is_overridden("DEBUG")  # reads them all
    except ImproperlyConfigured as error:
        sys.exit(f"tracker: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
