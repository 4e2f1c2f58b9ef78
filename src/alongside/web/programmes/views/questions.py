"""The questions of a programme's own: coordinators write them, people answer them, coordinators read the answers."""

from copy import copy
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.layout.key import key_in, seen_in
from alongside.web.people.request import Request
from alongside.web.programmes.asked import AnswersForm, QuestionForm
from alongside.web.programmes.models import Programme, Question
from alongside.web.programmes.models.question import MOST_ASKED


@login_required
def questions(request: Request, pk: int) -> HttpResponse:
    """What a programme asks, for its coordinators: in order, with how many have answered, and what is asked no more."""
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    every = found.questions.annotate(answered=Count("given", filter=~Q(given__words=""))).in_order()
    asked, counting = list(every.live()), found.rules.answers
    for question in asked:
        question.counts = str(question.pk) in counting
    context = {
        "programme": found,
        "asked": asked,
        "retired": every.retired(),
        "is_full": len(asked) >= MOST_ASKED,
    }
    return render(request, "programmes/questions.html", context)


@login_required
def write_question(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.done(partial(Question.objects.write, found), by=request.user):
        messages.success(request, _("Written. Members find it on their home page, and whoever joins is asked it."))
        return redirect("programmes:questions", found.pk)
    context = {"programme": found, "form": form}
    return render(request, "programmes/question.html", context, status=422 if form.is_bound else 200)


@login_required
def question(request: Request, pk: int) -> HttpResponse:
    """Change one that is asked, or retire it."""
    found = get_object_or_404(Question.objects.coordinated_by(request.user).select_related("programme"), pk=pk)
    if not found.is_live and request.method != "POST":
        messages.info(request, _("This question is no longer asked. Bring it back first."))
        return redirect("programmes:questions", found.programme_id)
    kept = copy(found)
    form = QuestionForm(request.POST if request.method == "POST" else None, instance=found)
    if form.done(found.change, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("programmes:questions", found.programme_id)
    context = {"programme": found.programme, "question": kept, "form": form}
    return render(request, "programmes/question.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def move_question(request: Request, pk: int) -> HttpResponse:
    """One place up, or down where the form says `down`."""
    found = get_object_or_404(Question.objects.coordinated_by(request.user).select_related("programme"), pk=pk)
    try:
        found.move(by=request.user, up="down" not in request.POST, seen=seen_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programmes:questions", found.programme_id)


@require_POST
@login_required
def retire_question(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Question.objects.coordinated_by(request.user).select_related("programme"), pk=pk)
    try:
        is_gone = found.retire(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = _("Taken out: nobody had answered it.") if is_gone else _("No longer asked. Answers given are kept.")
        messages.success(request, said)
    return redirect("programmes:questions", found.programme_id)


@require_POST
@login_required
def bring_back_question(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Question.objects.coordinated_by(request.user).select_related("programme"), pk=pk)
    try:
        found.bring_back(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is asked again."))
    return redirect("programmes:questions", found.programme_id)


@login_required
def answers(request: Request, pk: int) -> HttpResponse:
    """One's own answers in a programme: to what is asked now, and to what is asked no more."""
    found = get_object_or_404(Programme.objects.of(request.user), pk=pk)
    form = AnswersForm(request.POST if request.method == "POST" else None, programme=found, person=request.user)
    if form.is_bound and form.questions and (form.is_valid() or form.is_answered_in_part()):
        try:
            request.user.programme_answers.keep(found, by=request.user, said=form.said)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            for question in form.missing:
                messages.info(request, _("“%(question)s” still waits for your answer.") % {"question": question})
            return redirect("programmes:answers", found.pk)
    mine = request.user.programme_answers.said().filter(question__programme=found)
    context = {"programme": found, "form": form, "former": mine.exclude(question__retired_at=None).for_page()}
    status = 422 if form.is_bound and form.questions else 200
    return render(request, "programmes/answers.html", context, status=status)


@require_POST
@login_required
def take_answer_back(request: Request, pk: int) -> HttpResponse:
    """Take back an answer to something that is asked no more; which is named in the form: `question`."""
    found = get_object_or_404(Programme.objects.of(request.user), pk=pk)
    former = request.user.programme_answers.filter(question__programme=found).exclude(question__retired_at=None)
    if former.filter(question=key_in(request.POST.get("question", ""))).delete()[0]:
        messages.success(request, _("Your answer is gone."))
    return redirect("programmes:answers", found.pk)
