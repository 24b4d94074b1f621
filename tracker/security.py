"""What pages may load: nothing but the tracker's own files, and nothing inline.

Django has this from 6.0 on; the middleware goes when we get there.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

STRICT = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
# The pages of the docs make styles while they run; Redoc searches in a worker of its own making.
DOCS = STRICT | {
    "img-src": "'self' data:",
    "style-src": "'self' 'unsafe-inline'",
    "worker-src": "'self' blob:",
}
DOCS_VIEWS = ("docs", "redoc")
HEADER = "Content-Security-Policy"


class ContentSecurityPolicyMiddleware:
    """Puts the policy on every reply."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        policy = DOCS if match and match.view_name in DOCS_VIEWS else STRICT
        response.headers[HEADER] = "; ".join(" ".join(each) for each in policy.items())
        return response
