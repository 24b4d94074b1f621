"""`manage.py collect_messages`: bring the catalogues of the admin's languages up to date."""

from django.core.management.base import BaseCommand, CommandError

from tracker.messages import LANGUAGES, collected, untranslated, write


class Command(BaseCommand):
    """Adds what is new, drops what nobody says any more, compiles, and says what has no words."""

    help = "Collect what the admin says into locale/, compile it, and list what is untranslated."

    def handle(self, **options):
        missing = []
        for language in LANGUAGES:
            catalog = collected(language)
            write(catalog)
            missing += [f"{language}: {message}" for message in untranslated(catalog)]
            self.stdout.write(f"{language}: {len(catalog)} messages")
        if missing:
            raise CommandError("\n".join(["Not translated yet:", *missing]))
