"""The addresses of the tracker, and one where a view fails."""

from django.urls import path
from rest_framework.views import APIView

from tracker.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler404", "handler500"]


class FailingView(APIView):
    """Fails."""

    def get(self, request):
        """Fails."""
        raise RuntimeError("a secret of ours")


urlpatterns = [path("api/v1/failing/", FailingView.as_view()), *urlpatterns]
