"""What people choose from lists, or name in their own words: values, subjects and languages."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.web.people.fold import Fold, fold


class ListedQuerySet(models.QuerySet[Any]):
    def shipped(self) -> Self:
        return self.filter(is_shipped=True)

    def called(self, names: Iterable[str]) -> list[Any]:
        """The rows with these names, made where there is none yet. Capitals and accents make no second row."""
        rows = []
        for name in names:
            known = self.alias(folded=Fold("name")).filter(folded=fold(name)).order_by("-is_shipped", "pk").first()
            rows.append(known or self.get_or_create(name=name)[0])
        return rows


class Value(models.Model):
    """Something a person holds dear, from the shipped list or in their own words."""

    name = models.CharField(_("value"), max_length=60, unique=True)
    is_shipped = models.BooleanField(default=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """Something to be interested in, to learn, or to help with."""

    name = models.CharField(_("subject"), max_length=60, unique=True)
    # The heading it stands under in the shipped list; empty for own wording.
    theme = models.CharField(max_length=60, blank=True)
    is_shipped = models.BooleanField(default=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    """A language a person can hold a session in. `code` is ISO 639."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
