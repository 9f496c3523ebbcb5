"""The accounts of a desk."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from holdfast.base.clock import now
from holdfast.people.types import ACCOUNT_ROLES, Level

USERNAME = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?\Z",
    "A username is 1 to 50 small letters, digits and hyphens, and begins and ends with a letter or digit.",
)


class UserManager(BaseUserManager["User"]):
    """Looks accounts up; `people.actions.add_account` is what makes one."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of this name, whatever its case."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person with a key of their own: every write names one."""

    username = models.CharField(max_length=50, unique=True, validators=[USERNAME])
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(null=True, blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in ACCOUNT_ROLES])
    clearance = models.PositiveSmallIntegerField(
        choices=[(level.value, level.name.lower()) for level in Level], default=Level.DESK
    )
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(default=now)
    batch = models.BigIntegerField()

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    last_login = None  # when a person last worked here is nobody's business

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in ACCOUNT_ROLES]), name="user_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(clearance__in=[level.value for level in Level]), name="user_clearance_is_known"
            ),
            models.CheckConstraint(condition=~Q(username=""), name="user_has_a_username"),
            models.CheckConstraint(condition=~Q(email=""), name="user_email_is_given_or_null"),
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique"),
        ]

    def __str__(self) -> str:
        return self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the two spellings of an account one: small letters, and no empty address."""
        self.username = self.username.lower()
        self.email = self.email or None
        super().save(*args, **kwargs)
