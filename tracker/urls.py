"""Every address of the tracker."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("tracker.board.urls")),
    path("api/v1/", include("tracker.api.urls")),
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
]

handler400 = "tracker.board.errors.bad_request"
handler404 = "tracker.board.errors.not_found"
handler500 = "tracker.board.errors.failed"
