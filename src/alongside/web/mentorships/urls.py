from django.urls import path

from alongside.web.mentorships import views

app_name = "mentorships"

urlpatterns = [
    path("", views.mine, name="list"),
    path("<int:pk>/agreement/", views.agreement, name="agreement"),
    path("<int:pk>/agreement/change/", views.change, name="change"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/reflect/", views.reflect, name="reflect"),
]
