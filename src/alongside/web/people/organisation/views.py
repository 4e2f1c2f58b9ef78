"""To the organisation's provider and back, to sign in, to connect an account, or to show that it is still you."""

import logging
import re
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _g
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.people.organisation import arrival, named
from alongside.web.people.organisation.provider import Door, away, is_recent, unusable
from alongside.web.people.organisation.refusals import NoAnswer, NotLetIn
from alongside.web.people.organisation.still_you import BY_ORGANISATION
from alongside.web.people.request import Request

log = logging.getLogger("alongside.sign_in")

SIGN_IN, CONNECT, AGAIN = "login", "connect", "again"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def go(request: HttpRequest) -> HttpResponse:
    """Only a button leads there, so that no link on another site signs anybody in."""
    named()
    wanted = get_next_redirect_url(request)
    if request.method != "POST":
        return redirect(with_next(settings.LOGIN_URL, wanted))
    return leave_for_provider(request, SIGN_IN, wanted)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """The provider sends them here, with a word for us to ask it who they are."""
    organisation = named()
    begun = statekit.get_states(request).get(request.GET.get("state", ""))
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Door(request, organisation.issuer))(request)
    except NoAnswer as problem:
        return no_answer(request, problem, begun[0].get("next") if begun else None)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def connection(request: Request) -> HttpResponse:
    """Which account there is connected with one's own here; sent, it is disconnected."""
    organisation, theirs, refusal = named(), request.user.organisation_account, ""
    if theirs:
        try:
            arrival.check_may_disconnect(organisation, request.user)
        except NotLetIn as refused:
            refusal = str(refused)
    if request.method == "POST" and not refusal:
        if theirs:
            theirs.delete()
        messages.success(request, _g("%(name)s is disconnected.") % {"name": organisation.name})
        return redirect("people:organisation")
    context = {"theirs": theirs, "refusal": refusal}
    return render(request, "people/organisation.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def connect(request: Request) -> HttpResponse:
    named()
    asked: HttpResponse = ask_first(request)
    return asked


@reauthentication_required  # type: ignore[untyped-decorator]
def ask_first(request: Request) -> HttpResponse:
    """Who opens an account to another way in is asked once more who they are, as for a passkey."""
    return leave_for_provider(request, CONNECT, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def again(request: Request) -> HttpResponse:
    """Instead of the password, before something that is asked for twice."""
    named()
    wanted = get_next_redirect_url(request)
    if request.method == "POST":
        return leave_for_provider(request, AGAIN, wanted, prompt="login", max_age="0")
    ways = get_account_adapter(request).get_reauthentication_methods(request.user)
    others = [{**way, "url": with_next(way["url"], wanted)} for way in ways]
    context = {"redirect_field_value": wanted, "reauthentication_alternatives": others}
    return render(request, "people/organisation_again.html", context)


def leave_for_provider(request: HttpRequest, process: str, wanted: str | None, **more: str) -> HttpResponse:
    """A page that goes on by itself.

    A redirect would count as where a form is sent, and the Content-Security-Policy lets forms go to this site only:
    a provider may lead on to further hosts that nobody here can name.
    """
    provider = get_adapter().get_provider(request, named().issuer)
    who = request.user.pk
    try:
        way = provider.redirect(request, process, next_url=wanted, data={"who": who}, auth_params=dict(more)).url
    except NoAnswer as problem:
        return no_answer(request, problem, wanted)
    return render(request, "people/organisation_go.html", {"way": way})


def somebody_came(request: HttpRequest, login: SocialLogin) -> None:
    """Find who they are here. Raises ImmediateHttpResponse where that is not followed by signing in."""
    process = login.state.get("process")
    ways = {SIGN_IN: came_to_sign_in, CONNECT: came_to_connect, AGAIN: came_again}
    try:
        ways[process](request, login)
    except NotLetIn as refused:
        if process == CONNECT:
            messages.error(request, str(refused))
            raise ImmediateHttpResponse(redirect("people:organisation")) from refused
        raise ImmediateHttpResponse(refused_page(request, str(refused), login.state, refused.by_code)) from refused


def came_to_sign_in(request: HttpRequest, login: SocialLogin) -> None:
    if login.is_existing:
        return
    if not get_account_adapter(request).is_open_for_signup(request):
        raise NotLetIn(_g("New accounts cannot be made here just now."))
    login.user, is_new = arrival.Arrival(named(), login.account, login.claims).person()
    words = {"name": named().name, "email": login.user.email}
    if is_new:
        messages.success(
            request, _g("Welcome. Your account is made, with the name and the address %(name)s told us.") % words
        )
    else:
        messages.success(request, _g("From now on %(name)s opens your account %(email)s.") % words)


def came_to_connect(request: HttpRequest, login: SocialLogin) -> None:
    check_same(request, login)
    arrival.connect(named(), request.user, login.account)
    messages.success(request, _g("%(name)s is connected.") % {"name": named().name})
    raise ImmediateHttpResponse(redirect("people:organisation"))


def came_again(request: HttpRequest, login: SocialLogin) -> None:
    check_same(request, login)
    words = {"name": named().name}
    if login.user != request.user:
        raise NotLetIn(_g("That is another account of %(name)s than the one connected with yours.") % words)
    if not is_recent(login.claims):
        raise NotLetIn(_g("%(name)s did not ask you to sign in anew. Sign out there, then try again.") % words)
    record_authentication(
        request,
        login.user,
        BY_ORGANISATION,
        provider=login.account.provider,
        uid=login.account.uid,
        reauthenticated=True,
    )
    wanted = login.state.get("next") or ""
    request.GET = QueryDict(urlencode({"next": wanted}))  # where the library looks for it
    raise ImmediateHttpResponse(resume_request(request) or redirect("people:settings"))


def check_same(request: HttpRequest, login: SocialLogin) -> None:
    """Nobody else has signed in at this browser in between."""
    if not request.user.is_authenticated or request.user.pk != login.state["data"]["who"]:
        raise NotLetIn(_g("Somebody else is signed in here now than when you left. Nothing was changed."))


def nothing_came(request: HttpRequest, *, extra_context: dict[str, Any], **_more: Any) -> HttpResponse:
    """The provider sent them back without a word by which we could ask, or with one of another sign-in."""
    state: dict[str, Any] = extra_context.get("state") or {}
    is_cancelled = request.GET.get("error") == Door.login_cancelled_error  # said of no sign-in, it is as true
    if not state and not is_cancelled:
        if request.user.is_authenticated:  # reloaded, or gone back to
            return redirect(settings.LOGIN_REDIRECT_URL)
        words = _g("It was finished already, was begun in another browser, or took more than ten minutes. Begin again.")
        return refused_page(request, words, {}, title=_g("This sign-in is over"), status=400)
    if is_cancelled:
        words = _g("You did not sign in with %(name)s, so nothing has happened here.")
        return refused_page(request, words % {"name": named().name}, state)
    code = re.sub(r"[^a-z_]", "", request.GET.get("error", ""))[:40]
    is_away = code in ("server_error", "temporarily_unavailable")
    return no_answer(request, NoAnswer(away() if is_away else unusable(), code or "no code"), state.get("next"))


def no_answer(request: HttpRequest, problem: NoAnswer, wanted: str | None = None) -> HttpResponse:
    log.warning("Signing in with %s: %s", named().name, problem.reason)
    return refused_page(request, str(problem), {"next": wanted}, status=503)


def refused_page(
    request: HttpRequest,
    sentence: str,
    state: dict[str, Any],
    by_code: bool = False,
    title: str = "",
    status: int = 403,
) -> HttpResponse:
    title = title or _g("You are not signed in yet")
    if request.user.is_authenticated:
        title = _g("That did not work")
    context = {"title": title, "sentence": sentence, "wanted": state.get("next") or "", "by_code": by_code}
    return render(request, "people/organisation_refused.html", context, status=status)


def with_next(name: str, wanted: str | None) -> str:
    way = redirect(name).headers["Location"]
    return f"{way}?{urlencode({'next': wanted})}" if wanted else way
