from django.urls import path

from alongside.web.concerns import views

app_name = "concerns"

urlpatterns = [
    path("", views.all_concerns, name="list"),
    path("about/<int:mentorship_pk>/", views.raise_concern, name="raise"),
    path("<uuid:key>/", views.concern, name="concern"),
    path("<uuid:key>/seen/", views.see, name="see"),
    path("<uuid:key>/hand-on/", views.hand_on, name="hand_on"),
    path("<uuid:key>/close/", views.close, name="close"),
]
