"""A sign-up sheet: upload, look, say how columns are read, bring in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.people.request import Request
from alongside.web.programmes.models import Programme
from alongside.web.rounds.models import Round
from alongside.web.sheets.arrival import Arrival
from alongside.web.sheets.forms import ColumnsForm, UploadForm, WordsForm
from alongside.web.sheets.models import Sheet
from alongside.web.sheets.preview import Preview


def found(request: Request, pk: int) -> Sheet:
    """The sheet this coordinator may see. Raises Http404."""
    return get_object_or_404(Sheet.objects.visible_to(request.user).select_related("programme", "brought_in_by"), pk=pk)


@login_required
def upload(request: Request, programme_pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=programme_pk)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            sheet = Sheet.objects.upload(programme, by=request.user, file=form.file_typed)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("sheets:sheet", sheet.pk)
    sheets = Sheet.objects.visible_to(request.user).filter(programme=programme).select_related("brought_in_by")
    context = {"programme": programme, "form": form, "sheets": sheets.defer("content")[:20]}
    return render(request, "sheets/upload.html", context, status=422 if form.is_bound else 200)


@login_required
def sheet(request: Request, pk: int) -> HttpResponse:
    """Look at it, and say how columns are read; nothing else is kept."""
    it = found(request, pk)
    preview = Preview(it)
    form = ColumnsForm(request.POST if request.method == "POST" else None, preview=preview)
    if request.method == "POST" and it.is_waiting and form.is_valid():
        it.say_columns(form.said())
        return redirect("sheets:sheet", it.pk)
    words = WordsForm(preview=preview)
    return look(request, it, {"preview": preview, "form": form, "words": words}, is_refused=bool(form.errors))


def look(request: Request, it: Sheet, forms: dict[str, object], *, is_refused: bool) -> HttpResponse:
    name = "sheets/sheet.html" if it.is_waiting else "sheets/done.html"
    context = {"sheet": it, "programme": it.programme, **forms}
    return render(request, name, context, status=422 if is_refused else 200)


@require_POST
@login_required
def mend(request: Request, pk: int) -> HttpResponse:
    """Say what is meant by words that could not be read, in every row at once; or read them as written again."""
    it = found(request, pk)
    preview = Preview(it)
    words = WordsForm(request.POST, preview=preview)
    if not it.is_waiting:
        return redirect("sheets:sheet", it.pk)
    if request.POST.get("take_back"):
        it.read_as_written()
    elif words.is_valid():
        it.say_meant(words.said())
    else:
        columns = ColumnsForm(preview=preview)
        return look(request, it, {"preview": preview, "form": columns, "words": words}, is_refused=True)
    return redirect("sheets:sheet", it.pk)


@require_POST
@login_required
def bring_in(request: Request, pk: int) -> HttpResponse:
    it = found(request, pk)
    arrival = Arrival(it)
    try:
        arrival.bring_in(by=request.user, leave_out=request.POST.get("leave_out") == "on")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("sheets:sheet", it.pk)
    messages.success(request, arrival.in_words())
    round_ = Round.objects.open().filter(programme=it.programme).first()
    return redirect("rounds:readiness", round_.pk) if round_ else redirect("programmes:members", it.programme_id)


@require_POST
@login_required
def drop(request: Request, pk: int) -> HttpResponse:
    """Throw away a sheet that was not brought in."""
    it = found(request, pk)
    programme = it.programme_id
    if it.is_waiting:
        it.delete()
        messages.success(request, _("Thrown away. Nothing of it is kept."))
    return redirect("sheets:upload", programme)
