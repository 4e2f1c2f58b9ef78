from django.urls import path

from alongside.web.concerns import views

app_name = "concerns"

urlpatterns = [
    path("", views.all_concerns, name="list"),
    path("about/<int:mentorship_pk>/", views.raise_concern, name="raise"),
    path("<int:pk>/", views.concern, name="concern"),
    path("<int:pk>/seen/", views.see, name="see"),
    path("<int:pk>/hand-on/", views.hand_on, name="hand_on"),
    path("<int:pk>/close/", views.close, name="close"),
]
