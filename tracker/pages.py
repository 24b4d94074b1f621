"""Django's middlewares for pages and for writing, which leave reads of the API alone.

Reads of the API know neither sessions nor users, ask for no CSRF token and leave no messages, so
what looks these up has nothing to do for them.
"""

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf

READS = ("GET", "HEAD")
API = "/api/"


def is_read_of_api(request: HttpRequest) -> bool:
    """Whether a request reads from the API."""
    return request.method in READS and request.path_info.startswith(API)


class NotForReads:
    """A middleware that reads of the API pass by."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_read_of_api(request):
            return self.get_response(request)
        return super().__call__(request)


class SessionMiddleware(NotForReads, sessions.SessionMiddleware):
    """Finds the session."""


class AuthenticationMiddleware(NotForReads, auth.AuthenticationMiddleware):
    """Finds the user of the session."""


class MessageMiddleware(NotForReads, messages.MessageMiddleware):
    """Keeps what is to be told on the next page."""


class CsrfViewMiddleware(NotForReads, csrf.CsrfViewMiddleware):
    """Asks for a CSRF token where something is written with a session."""

    def process_view(self, request, callback, callback_args, callback_kwargs):
        if not is_read_of_api(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        return None
