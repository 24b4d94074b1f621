"""How this part of the tracker is called, and its words looked up."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sources.converted import keep_days
from sources.speaking import speak


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = _("Sources")

    def ready(self):
        self.words = speak(self)
        keep_days()
