from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from alongside.web.layout.sample import Sample, people


def styles(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for whoever builds pages. Only while developing."""
    if not settings.DEBUG:
        raise Http404
    refused = Sample({}, auto_id="refused_%s")
    messages.success(request, "Goal saved.")
    messages.error(request, "Ben already has a mentor in this programme.")
    context = {
        "theme": request.GET.get("theme"),
        "form": Sample(),
        "refused": refused,
        "people": people(),
        "page": Paginator(range(30), 10).page(2),
    }
    return render(request, "layout/styles.html", context)


def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to keep the site beside its apps."""
    icon = {"src": static("images/icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    about = {"name": settings.SITE_NAME, "short_name": settings.SITE_NAME, "start_url": reverse("home:front")}
    return JsonResponse({**about, "display": "minimal-ui", "icons": [icon]}, content_type="application/manifest+json")
