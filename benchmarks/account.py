"""`python -m benchmarks.account` makes the user that records in a run; prints a token's secret."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (settings come first)

from tracker.models import Scope, User  # noqa: E402  (as above)

NAME = "synthetic-recorder"

User.objects.create_superuser(NAME)
call_command("create_token", NAME, name="benchmark", scope=Scope.RECORD, days=2)
