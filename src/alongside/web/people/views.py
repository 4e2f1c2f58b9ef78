from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.people.download import own_data
from alongside.web.people.forms import LeaveForm, PersonalityForm, ProfileForm
from alongside.web.people.models import CannotLeave, Personality, Profile
from alongside.web.people.request import Request


@require_safe
@login_required
def person(request: Request, pk: int) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.visible_to(request.user).for_page(), person__pk=pk)
    shared = {"programme__memberships__person": request.user, "programme__memberships__left_at": None}
    seats = profile.person.memberships.filter(role="mentor", left_at=None, **shared).exclude(person=request.user)
    context = {
        "person": profile.person,
        "profile": profile,
        "mentors_in": seats.select_related("programme").distinct(),
        "answers": profile.person.programme_answers.visible_to(request.user).said().for_page(),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: Request) -> HttpResponse:
    mine = Profile.objects.select_related("person").get_or_create(person=request.user)[0]
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*typed, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people:profile")
    hints = form.missing() if form.is_bound else mine.missing()
    status = 422 if form.is_bound else 200
    return render(request, "people/profile.html", {"form": form, "profile": mine, "hints": hints}, status=status)


@require_POST
@login_required
def hint(request: Request) -> HttpResponse:
    mine = Profile.objects.select_related("person").get_or_create(person=request.user)[0]
    form = ProfileForm(request.POST, instance=mine)
    return render(request, "people/hint_answer.html", {"hints": form.missing()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def personality(request: Request) -> HttpResponse:
    """One's own twenty answers; nobody else has a page that shows them."""
    mine = Personality.objects.of(request.user).first()
    form = PersonalityForm(request.POST if request.method == "POST" else None, answers=mine.answers if mine else None)
    if request.method == "POST" and form.is_valid():
        Personality.objects.keep(Profile.objects.get_or_create(person=request.user)[0], form.answers)
        messages.success(request, _("Kept. Only you see your answers."))
        return redirect("people:personality")
    asking = request.user.memberships.filter(left_at=None, programme__asks_personality=True)
    context = {"form": form, "mine": mine, "asking": asking.select_related("programme")}
    return render(request, "people/personality.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def forget_personality(request: Request) -> HttpResponse:
    Personality.objects.of(request.user).delete()
    messages.success(request, _("Your answers are gone."))
    return redirect("people:personality")


@require_safe
@login_required
@cache_control(private=True, max_age=3600)
def photo(request: Request, pk: int) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.visible_to(request.user).exclude(photo=""), person__pk=pk)
    try:
        with profile.photo.open() as file:
            picture = file.read()  # a few dozen kilobytes: clean_photo made it small
    except FileNotFoundError as gone:
        raise Http404 from gone
    return HttpResponse(picture, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})


@require_safe
@login_required
def settings(request: Request) -> HttpResponse:
    has_keys = site.API_ENABLED or request.user.access_keys.exists()
    context = {"theirs": request.user.organisation_account, "has_keys": has_keys}
    return render(request, "people/settings.html", context)


@require_safe
@login_required
def download(request: Request) -> JsonResponse:
    return JsonResponse(
        own_data(request.user),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": 'attachment; filename="alongside-my-data.json"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request: Request) -> HttpResponse:
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            request.user.leave()
        except CannotLeave as refused:
            form.add_error(None, str(refused))
        else:
            logout(request)
            messages.success(request, _("Your account is closed. Thank you for the time you gave. Go well."))
            return redirect("home:front")
    return render(request, "people/leave.html", {"form": form}, status=422 if form.is_bound else 200)
