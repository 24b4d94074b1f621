"""What hangs on descriptive rows, and so keeps them: counted, and listed with links."""

from collections.abc import Iterator, Sequence

from django.contrib.admin import AdminSite
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sources.models import Slugged

MOST_TOLD = 20  # of each kind


class Held(list):
    """Lines about rows that hang on others, and how many there are: `count`, told or not."""

    count = 0


def held(rows: Sequence[Slugged], site: AdminSite, user) -> Held:
    """A line for each row that hangs on some rows of one model, as far as they are told."""
    found = Held()
    if not rows:
        return found
    keys = [row.pk for row in rows]
    for model, columns in type(rows[0]).hung_by().items():
        on_them = Q(*((f"{column}__in", keys) for column in columns), _connector=Q.OR)
        hanging = model.objects.filter(on_them)
        if count := hanging.count():
            found.count += count
            found += _lines(hanging, count, site, user)
    return found


def _lines(hanging: models.QuerySet, count: int, site: AdminSite, user) -> Iterator[str]:
    options = hanging.model._meta
    may_see = site.is_registered(hanging.model) and user.has_perm(
        f"{options.app_label}.view_{options.model_name}"
    )
    for row in hanging[:MOST_TOLD]:
        kind = capfirst(options.verbose_name)
        if may_see:
            name = f"{site.name}:{options.app_label}_{options.model_name}_change"
            yield format_html('{}: <a href="{}">{}</a>', kind, reverse(name, args=[row.pk]), row)
        else:
            yield format_html("{}: {}", kind, row)
    if count > MOST_TOLD:
        left = {"count": count - MOST_TOLD, "kind": options.verbose_name_plural}
        yield _("and %(count)d more %(kind)s") % left
