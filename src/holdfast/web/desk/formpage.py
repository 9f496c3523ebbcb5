"""One form, one action: the page that shows the form, and what it does when it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from holdfast.base.errors import HoldfastError
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import WRITES, page
from holdfast.web.desk.forms import DeskForm

UNPROCESSABLE = 422


def _nothing(viewer: Viewer, **kwargs: Any) -> Mapping[str, Any]:
    return {}


def _open(viewer: Viewer, **kwargs: Any) -> HoldfastError | None:
    return None


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with its title, what it is filled with, the action it calls, and where one goes afterwards.

    `act` takes the viewer, the cleaned values and the parts of the address; it returns what to say and where to go.
    """

    form: type[DeskForm]
    title: Any
    lede: Any
    button: Any
    permission: Permission
    act: Callable[..., tuple[str, str]]
    initial: Callable[..., Mapping[str, Any]] = field(default=_nothing)
    beside: Callable[..., Mapping[str, Any]] = field(default=_nothing)
    refused: Callable[..., HoldfastError | None] = field(
        default=_open
    )  # why this viewer is shown no form here
    template: str = "desk/form.html"
    veils: bool = (
        False  # `beside` shows what may be graphic, and is told in `asked` whether one asked to see it
    )

    def view(self) -> Callable[..., HttpResponseBase]:
        """The view of this form, for who has its permission."""

        @page(self.permission, signed_in=True, methods=WRITES)
        def form_page(request: HttpRequest, viewer: Viewer, **kwargs: Any) -> HttpResponseBase:
            asked = {"asked": request.GET.get("show") == "yes"} if self.veils else {}
            beside = self.beside(viewer, **kwargs, **asked)
            if request.method != "POST":
                form = self.form(initial=dict(self.initial(viewer, **kwargs)))
                form.offer_to(viewer)
                refusal = self.refused(viewer, **kwargs)
                return self._show(request, form, beside, failure=refusal, shut=refusal is not None)
            form = self.form(request.POST, request.FILES)
            form.offer_to(viewer)
            if not form.is_valid():
                return self._show(request, form, beside, status=UNPROCESSABLE)
            try:
                said, target = self.act(viewer, dict(form.cleaned_data), **kwargs)
            except NotAllowed:
                raise
            except HoldfastError as error:
                return self._show(request, form, beside, failure=error, status=UNPROCESSABLE)
            messages.success(request, said)
            return HttpResponseRedirect(target)

        return form_page

    def _show(
        self,
        request: HttpRequest,
        form: DeskForm,
        beside: Mapping[str, Any],
        *,
        failure: HoldfastError | None = None,
        status: int = 200,
        shut: bool = False,
    ) -> HttpResponseBase:
        context = {"page": self, "form": form, "failure": failure, "shut": shut, **beside}
        return render(request, self.template, context, status=status)
