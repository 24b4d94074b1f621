"""The root of the API: what there is."""

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from tracker.api.conditional import ProgramMixin
from tracker.api.filters import refuse_unknown

LINKS = {
    "initiatives": "initiatives-list",
    "milestones": "milestones-list",
    "statements": "statements-list",
    "indicators": "indicators-list",
    "observations": "observations-list",
    "places": "places-list",
    "sources": "sources-list",
    "publishers": "publishers-list",
    "people": "people-list",
    "organisations": "organisations-list",
    "summary": "summary",
    "codes": "codes",
    "changes": "changes",
    "dates_read": "dates_read",
    "schema": "schema",
    "docs": "docs",
}

LinksSchema = serializers.SerializerMetaclass(
    "LinksSchema",
    (serializers.Serializer,),
    {
        "__doc__": "The address of each resource.",
        **{name: serializers.URLField(help_text=f"The address of {name}.") for name in LINKS},
    },
)


class RootSerializer(serializers.Serializer):
    """What there is, and on what terms."""

    name = serializers.CharField(help_text="What this is.")
    licence = serializers.CharField(allow_null=True, help_text="The terms of use of the data.")
    contact = serializers.CharField(allow_null=True, help_text="Whom to write to.")
    links = LinksSchema(help_text="The address of each resource.")


class RootView(ProgramMixin, APIView):
    """What there is."""

    def shown_settings(self):
        return settings.TRACKER_LICENCE, settings.TRACKER_CONTACT

    @extend_schema(responses=RootSerializer)
    def get(self, request):
        """What there is."""
        refuse_unknown(request.query_params, ())
        return Response(
            {
                "name": settings.SPECTACULAR_SETTINGS["TITLE"],
                "licence": settings.TRACKER_LICENCE or None,
                "contact": settings.TRACKER_CONTACT or None,
                "links": {name: reverse(view, request=request) for name, view in LINKS.items()},
            },
            headers={"Content-Language": "en"},  # the name of what this is has no other
        )
