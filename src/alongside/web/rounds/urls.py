from django.urls import path

from alongside.web.rounds.views import by_hand, rounds, rules

app_name = "rounds"

urlpatterns = [
    path("", rounds.list_, name="list"),
    path("begin/", rounds.begin, name="begin"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/readiness/", rounds.readiness, name="readiness"),
    path("<int:pk>/remind/", rounds.remind, name="remind"),
    path("<int:pk>/run/", rounds.run, name="run"),
    path("<int:pk>/progress/", rounds.progress, name="progress"),
    path("<int:pk>/compare/", rounds.compare, name="compare"),
    path("<int:pk>/export/", rounds.export, name="export"),
    path("<int:pk>/record/", rounds.record, name="record"),
    path("<int:pk>/close/", rounds.close, name="close"),
    path("<int:pk>/rules/", rules.rules, name="rules"),
    path("<int:pk>/rules/preview/", rules.preview, name="preview"),
    path("<int:pk>/rules/allow/", rules.allow, name="allow"),
    path("<int:pk>/undo/", by_hand.undo, name="undo"),
    path("pairings/<int:pk>/", by_hand.pairing, name="pairing"),
    path("pairings/<int:pk>/why-not/", by_hand.why_not, name="why_not"),
    path("pairings/<int:pk>/lock/", by_hand.lock, name="lock"),
    path("pairings/<int:pk>/forbid/", by_hand.forbid, name="forbid"),
    path("pairings/<int:pk>/lift/", by_hand.lift, name="lift"),
    path("pairings/<int:pk>/give/", by_hand.give, name="give"),
    path("pairings/<int:pk>/note/", by_hand.note, name="note"),
]
