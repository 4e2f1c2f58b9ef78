"""A result as a spreadsheet, for whoever has to show it elsewhere."""

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.matching import why_unmatched
from alongside.web.layout.sheet import sheet_of
from alongside.web.people.models import User
from alongside.web.rounds.board import reasons_of
from alongside.web.rounds.memory import solution
from alongside.web.rounds.models import Pairing, Round

KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# Working out why somebody is left over takes a look at every mentor; for a crowd the board says it one by one.
MOST_WHYS = 200
# Pairs whose two profiles are held in memory at once.
AT_A_TIME = 200


def exported(round_: Round, kind: str) -> bytes:
    """The current result, a row a mentee, as "csv" or "xlsx".

    Two of one name are told apart by their pages: nobody's e-mail address is shown, and a file is passed on.
    """
    headings = (
        _("Mentee"), _("Mentee's page"), _("Mentor"), _("Mentor's page"), _("Fit"), _("What speaks for it"),
        _("What does not match"), _("Set by hand"),
    )  # fmt: skip
    found = Pairing.objects.filter(run=round_.current_run).select_related("mentee", "mentor").order_by("mentee__name")
    pairings = list(found)
    told: dict[int, tuple[str, str]] = {}
    for start in range(0, len(pairings), AT_A_TIME):
        reasons = reasons_of(round_, pairings[start : start + AT_A_TIME])
        told |= {key: (" ".join(each.why), " ".join(each.but)) for key, each in reasons.items()}
    left = whys(round_, [pairing for pairing in pairings if pairing.mentor is None])
    rows = []
    for pairing in pairings:
        mentor, (why, but) = pairing.mentor, told.get(pairing.pk, ("", left.get(pairing.pk, "")))
        rows.append([
            pairing.mentee.name, page_of(pairing.mentee), mentor.name if mentor else "", page_of(mentor),
            str(pairing.strength_label), why, but, _("yes") if pairing.is_locked else "",
        ])  # fmt: skip
    return sheet_of(headings, rows, kind)


def page_of(person: User | None) -> str:
    return f"{settings.SITE_URL}{person.get_absolute_url()}" if person else ""


def whys(round_: Round, pairings: list[Pairing]) -> dict[int, str]:
    """By pairing: why somebody is left over."""
    matching = solution(round_).unspoken if pairings and len(pairings) <= MOST_WHYS else None
    if matching is None:
        return {}
    here = {mentee.id for mentee in matching.unmatched}
    return {
        pairing.pk: why_unmatched(matching, str(pairing.mentee_id))
        for pairing in pairings
        if str(pairing.mentee_id) in here
    }
