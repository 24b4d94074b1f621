"""The textbook app's addresses."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from benchmarks.textbook.views import InitiativeViewSet, MilestoneViewSet, SummaryView

router = DefaultRouter()
router.register("initiatives", InitiativeViewSet)
router.register("milestones", MilestoneViewSet)

urlpatterns = [
    path("api/summary/", SummaryView.as_view()),
    path("api/", include(router.urls)),
]
