from django.urls import path

from alongside.web.people import views
from alongside.web.people.organisation import views as organisation

app_name = "people"

urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("me/hint/", views.hint, name="hint"),
    path("me/settings/", views.settings, name="settings"),
    path("me/temperament/", views.personality, name="personality"),
    path("me/temperament/forget/", views.forget_personality, name="forget_personality"),
    path("me/data/", views.download, name="download"),
    path("me/organisation/", organisation.connection, name="organisation"),
    path("me/organisation/connect/", organisation.connect, name="connect_organisation"),
    path("me/organisation/again/", organisation.again, name="again_by_organisation"),
    path("me/leave/", views.leave, name="leave"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/photo/", views.photo, name="photo"),
]
