from django.urls import path

from alongside.web.announcements import views

app_name = "announcements"

urlpatterns = [
    path("of/<int:programme_pk>/", views.of_programme, name="list"),
    path("of/<int:programme_pk>/write/", views.write, name="write"),
    path("of/<int:programme_pk>/by-mail/", views.by_mail, name="by_mail"),
    path("<int:pk>/", views.announcement, name="announcement"),
    path("<int:pk>/draft/", views.draft, name="draft"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/copy/", views.send_copy, name="send_copy"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/stop/", views.stop, name="stop"),
    path("stop-mail/<str:key>/", views.stop_mail, name="stop_mail"),
]
