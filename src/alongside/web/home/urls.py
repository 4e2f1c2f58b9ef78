from django.urls import path

from alongside.web.home import views

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    path("up/", views.up, name="up"),
    path("home/", views.home, name="home"),
    path("mentorships/<int:pk>/", views.mentorship, name="mentorship"),
]
