"""Deny by default: a view declares what it asks for, and an address whose view declares nothing cannot be made."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers

from holdfast.people.errors import NotAllowed
from holdfast.people.queries import viewer_of
from holdfast.people.types import Permission, Viewer
from holdfast.web.failures import NOT_FOUND
from holdfast.web.remembering import one_state

READS = ("GET", "HEAD")
WRITES = ("GET", "HEAD", "POST")
# Long enough to carry a crowd, short enough that a correction is seen the same minute.
FOR_STRANGERS = "public, max-age=60"
FOR_THE_DESK = "private, no-store"

View = Callable[Concatenate[HttpRequest, Viewer, ...], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Access:
    """What an address asks for: a permission, and whether one has to be signed in to have it."""

    permission: Permission
    signed_in: bool = False


# Views that other packages bring, by the name or the namespace of their address.
FOREIGN: dict[str, Access] = {
    "account_login": Access(Permission.READ),
    "account_logout": Access(Permission.READ),
    "account_inactive": Access(Permission.READ),
    "account_signup": Access(Permission.READ),
    "account_reauthenticate": Access(Permission.READ, signed_in=True),
    "account_change_password": Access(Permission.READ, signed_in=True),
    "mfa_authenticate": Access(Permission.READ),
    "mfa_index": Access(Permission.READ, signed_in=True),
    "mfa_reauthenticate": Access(Permission.READ, signed_in=True),
    "mfa_activate_totp": Access(Permission.READ, signed_in=True),
    "mfa_deactivate_totp": Access(Permission.READ, signed_in=True),
    "mfa_view_recovery_codes": Access(Permission.READ, signed_in=True),
    "mfa_generate_recovery_codes": Access(Permission.READ, signed_in=True),
    "mfa_download_recovery_codes": Access(Permission.READ, signed_in=True),
    "mfa_list_webauthn": Access(Permission.READ, signed_in=True),
    "mfa_add_webauthn": Access(Permission.READ, signed_in=True),
    "mfa_edit_webauthn": Access(Permission.READ, signed_in=True),
    "mfa_remove_webauthn": Access(Permission.READ, signed_in=True),
    "mfa_reauthenticate_webauthn": Access(Permission.READ, signed_in=True),
}


def page(
    permission: Permission, *, signed_in: bool = False, methods: tuple[str, ...] = READS
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Declare a view: it is called with the viewer, who may; others meet the sign-in page or a 403."""

    def declare(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            viewer = viewer_of(request.user)
            if signed_in and not viewer.signed_in:
                return redirect_to_login(request.get_full_path())
            if not viewer.may(permission):
                raise PermissionDenied
            try:
                with one_state() if request.method in READS else nullcontext():
                    response = view(request, viewer, *args, **kwargs)
            except NotAllowed as error:
                raise PermissionDenied(str(error)) from error
            except NOT_FOUND as error:
                raise Http404(str(error)) from error
            response.headers.setdefault(
                "Cache-Control", FOR_THE_DESK if viewer.signed_in or signed_in else FOR_STRANGERS
            )
            patch_vary_headers(response, ["Cookie"])
            return response

        guarded.access = Access(permission, signed_in)  # type: ignore[attr-defined]
        return guarded

    return declare


def at(route: str, view: Callable[..., HttpResponseBase], name: str, **kwargs: Any) -> URLPattern:
    """The address of a view that has declared what it asks for; raises ImproperlyConfigured for any other."""
    if not isinstance(getattr(view, "access", None), Access):
        raise ImproperlyConfigured(f"The view of {route!r} does not declare who may see it: use @page(…)")
    return path(route, view, kwargs, name=name)
