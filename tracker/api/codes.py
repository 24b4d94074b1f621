"""The closed lists of codes, with their labels in three languages."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from projects import codes
from sources.codes import ChangeAction, Code, SourceKind
from tracker.api.conditional import ProgramMixin
from tracker.api.filters import refuse_unknown
from tracker.api.languages import Telling, telling_of

LISTS: dict[str, type[Code]] = {
    "state": codes.State,
    "progress": codes.Progress,
    "lateness": codes.Lateness,
    "move": codes.Move,
    "stage": codes.Stage,
    "sector": codes.Sector,
    "milestone_kind": codes.MilestoneKind,
    "role": codes.Role,
    "observation_kind": codes.ObservationKind,
    "source_kind": SourceKind,
    "change_action": ChangeAction,
    "change_resource": codes.ChangeResource,
}


class LabelsSerializer(serializers.Serializer):
    """A label in each language."""

    en = serializers.CharField(help_text="In English.")
    ru = serializers.CharField(help_text="In Russian.")
    kk = serializers.CharField(help_text="In Kazakh.")


class CodeSerializer(serializers.Serializer):
    """One code of a closed list."""

    code = serializers.CharField(help_text="The code, as it stands in replies and filters.")
    name = serializers.CharField(help_text="Its label.")
    names = LabelsSerializer(help_text="Its label in each language.")


CodesSchema = serializers.SerializerMetaclass(
    "CodesSchema",
    (serializers.Serializer,),
    {
        "__doc__": "Every closed list.",
        **{
            name: CodeSerializer(many=True, help_text=of_list.__doc__ or "")
            for name, of_list in LISTS.items()
        },
    },
)


def listed(codes_of_list: type[Code], telling: Telling) -> list[dict]:
    """The codes of one list in their order."""
    return [
        {"code": code.value, "name": telling.name(code), "names": code.labels}
        for code in codes_of_list
    ]


class CodesView(ProgramMixin, APIView):
    """Every closed list: the codes that replies hold and filters take."""

    @extend_schema(responses=CodesSchema)
    def get(self, request):
        """Every closed list."""
        refuse_unknown(request.query_params, ())
        telling = telling_of(request)
        return Response({name: listed(of_list, telling) for name, of_list in LISTS.items()})
