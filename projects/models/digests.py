"""What lists say of an initiative now, kept in one row.

Rows are written by `projects.digests` only, and follow from versions, statements and countries.
"""

from django.db import models

from projects.models.initiatives import Initiative
from sources.models import Organisation
from sources.revisions import Guarded


class Digest(Guarded):
    """How a public initiative stands, as recorded now and when all that was announced is known."""

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="digest"
    )
    stands = models.TextField(default="", help_text="As `projects.stands` writes it.")
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Who leads it, as last said.",
    )
    countries = models.TextField(default="", help_text="The codes, in order.")

    def __str__(self) -> str:
        return f"digest of {self.initiative}"
