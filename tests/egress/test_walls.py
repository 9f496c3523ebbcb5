"""Nothing outside this room opens a connection to an address, whatever library it would use."""

import ast
from pathlib import Path

import holdfast

PACKAGE = Path(holdfast.__path__[0])
CLIENTS = (
    "urllib.request",
    "http.client",
    "httpx",
    "httpcore",
    "requests",
    "urllib3",
    "ftplib",
    "telnetlib",
    "socket",
)
# The server's own port, on this machine; and services named in settings, whose addresses come from no data.
ALLOWED = {
    ("cli/serving.py", "socket"),
    ("evidence/sealing/services.py", "httpx"),
    ("claims/proposing.py", "httpx"),
}


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Attribute) and node.attr in (
            "open_connection",
            "create_connection",
            "urlopen",
        ):
            found.add(node.attr)
    return found


def test_only_this_room_reaches_out() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        if where.startswith("egress/"):
            continue
        names = imported(ast.parse(path.read_text("utf-8")))
        clients = {
            client for client in CLIENTS if any(n == client or n.startswith(client + ".") for n in names)
        }
        found += [(where, client) for client in clients if (where, client) not in ALLOWED]
        found += [(where, name) for name in names & {"open_connection", "create_connection", "urlopen"}]
    assert found == []


def test_only_one_line_of_the_room_leaves_the_machine() -> None:
    calls = [
        (path.name, node.attr)
        for path in sorted((PACKAGE / "egress").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("open_connection", "create_connection", "connect", "connect_ex", "sock_connect")
    ]
    # The second is the fetcher's way to its own proxy, on 127.0.0.1.
    assert calls == [("relay.py", "open_connection"), ("streams.py", "create_connection")]
