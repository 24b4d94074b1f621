"""The addresses of the tracker, and some where invented views write, or fail."""

from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from tracker.api.auth import WritableMixin, needs
from tracker.models import Scope
from tracker.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler404", "handler500"]


class NotesViewSet(WritableMixin, ViewSet):
    """Says who wrote, and how."""

    needed = {
        "create": needs(Scope.RECORD, "projects.add_statement"),
        "destroy": needs(Scope.MANAGE, "projects.add_initiative", "projects.delete_initiative"),
    }

    def list(self, request):
        return Response({"user": request.user and request.user.username})

    def create(self, request):
        told = {"user": request.user.username, "token": request.auth and request.auth.name}
        return Response(told, status=201)

    def destroy(self, request):
        return Response(status=204)


class UndeclaredView(WritableMixin, APIView):
    """Does not say what writing takes."""

    def post(self, request):
        return Response(status=201)


class FailingView(WritableMixin, APIView):
    """Fails."""

    def get(self, request):
        raise RuntimeError("an invented failure")


notes = NotesViewSet.as_view({"get": "list", "post": "create", "delete": "destroy"})
urlpatterns = [
    path("api/test/notes/", notes),
    path("api/test/undeclared/", UndeclaredView.as_view()),
    path("api/test/failing/", FailingView.as_view()),
    *urlpatterns,
]
