"""`manage.py create_token`: make an API token, and print its secret, once."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.views.decorators.debug import sensitive_variables

from sources import clock
from tracker.models import ApiToken, Scope, User


class Command(BaseCommand):
    """Prints the secret alone to standard output, so that it can be piped to where it is kept."""

    help = "Make an API token and print its secret, which is not kept and not shown again."

    def add_arguments(self, parser):
        parser.add_argument("user", help="The name of the user who acts by it.")
        parser.add_argument("--name", required=True, help="What uses it.")
        parser.add_argument(
            "--scope", required=True, choices=Scope.values, help="What it may do, at most."
        )
        parser.add_argument(
            "--days",
            type=int,
            default=ApiToken.DEFAULT_DAYS,
            help=f"How long it is good for: 1 to {ApiToken.MOST_DAYS} days (default: %(default)s).",
        )

    @sensitive_variables("secret")
    def handle(self, *, user: str, name: str, scope: str, days: int, **options):
        owner = User.objects.filter(username=user, is_active=True).first()
        if owner is None:
            raise CommandError(f"There is no active user {user}.")
        token = ApiToken(user=owner, name=name, scope=scope)
        try:
            token.clean_fields(exclude=["prefix", "digest", "made_at", "expires_at"])
            secret = token.issue(clock.now(), days)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{token} expires on {clock.day_of(token.expires_at)}. Its secret:")
        self.stdout.write(secret)
