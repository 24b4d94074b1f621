"""Initiatives and their milestones: what is tracked."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from projects.codes import MilestoneKind, Sector
from sources.codes import LANGUAGES
from sources.countries import validate_country
from sources.models import Named
from sources.revisions import Recorded, Revision


class Initiative(Named):
    """A tracked undertaking: a cable, a data centre, a satellite programme, a platform, a law."""

    summary_en = models.TextField("summary in English", blank=True, default="")
    summary_ru = models.TextField("summary in Russian", blank=True, default="")
    summary_kk = models.TextField("summary in Kazakh", blank=True, default="")
    sector = models.CharField(max_length=20, choices=Sector.choices())
    is_infrastructure = models.BooleanField(
        "is infrastructure",
        default=False,
        help_text="It builds something physical, so that it belongs in an OC4IDS export.",
    )

    class Meta(Named.Meta):
        indexes = [models.Index(fields=["sector", "slug"], name="initiative_by_sector")]

    @property
    def summaries(self) -> dict[str, str]:
        """What it is, in words of our own, by language; empty where it is not written."""
        return {language: getattr(self, f"summary_{language}") for language in LANGUAGES}

    def searched(self) -> Iterable[str]:
        return [*super().searched(), *self.summaries.values()]

    @staticmethod
    def columns_beside() -> dict[str, models.Field]:
        return {"countries": models.TextField("countries", default="", blank=True)}

    @staticmethod
    def beside(keys: Collection[int]) -> dict[int, dict[str, Any]]:
        rows = InitiativeCountry.objects.filter(initiative__in=list(keys)).order_by("country")
        codes: dict[int, list[str]] = {}
        for initiative, country in rows.values_list("initiative", "country"):
            codes.setdefault(initiative, []).append(country)
        return {key: {"countries": ", ".join(codes.get(key, ()))} for key in keys}

    @classmethod
    def settle(cls, under_way: Revision) -> None:
        """Let the initiatives that were written, or their countries, be looked at anew."""
        from projects import kept  # which asks this module for its models

        rows = InitiativeCountry.objects.filter(revision=under_way.number)
        for initiative in {
            *under_way.written.rows(cls, under_way.number),
            *rows.values_list("initiative", flat=True),
        }:
            kept.settle_at_end(initiative)


class InitiativeCountry(Recorded):
    """A country that an initiative concerns."""

    part_of = "initiative"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="countries")
    country = models.CharField(max_length=2, validators=[validate_country])

    class Meta:
        ordering = ["country"]
        verbose_name_plural = "countries"
        constraints = [
            models.UniqueConstraint(
                fields=["country", "initiative"], name="one_row_a_country_of_initiative"
            )
        ]

    def __str__(self) -> str:
        return self.country

    def save(self, **kwargs):
        super().save(**kwargs)
        self._touch()

    def delete(self, **kwargs):
        deleted = super().delete(**kwargs)
        self._touch()
        return deleted

    @classmethod
    def settle(cls, under_way: Revision) -> None:
        Initiative.settle(under_way)

    def _touch(self) -> None:
        """Let the initiative know of the write: its countries are a part of it."""
        Initiative.objects.filter(pk=self.initiative_id).update()


class Milestone(Named):
    """A checkable event of one initiative, such as “cable manufactured”."""

    search_columns = ("words", "initiative__words")

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=20, choices=MilestoneKind.choices())
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place among the initiative's milestones, from 1."
    )

    class Meta(Named.Meta):
        ordering = ["initiative", "position", "slug"]
