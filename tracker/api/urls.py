"""Every path of the API."""

from django.urls import path
from django.views.generic import TemplateView
from rest_framework.routers import SimpleRouter

from tracker.api import evidence, initiatives, milestones, provenance, statements
from tracker.api.changes import ChangesView
from tracker.api.codes import CodesView
from tracker.api.dates import DatesReadView
from tracker.api.diff import InitiativeDifferenceView
from tracker.api.docs import SchemaView
from tracker.api.root import RootView
from tracker.api.summary import SummaryView
from tracker.api.timeline import TimelineViewSet

router = SimpleRouter(use_regex_path=False)
for name, viewset in {
    "initiatives": initiatives.InitiativeViewSet,
    "milestones": milestones.MilestoneViewSet,
    "statements": statements.StatementViewSet,
    "indicators": evidence.IndicatorViewSet,
    "observations": evidence.ObservationViewSet,
    "places": evidence.PlaceViewSet,
    "sources": provenance.SourceViewSet,
    "publishers": provenance.PublisherViewSet,
    "people": provenance.PersonViewSet,
    "organisations": provenance.OrganisationViewSet,
}.items():
    router.register(name, viewset, basename=name)

timeline = TimelineViewSet.as_view({"get": "list"})
versions = milestones.MilestoneVersionViewSet.as_view({"get": "list"})

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("initiatives/<str:slug>/timeline/", timeline, name="timeline"),
    path("initiatives/<str:slug>/diff/", InitiativeDifferenceView.as_view(), name="diff"),
    path("milestones/<str:slug>/versions/", versions, name="versions"),
    path("summary/", SummaryView.as_view(), name="summary"),
    path("codes/", CodesView.as_view(), name="codes"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("dates/read/", DatesReadView.as_view(), name="dates_read"),
    *router.urls,
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", TemplateView.as_view(template_name="api/swagger.html"), name="docs"),
    path("docs/redoc/", TemplateView.as_view(template_name="api/redoc.html"), name="redoc"),
]
