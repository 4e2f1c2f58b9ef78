from django.urls import path

from alongside.web.feedback import views

app_name = "feedback"

urlpatterns = [
    path("of/<int:mentorship_pk>/", views.of_mentorship, name="list"),
    path("of/<int:mentorship_pk>/give/", views.give, name="give"),
    path("<uuid:key>/", views.feedback, name="feedback"),
    path("<uuid:key>/change/", views.rewrite, name="change"),
    path("<uuid:key>/thank/", views.thank, name="thank"),
]
