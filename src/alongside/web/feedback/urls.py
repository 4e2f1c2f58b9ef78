from django.urls import path

from alongside.web.feedback import views

app_name = "feedback"

urlpatterns = [
    path("of/<int:mentorship_pk>/", views.of_mentorship, name="list"),
    path("of/<int:mentorship_pk>/give/", views.give, name="give"),
    path("<int:pk>/", views.feedback, name="feedback"),
    path("<int:pk>/change/", views.rewrite, name="change"),
    path("<int:pk>/thank/", views.thank, name="thank"),
]
