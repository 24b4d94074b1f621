"""Throttles failed log-ins to the admin, by address and by user name.

A name has more attempts than an address, so that one machine alone shuts nobody else out. All of
them come back with time. Names that nobody has are counted like any other, so that the answer does
not tell which there are.

django-axes does this too, and is well kept. It brings an authentication backend, a middleware and
tables with addresses and user agents in clear, and locks out until somebody resets it or a time has
passed. The counter is here anyway, for the API.
"""

import unicodedata
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse

from sources import clock
from tracker.api.throttling import Allowance, TooManyError, clear, give_back, of_request, take

NAME_FACTOR = 5  # how many times an address's attempts a name has


def throttled(log_in: Callable) -> Callable:
    """The view to log in, unless too many attempts have failed of late."""

    @wraps(log_in)
    def view(request, extra_context=None):
        if request.method != "POST":
            return log_in(request, extra_context)
        now = clock.now()
        tried = allowances(request)
        # Counted first, and given back if it succeeds: else many at once would all be let in.
        try:
            take(tried, now)
        except TooManyError as error:
            return refuse(request, error)
        response = log_in(request, extra_context)
        if response.status_code == HTTPStatus.FOUND:
            give_back(tried)
        clear(now)
        return response

    return view


def allowances(request) -> list[Allowance]:
    rate = settings.TRACKER_BAD_LOGIN_RATE
    name = unicodedata.normalize("NFKC", request.POST.get("username", "")).strip().casefold()
    of_name = Allowance("log-in", f"name {name}", rate._replace(count=rate.count * NAME_FACTOR))
    return [*of_request("log-in", rate, request), of_name]


def refuse(request, error: TooManyError) -> TemplateResponse:
    context = {**admin.site.each_context(request), "title": "Too many attempts", "error": error}
    template = "admin/tracker/too_many_attempts.html"
    response = TemplateResponse(request, template, context, status=error.status_code)
    response.headers["Retry-After"] = str(error.wait)
    response.headers["Cache-Control"] = "no-store"
    return response
