"""Languages as people name them: "German", "Deutsch" and "de" are one."""

from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from django.db.models import Count

from alongside.web.people.fold import fold
from alongside.web.people.models import Language

# Shown to choose from before anybody here has named theirs: those that most people speak.
COMMON = ("ar", "bn", "de", "en", "es", "fr", "hi", "id", "it", "ja", "pl", "pt", "ru", "sw", "tr", "zh")
SHOWN = 16


@cache
def own_names() -> dict[str, str]:
    """A language's name in itself, folded, with its code; only where Unicode's tables know it."""
    known = {}
    for code in Language.objects.values_list("code", flat=True):
        try:
            known[fold(Locale.parse(code).languages[code])] = code
        except (UnknownLocaleError, ValueError, KeyError):
            continue
    return known


def called(names: Iterable[str]) -> tuple[list[Language], list[str]]:
    """The languages with these names (in English, in themselves, or as a code), and the names nobody knows."""
    by_name = {fold(language.name): language for language in Language.objects.all()}
    by_code = {language.code: language for language in by_name.values()}
    found, unknown = [], []
    for name in names:
        folded = fold(name)
        language = by_name.get(folded) or by_code.get(own_names().get(folded, folded))
        if language:
            found.append(language)
        else:
            unknown.append(name)
    return found, unknown


def to_choose_from(chosen: Iterable[str]) -> list[tuple[str, str]]:
    """The chosen ones, those that people here speak most, and the commonest of the world; by name."""
    chosen = set(chosen)
    spoken = Language.objects.annotate(speaking=Count("speakers")).order_by("-speaking", "name")
    rows = sorted(spoken, key=lambda row: (row.code not in chosen, -row.speaking, row.code not in COMMON, row.name))
    shown = rows[: max(SHOWN, len(chosen))]
    return sorted(((row.code, row.name) for row in shown), key=lambda choice: choice[1])
