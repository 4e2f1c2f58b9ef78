from django.urls import path

from alongside.web.coordination import views

app_name = "coordination"

urlpatterns = [
    path("", views.today, name="today"),
    path("mentorships/", views.mentorships, name="mentorships"),
    path("mentorships/<int:mentorship_pk>/write/", views.write, name="write"),
    path("mentorships/<int:mentorship_pk>/spoke/", views.spoke, name="spoke"),
    path("mentorships/<int:mentorship_pk>/ask/", views.ask, name="ask"),
]
