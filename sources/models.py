"""Documents, who published them and who stands behind what they say."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sources.changes import Change
from sources.codes import LANGUAGES, SourceKind
from sources.countries import validate_country
from sources.history import History
from sources.revisions import FOREVER, LatestRevision, Recorded, RecordedQuerySet, Revision
from sources.search import SearchQuerySet, WordsField

__all__ = [
    "FOREVER",
    "Change",
    "LatestRevision",
    "Organisation",
    "Person",
    "Publisher",
    "Revision",
    "Source",
]


class FoundQuerySet(RecordedQuerySet, SearchQuerySet):
    """Recorded rows that can be searched by their words."""


class Found(Recorded):
    """A recorded row that is found by its words; a migration indexes them (`index_words`)."""

    search_columns = ("words",)

    words = WordsField()

    objects = FoundQuerySet.as_manager()

    class Meta:
        abstract = True

    def searched(self) -> Iterable[str]:
        """The texts by whose words it is found."""
        raise NotImplementedError

    def save(self, **kwargs):
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "words"}
        super().save(**kwargs)


class Slugged(Found):
    """A recorded row known by a slug that never changes, and found by the words in it."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="Short name in addresses; it never changes."
    )

    history = History()

    class Meta:
        abstract = True
        ordering = ["slug"]

    def searched(self) -> Iterable[str]:
        return [self.slug]

    @staticmethod
    def columns_beside() -> dict[str, models.Field]:
        """What history keeps of a row besides its own columns."""
        return {}

    @staticmethod
    def beside(keys: Collection[int]) -> dict[int, dict[str, Any]]:
        """What stands in these columns now, by row."""
        return {}

    def clean(self) -> None:
        super().clean()
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).exists():
            raise ValidationError({"slug": "A slug never changes: links point at it."})

    @classmethod
    def hung_by(cls) -> dict[type[models.Model], list[str]]:
        """The columns by which recorded rows hang on such a row, by their model."""
        found: dict[type[models.Model], list[str]] = {}
        for link in cls._meta.get_fields(include_hidden=True):
            if getattr(link, "on_delete", None) is not models.PROTECT or link.concrete:
                continue
            if issubclass(link.related_model, Recorded):
                found.setdefault(link.related_model, []).append(link.field.attname)
        return found

    def hanging(self) -> dict[type[models.Model], int]:
        """How many recorded rows of each kind hang on it, and so keep it from being deleted."""
        counts = {}
        for model, columns in self.hung_by().items():
            links = models.Q(*((column, self.pk) for column in columns), _connector=models.Q.OR)
            counts[model] = model.objects.filter(links).count()
        return {model: count for model, count in counts.items() if count}


class Names(models.Model):
    """A name in one language or more."""

    name_en = models.CharField("name in English", max_length=200, blank=True, default="")
    name_ru = models.CharField("name in Russian", max_length=200, blank=True, default="")
    name_kk = models.CharField("name in Kazakh", max_length=200, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name_en="", name_ru="", name_kk=""),
                name="%(app_label)s_%(class)s_has_a_name",
                violation_error_message="Give a name in at least one language.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> dict[str, str]:
        """The name by language; empty where it is not known."""
        return {language: getattr(self, f"name_{language}") for language in LANGUAGES}

    @property
    def name(self) -> str:
        """The name in the first language that has one."""
        return next(filter(None, self.names.values()), "")


class Named(Slugged, Names):
    """A row known by a slug, with names by which it is found."""

    class Meta(Slugged.Meta, Names.Meta):
        abstract = True

    def searched(self) -> Iterable[str]:
        return [self.slug.replace("-", " "), *self.names.values()]


class Publisher(Named):
    """Who publishes sources: a news site, an agency, an authority."""

    url = models.URLField("site", blank=True, default="", help_text="Only if a source gives it.")


class Person(Named):
    """Somebody who is quoted; the post held then stands in each statement."""

    class Meta(Named.Meta):
        verbose_name_plural = "people"


class Organisation(Named):
    """Who leads, builds, funds, operates or oversees an initiative."""

    country = models.CharField(
        max_length=2,
        blank=True,
        default="",
        validators=[validate_country],
        help_text="ISO 3166-1 code of its country, such as KZ; empty for an international one.",
    )


class Source(Slugged):
    """One dated document, as it was published."""

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=20, choices=SourceKind.choices())
    title = models.CharField(max_length=300)
    title_is_ours = models.BooleanField(
        "title is ours",
        default=False,
        help_text="The document has no title: this one only describes it.",
    )
    language = models.CharField(
        max_length=2, help_text="ISO 639-1 code of the language it is written in, such as ru."
    )
    published_on = models.DateField(help_text="The day the document gives as its own.")
    url = models.URLField("address", blank=True, default="", help_text="Only if it was given.")
    relays = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text="Whose account it passes on, if not its own.",
    )

    class Meta(Slugged.Meta):
        ordering = ["-published_on", "slug"]
        indexes = [models.Index(fields=["published_on", "slug"], name="source_by_day")]

    def __str__(self) -> str:
        return f"{self.title} ({self.published_on})"

    def clean(self) -> None:
        super().clean()
        if not (self.pk and self.published_on):
            return
        announced = self.statements.filter(announced_on__gt=self.published_on)
        if latest := announced.aggregate(latest=models.Max("announced_on"))["latest"]:
            detail = f"A statement in it was made public on {latest}: give that day or a later one."
            raise ValidationError({"published_on": detail})

    def searched(self) -> Iterable[str]:
        return [self.slug.replace("-", " "), self.title, self.relays]
