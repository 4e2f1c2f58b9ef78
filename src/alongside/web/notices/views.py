from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.web.notices.models import Notice
from alongside.web.people.request import Request


@require_safe
@login_required
def list_(request: Request) -> HttpResponse:
    letters = Notice.objects.visible_to(request.user).filter(send_after__lte=timezone.now())
    page = Paginator(letters, 30).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page": page})
