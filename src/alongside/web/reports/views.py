"""What became of a programme's mentorships, as its coordinators may know it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from alongside.web.people.request import Request
from alongside.web.programmes.models import Programme
from alongside.web.reports.report import Report


@login_required
def report(request: Request, pk: int) -> HttpResponse:
    return render(request, "reports/report.html", {"report": found_report(request, pk)})


@login_required
def numbers(request: Request, pk: int) -> HttpResponse:
    """The same numbers for a spreadsheet."""
    found = found_report(request, pk)
    name = f"report-{found.programme.pk}-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return HttpResponse(f"\N{BYTE ORDER MARK}{found.as_csv()}", content_type="text/csv; charset=utf-8", headers=headers)


def found_report(request: Request, pk: int) -> Report:
    programme = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    return Report(request.user, programme, request.GET)
