from django.urls import path

from alongside.web.readings import views

app_name = "readings"

urlpatterns = [
    path("how/", views.how, name="how"),
    path("of/<int:mentorship_pk>/", views.mentorship, name="mentorship"),
]
