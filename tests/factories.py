"""Rows for tests; everything in them is invented and says so."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects import models
from projects.codes import MilestoneKind, Sector
from sources import models as sources
from sources.codes import SourceKind
from tracker.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("invented-user-{}".format)
    password = factory.django.Password("invented password")


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = sources.Publisher

    slug = factory.Sequence("invented-publisher-{}".format)
    name_en = factory.Sequence("Invented publisher {}".format)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = sources.Person

    slug = factory.Sequence("invented-person-{}".format)
    name_en = factory.Sequence("Invented person {}".format)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = sources.Organisation

    slug = factory.Sequence("invented-organisation-{}".format)
    name_en = factory.Sequence("Invented organisation {}".format)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = sources.Source

    slug = factory.Sequence("invented-source-{}".format)
    publisher = factory.SubFactory(PublisherFactory)
    kind = SourceKind.REPORT
    title = factory.Sequence("Invented report {}".format)
    language = "en"
    published_on = date(2026, 12, 31)


class InitiativeFactory(DjangoModelFactory):
    class Meta:
        model = models.Initiative

    slug = factory.Sequence("invented-initiative-{}".format)
    name_en = factory.Sequence("Invented initiative {}".format)
    sector = Sector.COMMUNICATIONS


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = models.Milestone

    slug = factory.Sequence("invented-milestone-{}".format)
    name_en = factory.Sequence("Invented milestone {}".format)
    initiative = factory.SubFactory(InitiativeFactory)
    kind = MilestoneKind.COMPLETION


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    slug = factory.Sequence("invented-indicator-{}".format)
    name_en = factory.Sequence("Invented indicator {}".format)


FACTORIES = {
    factory._meta.model: factory
    for factory in (
        *(PublisherFactory, PersonFactory, OrganisationFactory, IndicatorFactory, SourceFactory),
        *(InitiativeFactory, MilestoneFactory),
    )
}


def statement(about, announced_on: date, **fields) -> models.Statement:
    """An unsaved statement about a milestone or an initiative; deadlines are given as EDTF.

    `within=("P12M", anchor)` states a relative deadline.
    """
    offset, anchor = fields.pop("within", ("", None))
    is_milestone = isinstance(about, models.Milestone)
    return models.Statement(
        initiative=about.initiative if is_milestone else about,
        milestone=about if is_milestone else None,
        announced_on=announced_on,
        source=fields.pop("source", None) or SourceFactory(published_on=announced_on),
        summary=fields.pop("summary", "Invented statement."),
        due_edtf=fields.pop("due", ""),
        met_edtf=fields.pop("met", ""),
        due_within_offset=offset,
        due_within_of=anchor,
        **fields,
    )
