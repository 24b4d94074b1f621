"""Run beside a server: makes an editor's account, and prints the secret of a token of theirs."""

import django

NAME = "invented-editor"
PASSWORD = "invented password"


def main() -> None:
    django.setup()

    from sources import clock
    from tracker.models import ApiToken, Scope, User

    editor = User.objects.create_superuser(NAME, password=PASSWORD)
    print(ApiToken(user=editor, name="Browser tests", scope=Scope.MANAGE).issue(clock.now()))


if __name__ == "__main__":
    main()
