"""One's own access keys, and the reference of the API."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.errors import Refused
from alongside.web.api.forms import KeyForm
from alongside.web.api.models import AccessKey, digest_of
from alongside.web.api.reference import document, nouns
from alongside.web.api.refusals import MadeBefore
from alongside.web.people.request import Request

# In the session: digests of the keys it made. A page with a key that is drawn anew sends its form again.
SPENT, MOST_SPENT = "keys_made", 50


@require_safe
@login_required
def keys(request: Request) -> HttpResponse:
    """Those that count and those that have ended; also where the host has turned the API off, to revoke them."""
    found = AccessKey.objects.visible_to(request.user).newest_first()
    return render(request, "api/keys.html", {"keys": found, "is_on": settings.API_ENABLED})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def make_key(request: Request) -> HttpResponse:
    """A key is as good as a password: who makes one is asked once more who they are. It is shown this once."""
    must_be_on()
    spent = request.session.get(SPENT, [])
    form = KeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            key = AccessKey.objects.make(request.user, **form.said, spent=spent)
        except MadeBefore as refused:
            form.sown_anew(str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            request.session[SPENT] = [*spent, digest_of(key)][-MOST_SPENT:]
            context = {"key": key, "name": form.cleaned_data["name"], "site_url": settings.SITE_URL}
            return render(request, "api/key_made.html", context)
    return render(request, "api/make_key.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def revoke_key(request: Request, key: str) -> HttpResponse:
    found = get_object_or_404(AccessKey.objects.visible_to(request.user), pk=key)
    found.revoke()
    messages.success(request, _("Revoked. “%(name)s” opens nothing any more.") % {"name": found.name})
    return redirect("api:keys")


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every route in words. Nothing in it is about anybody, so it is open, as the code is."""
    must_be_on()
    return render(request, "api/reference.html", {"nouns": nouns(), "site_url": settings.SITE_URL})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The same for tools that make a client of it."""
    must_be_on()
    return JsonResponse(document())


def must_be_on() -> None:
    if not settings.API_ENABLED:
        raise Http404
