"""The textbook app's views."""

from django.db.models import Count, F, Q
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

from benchmarks.textbook.models import Country, Initiative, Milestone
from benchmarks.textbook.serializers import (
    InitiativeDetailSerializer,
    InitiativeSerializer,
    MilestoneSerializer,
)


def overdue() -> Q:
    return Q(standing="running", due_latest__lt=timezone.localdate(), provisional=False)


class MilestoneFilter(filters.FilterSet):
    overdue = filters.BooleanFilter(method="filter_overdue")
    due_before = filters.DateFilter("due_latest", "lt")
    initiative = filters.CharFilter("initiative__slug")
    sector = filters.CharFilter("initiative__sector")

    class Meta:
        model = Milestone
        fields = ["standing", "progress"]

    def filter_overdue(self, queryset, name, value):
        return queryset.filter(overdue()) if value else queryset.exclude(overdue())


class MilestoneViewSet(ModelViewSet):
    queryset = Milestone.objects.select_related("initiative")
    serializer_class = MilestoneSerializer
    filterset_class = MilestoneFilter
    ordering_fields = ["due_latest", "id", "slip_days", "last_stated_on"]
    lookup_field = "slug"


class InitiativeViewSet(ModelViewSet):
    queryset = Initiative.objects.select_related("lead", "next_milestone").prefetch_related(
        "countries"
    )
    filterset_fields = ["sector", "stage"]
    ordering_fields = ["slug", "first_stated_on", "last_stated_on", "max_slip_days"]
    lookup_field = "slug"

    def get_queryset(self):
        if self.action == "retrieve":
            return self.queryset.prefetch_related(
                "milestones__initiative", "participations__organisation"
            )
        return self.queryset

    def get_serializer_class(self):
        return InitiativeDetailSerializer if self.action == "retrieve" else InitiativeSerializer


class SummaryView(APIView):
    def get(self, request):
        milestones = Milestone.objects.select_related("initiative")
        today = timezone.localdate()
        late = milestones.filter(overdue())
        running = milestones.filter(standing="running", due_latest__gte=today)
        slipped = milestones.filter(slip_days__gt=0)
        lists = {
            "overdue": late.order_by("due_latest", "id"),
            "due_next": running.order_by("due_latest", "id"),
            "slipped_most": slipped.order_by("-slip_days", "id"),
        }
        return Response(
            {
                "initiatives": Initiative.objects.count(),
                "milestone_counts": self.counts(milestones, "standing"),
                "by_sector": self.counts(milestones, sector=F("initiative__sector")),
                "by_country": self.counts(
                    Country.objects, "country", counted="initiative__milestones"
                ),
                "by_organisation": self.counts(
                    milestones, organisation=F("initiative__participations__organisation__slug")
                )[:20],
                **{
                    name: MilestoneSerializer(rows[:10], many=True).data
                    for name, rows in lists.items()
                },
            }
        )

    def counts(self, rows, *names, counted="pk", **named):
        way = "initiative__milestones__" if counted != "pk" else ""
        today = timezone.localdate()
        late = Q(**{f"{way}standing": "running", f"{way}due_latest__lt": today})
        late &= Q(**{f"{way}provisional": False})
        return (
            rows.order_by()
            .values(*names, **named)
            .annotate(milestones=Count(counted), late=Count(counted, filter=late))
            .order_by("-milestones")
        )
