from django.urls import path

from alongside.web.checkins import views

app_name = "checkins"

urlpatterns = [
    path("", views.own, name="list"),
    path("<int:pk>/", views.checkin, name="checkin"),
    path("<int:pk>/thanks/", views.thanks, name="thanks"),
    path("answer/<slug:token>/", views.answer, name="answer"),
    path("answer/<slug:token>/thanks/", views.answered, name="answered"),
]
