"""Who recorded and who withdrew statements, when and why, in words."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from projects.models import Statement
from sources.models import Revision


def already_withdrawn(statement: Statement) -> str:
    """By whom, when and why a statement was withdrawn, and what is in its place."""
    told = _("This statement is withdrawn already. {when}: {why}")
    text = format_html(
        told, when=written_at(statement.withdrawn_at), why=statement.withdrawal_reason
    )
    right = Statement.objects.filter(corrects=statement).first()
    if right is None:
        return text
    link = reverse("admin:projects_statement_change", args=[right.pk])
    return format_html('{} <a href="{}">{}</a>', text, link, _("See its correction"))


def written_at(instant, *, with_reason: bool = False) -> str:
    """When and by whom something was written at an instant of the record, and why."""
    at = f"{instant:%Y-%m-%d %H:%M} UTC"
    written = Revision.objects.filter(at=instant).select_related("user").first()
    if written is None:
        return at
    told = (
        _("{at} by {who} in {revision}: {why}") if with_reason else _("{at} by {who} in {revision}")
    )
    page = reverse("admin:sources_revision_change", args=[written.pk])
    link = format_html('<a href="{}">{}</a>', page, written)
    who = written.user or _("a command")
    return format_html(told, at=at, who=who, revision=link, why=written.reason)
