from django.urls import path

from alongside.web.home import views

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    path("up/", views.up, name="up"),
    path("home/", views.home, name="home"),
    path("record/", views.record, name="record"),
    path("record/sheet/", views.record_sheet, name="record_sheet"),
    path("mentorships/<int:pk>/", views.mentorship, name="mentorship"),
]
