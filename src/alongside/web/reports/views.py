"""What became of a programme's mentorships, as its coordinators may know it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.layout.sheet import sheet_to_keep
from alongside.web.people.request import Request
from alongside.web.programmes.last_time import LastTime
from alongside.web.programmes.models import Programme
from alongside.web.reports.compared import Compared
from alongside.web.reports.report import Report


@login_required
def report(request: Request, pk: int) -> HttpResponse:
    found = found_report(request, pk)
    may_compare = LastTime(found.programme, request.user).is_open
    return render(request, "reports/report.html", {"report": found, "may_compare": may_compare})


@login_required
def numbers(request: Request, pk: int) -> HttpResponse:
    """The same numbers for a spreadsheet."""
    found = found_report(request, pk)
    name = f"report-{found.programme.pk}-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return HttpResponse(f"\N{BYTE ORDER MARK}{found.as_csv()}", content_type="text/csv; charset=utf-8", headers=headers)


@login_required
def last_time(request: Request, pk: int) -> HttpResponse:
    """This time beside last time."""
    return render(request, "reports/last_time.html", {"compared": found_comparison(request, pk)})


@login_required
def last_time_numbers(request: Request, pk: int) -> HttpResponse:
    """The same for a spreadsheet: a file of its own, so that who gets the report's gets nothing of last time."""
    found = found_comparison(request, pk)
    name = f"compared-{found.programme.pk}-{timezone.localdate().isoformat()}.csv"
    headings = [_("part"), _("what"), _("this time"), _("of"), _("last time"), _("of"), _("difference")]
    return sheet_to_keep(name, headings, list(found.rows()))


def found_report(request: Request, pk: int) -> Report:
    return Report(request.user, programme_of(request, pk), request.GET)


def found_comparison(request: Request, pk: int) -> Compared:
    found = Compared(request.user, programme_of(request, pk))
    if not found.is_open:
        raise Http404
    return found


def programme_of(request: Request, pk: int) -> Programme:
    return get_object_or_404(Programme.objects.coordinated_by(request.user).select_related("follows"), pk=pk)
