"""Fields and constraints over the closed lists of `types`."""

from django.db import models
from django.db.models import Q


def choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


def known(field: str, words: type, name: str) -> models.CheckConstraint:
    values = [word.value for word in words]  # type: ignore[attr-defined]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
