from django.urls import path

from alongside.web.sheets import views

app_name = "sheets"

urlpatterns = [
    path("into/<int:programme_pk>/", views.upload, name="upload"),
    path("<int:pk>/", views.sheet, name="sheet"),
    path("<int:pk>/mend/", views.mend, name="mend"),
    path("<int:pk>/bring-in/", views.bring_in, name="bring_in"),
    path("<int:pk>/drop/", views.drop, name="drop"),
]
