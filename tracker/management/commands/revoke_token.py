"""`manage.py revoke_token`: make API tokens good for nothing."""

from django.core.management.base import BaseCommand, CommandError

from sources import clock
from tracker.models import ApiToken, User


class Command(BaseCommand):
    """Revokes tokens by what their secrets begin with, or all of a user's."""

    help = "Revoke API tokens, at once and for ever."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "prefix", nargs="*", default=[], help="What the secrets begin with, as the admin shows."
        )
        which.add_argument("--all-of", metavar="USER", help="All tokens of this user.")

    def handle(self, *, prefix: list[str], all_of: str | None, **options):
        if all_of:
            if not User.objects.filter(username=all_of).exists():
                raise CommandError(f"There is no user {all_of}.")
            found = ApiToken.objects.filter(user__username=all_of)
        else:
            found = ApiToken.objects.filter(prefix__in=prefix)
            missing = set(prefix) - {token.prefix for token in found}
            if missing:
                raise CommandError(f"No token begins with {', '.join(sorted(missing))}.")
        revoked = [token for token in found if token.revoke(clock.now())]
        for token in revoked:
            self.stdout.write(f"Revoked {token}.")
        if not revoked:
            self.stdout.write("There is none that was not revoked already.")
