"""The work lists for the admin's front page."""

from django import template

from projects.admin.work_lists import offered

register = template.Library()


@register.simple_tag(takes_context=True)
def work_lists(context) -> list[dict]:
    """Those that the user may see: `list`, its `count`, whether there is `more`, and its `url`."""
    return offered(context["request"])
