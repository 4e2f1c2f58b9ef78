"""The map of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# One door for signing in: its limits on tries and its second step hold for the administration too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Pages for people, a sentence for their tools.
handler400 = "alongside.web.api.failures.cannot_be_read"
handler403 = "alongside.web.api.failures.not_allowed"
handler500 = "alongside.web.api.failures.broken"

urlpatterns = [
    path("", include("alongside.web.home.urls")),
    path("", include("alongside.web.layout.urls")),
    path("today/", include("alongside.web.coordination.urls")),
    path("people/", include("alongside.web.people.urls")),
    path("programmes/", include("alongside.web.programmes.urls")),
    path("requests/", include("alongside.web.requests.urls")),
    path("proposals/", include("alongside.web.proposals.urls")),
    path("rounds/", include("alongside.web.rounds.urls")),
    path("sheets/", include("alongside.web.sheets.urls")),
    path("mentorships/", include("alongside.web.mentorships.urls")),
    path("meetings/", include("alongside.web.meetings.urls")),
    path("goals/", include("alongside.web.goals.urls")),
    path("check-ins/", include("alongside.web.checkins.urls")),
    path("feedback/", include("alongside.web.feedback.urls")),
    path("messages/", include("alongside.web.messages.urls")),
    path("announcements/", include("alongside.web.announcements.urls")),
    path("concerns/", include("alongside.web.concerns.urls")),
    path("reports/", include("alongside.web.reports.urls")),
    path("cases/", include("alongside.web.cases.urls")),
    path("readings/", include("alongside.web.readings.urls")),
    path("calendars/", include("alongside.web.calendars.urls")),
    path("notices/", include("alongside.web.notices.urls")),
    path("api/", include("alongside.web.api.urls")),
    # What the library would add for other providers is left out: people/organisation has pages of its own.
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/organisation/", include("alongside.web.people.organisation.urls")),
    path("admin/", admin.site.urls),
]
