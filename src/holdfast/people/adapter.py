"""How allauth meets this desk: nobody signs up, passwords go through the action, secrets are stored encrypted."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from holdfast.people.actions import set_password
from holdfast.people.queries import viewer_of


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by somebody who manages people, never by a visitor."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        set_password(viewer=viewer_of(user), username=user.username, password=password)
        user.refresh_from_db(fields=["password", "batch"])


class MFAAdapter(DefaultMFAAdapter):
    """Second factors are stored encrypted with a key derived from the desk's secret key."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.DESK.name)


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"holdfast second factors").derive(
        secret.encode()
    )
    return urlsafe_b64encode(key)
