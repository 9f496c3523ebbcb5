"""What every answer tells the browser: nothing from elsewhere, nothing inline, no frame, no sensor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# A security key speaks to the page through a script; its pages alone may load ours, and no page needs it.
WITH_SCRIPT = frozenset(
    {"mfa_authenticate", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_reauthenticate"}
)
# The picture that an authenticator app scans holds a secret, so it is in the page and has no address.
WITH_DRAWN_IMAGE = frozenset({"mfa_activate_totp"})

# What came from a stranger, drawn again or to be saved: opened by itself it is a document that may do nothing at all.
OF_STRANGERS = frozenset(
    {
        "capture_manifest",
        "capture_part",
        "capture_picture",
        "part_drawn",
        "redaction_copy",
        "redaction_picture",
        "redaction_record",
        "redaction_wished",
        "stamp",
    }
)

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ContentSecurityPolicy:
    """Send the policy and its neighbours with every answer, errors and files included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = _policy_for(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def _policy_for(request: HttpRequest) -> str:
    match = request.resolver_match
    name = match.url_name if match else None
    if name in OF_STRANGERS:
        return "default-src 'none'; frame-ancestors 'none'; sandbox"
    policy = dict(POLICY)
    if name in WITH_SCRIPT:
        policy["script-src"] = "'self'"
    if name in WITH_DRAWN_IMAGE:
        policy["img-src"] = "'self' data:"
    return "; ".join(f"{directive} {value}" for directive, value in policy.items())
