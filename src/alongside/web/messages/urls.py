from django.urls import path

from alongside.web.messages import views

app_name = "messages"

urlpatterns = [
    path("of/<int:mentorship_pk>/", views.of_mentorship, name="list"),
    path("of/<int:mentorship_pk>/write/", views.write, name="write"),
    path("of/<int:mentorship_pk>/<uuid:key>/take-back/", views.take_back, name="take_back"),
    path("<uuid:key>/", views.message, name="message"),
]
