"""Who uses the tracker, and by what tokens, in the admin."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from sources import clock
from sources.recorded_admin import PickedMixin, SearchedAdmin
from tracker.log_in import throttled
from tracker.models import ApiToken, User

admin.site.site_header = _("Infrastructure-project tracker")
admin.site.site_title = _("Tracker")
admin.site.index_title = _("The editors' desk")
admin.site.login = throttled(admin.site.login)


@admin.register(User)
class UserAdmin(SearchedAdmin, StockUserAdmin):
    list_display = ["username", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    exported = ["username", "first_name", "last_name", "email", "is_staff", "is_active"]


class TokenForm(forms.ModelForm):
    """What is asked for to make a token."""

    days = forms.IntegerField(
        label=_("Good for, in days"),
        min_value=1,
        max_value=ApiToken.MOST_DAYS,
        initial=ApiToken.DEFAULT_DAYS,
        help_text=format_lazy(
            _("Up to {days}. Fewer is safer: a lost token ends by itself."),
            days=ApiToken.MOST_DAYS,
        ),
    )


@admin.register(ApiToken)
class ApiTokenAdmin(PickedMixin, SearchedAdmin):
    """Tokens are made and revoked, never changed.

    Who is no superuser makes tokens for themselves and sees no others: a token of somebody else's
    would carry that user's permissions.
    """

    list_display = ["name", "user", "prefix", "scope", "made_at", "state", "last_used_on"]
    list_filter = ["scope"]
    list_select_related = ["user"]
    search_fields = ["name", "prefix", "user__username"]
    search_help_text = _("Words of the name, the beginning of the secret or the user's name.")
    autocomplete_fields = ["user"]
    picked_only = ["user"]
    actions = ["revoke_selected"]
    shown = [*list_display[:5], "expires_at", "revoked_at", "last_used_on"]
    exported = shown

    # Who may see and do what

    def get_queryset(self, request):
        tokens = super().get_queryset(request)
        return tokens if request.user.is_superuser else tokens.filter(user=request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_revoke_permission(self, request):
        return request.user.has_perm("tracker.change_apitoken")

    # The form, and the page of a token

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **kwargs if obj else kwargs | {"form": TokenForm})

    def get_fields(self, request, obj=None):
        if obj:
            return self.shown
        own = ["name", "scope", "days"]
        return ["user", *own] if request.user.is_superuser else own

    def get_readonly_fields(self, request, obj=None):
        return self.shown if obj else []

    def get_changeform_initial_data(self, request):
        return {"user": request.user.pk} | super().get_changeform_initial_data(request)

    @admin.display(description=_("state"))
    def state(self, token) -> str:
        if token.revoked_at:
            return gettext("revoked on %(day)s") % {"day": clock.day_of(token.revoked_at)}
        if not token.user.is_active:
            return _("its user is not active")
        expired = token.expires_at <= clock.now()
        told = gettext("expired on %(day)s") if expired else gettext("expires on %(day)s")
        return told % {"day": clock.day_of(token.expires_at)}

    # Making

    @sensitive_variables()
    def save_model(self, request, obj, form, change):
        if not request.user.is_superuser:
            obj.user = request.user
        # For the page that follows, and for nothing that outlives the request.
        request.secret = obj.issue(clock.now(), form.cleaned_data["days"])

    @sensitive_variables()
    def response_add(self, request, obj, post_url_continue=None):
        """The one page that shows the secret: a redirect would have to keep it meanwhile."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("API token made"),
            "opts": self.opts,
            "token": obj,
            "secret": request.secret,
        }
        return TemplateResponse(request, "admin/tracker/apitoken/made.html", context)

    # Revoking

    def get_urls(self):
        revoke = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [
            path("<path:object_id>/revoke/", revoke, name="tracker_apitoken_revoke"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        token = self.get_object(request, unquote(object_id))
        may_revoke = token and not token.revoked_at and self.has_revoke_permission(request)
        context = {**(extra_context or {}), "may_revoke": may_revoke}
        return super().change_view(request, object_id, form_url, context)

    def revoke_view(self, request, object_id):
        if not self.has_revoke_permission(request):
            raise PermissionDenied
        token = self.get_object(request, unquote(object_id))
        if token is None:
            raise Http404(f"There is no token {object_id}.")
        self.revoke(request, [token])
        return HttpResponseRedirect(reverse("admin:tracker_apitoken_changelist"))

    @admin.action(description=_("Revoke the selected tokens"), permissions=["revoke"])
    def revoke_selected(self, request, queryset):
        self.revoke(request, queryset)

    def revoke(self, request, tokens) -> None:
        revoked = [token for token in tokens if token.revoke(clock.now())]
        for token in revoked:
            self.log_change(request, token, "Revoked.")
        told = {"tokens": ", ".join(map(str, revoked)) or gettext("none")}
        messages.success(request, gettext("Revoked: %(tokens)s.") % told)
