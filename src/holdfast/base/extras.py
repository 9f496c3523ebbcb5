"""How an extra is installed, by how this software itself was: from a checkout, or from a package."""

import json
from importlib.metadata import PackageNotFoundError, distribution


def install_extra(name: str) -> str:
    """The command that installs an extra of Holdfast beside what is here."""
    return (
        f"pip install -e '.[{name}]' in the checkout"
        if from_a_checkout()
        else f"pip install 'holdfast[{name}]'"
    )


def from_a_checkout() -> bool:
    """Whether Holdfast was installed from a folder, editable; False where that is not known."""
    try:
        told = distribution("holdfast").read_text("direct_url.json")
        return bool(json.loads(told or "{}").get("dir_info", {}).get("editable"))
    except (PackageNotFoundError, ValueError, AttributeError):
        return False
