"""The real settings, on a desk in a temporary folder; `import` makes the desk."""

import atexit
import os
import shutil
import tempfile

from holdfast.desk import make_desk

_folder = tempfile.mkdtemp(prefix="holdfast-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
make_desk(
    _folder + "/desk",
    name="Test desk",
    published_by="The test coalition",
    campaigns_for="promises that are kept",
    hosts=("localhost", "127.0.0.1", "[::1]", "testserver"),
)
os.environ["HOLDFAST_DESK"] = _folder + "/desk"

from holdfast.settings import *  # noqa: E402, F403

# A slow hash protects real passwords; the invented ones of the tests need none.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest is made by collectstatic, which a test of it calls itself.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
