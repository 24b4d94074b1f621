"""The textbook app's serializers: nested, and one class for each thing."""

from rest_framework import serializers

from benchmarks.textbook.models import Initiative, Milestone, Organisation, Participation


class OrganisationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organisation
        fields = ["slug", "name"]


class ParticipationSerializer(serializers.ModelSerializer):
    organisation = OrganisationSerializer()

    class Meta:
        model = Participation
        fields = ["organisation", "role"]


class InitiativeLinkSerializer(serializers.ModelSerializer):
    class Meta:
        model = Initiative
        fields = ["slug", "name"]


class MilestoneSerializer(serializers.ModelSerializer):
    initiative = InitiativeLinkSerializer(read_only=True)
    due = serializers.SerializerMethodField()
    baseline = serializers.SerializerMethodField()
    met = serializers.SerializerMethodField()
    state = serializers.CharField(read_only=True)
    lateness = serializers.CharField(read_only=True)
    days_late = serializers.DictField(read_only=True)
    silent_days = serializers.IntegerField(read_only=True)

    class Meta:
        model = Milestone
        fields = ["slug", "name", "initiative", "state", "progress", "due", "baseline"]
        fields += ["slip_days", "width_days", "move", "lateness", "days_late", "met"]
        fields += ["restatements", "last_stated_on", "silent_days"]
        fields += ["due_edtf", "due_earliest", "due_latest"]
        extra_kwargs = {
            **{name: {"read_only": True} for name in ("slug", "restatements", "last_stated_on")},
            **{
                name: {"write_only": True, "required": False}
                for name in ("due_edtf", "due_earliest", "due_latest")
            },
        }

    def _range(self, milestone, name):
        edtf = getattr(milestone, f"{name}_edtf")
        if not edtf:
            return None
        return {
            "edtf": edtf,
            "earliest": getattr(milestone, f"{name}_earliest"),
            "latest": getattr(milestone, f"{name}_latest"),
            "label": edtf,
        }

    def get_due(self, milestone):
        return self._range(milestone, "due")

    def get_baseline(self, milestone):
        return self._range(milestone, "baseline")

    def get_met(self, milestone):
        return self._range(milestone, "met")


class MilestoneLinkSerializer(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ["slug", "name", "due_edtf", "due_latest"]


class CountsSerializer(serializers.ModelSerializer):
    class Meta:
        model = Initiative
        fields = ["overdue", "suspended", "due_soon", "unscheduled", "scheduled", "met"]
        fields += ["cancelled"]


class InitiativeSerializer(serializers.ModelSerializer):
    lead = OrganisationSerializer()
    countries = serializers.SlugRelatedField("country", many=True, read_only=True)
    milestone_counts = CountsSerializer(source="*")
    next_milestone = MilestoneLinkSerializer()

    class Meta:
        model = Initiative
        fields = ["slug", "name", "summary", "sector", "stage", "countries", "lead"]
        fields += ["milestone_counts", "next_milestone", "worst_state", "max_slip_days"]
        fields += ["first_stated_on", "last_stated_on"]


class InitiativeDetailSerializer(InitiativeSerializer):
    milestones = MilestoneSerializer(many=True)
    participations = ParticipationSerializer(many=True)

    class Meta(InitiativeSerializer.Meta):
        fields = [*InitiativeSerializer.Meta.fields, "milestones", "participations"]
