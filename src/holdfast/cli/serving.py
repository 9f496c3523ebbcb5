"""`holdfast serve`: gunicorn with whitenoise, one desk, its pages."""

import importlib
import socket
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from holdfast.base.errors import HoldfastError
from holdfast.cli.printing import say, say_progress
from holdfast.cli.watching import start_watching


class AddressTaken(HoldfastError):
    """Something else listens on the address already."""

    code = "address-taken"


class DeskServer(BaseApplication):  # type: ignore[misc]
    """gunicorn on one desk; no access log, since an access log is a list of readers."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        return get_wsgi_application()


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve the desk's pages until stopped."""
    run_server(host=host, port=port, workers=workers)


def run_server(*, host: str, port: int, workers: int) -> None:
    """Collect the pages' files, start what keeps the board ready, and serve; raises AddressTaken."""
    port = free_port(host, port)
    call_command("collectstatic", interactive=False, verbosity=0)
    say_progress(f"{settings.DESK.name}: press Ctrl-C to stop.")
    say(f"http://{host}:{port}/")
    watching = start_watching()
    try:
        serve_pages(host, port, workers)
    finally:
        if watching.stdin is not None:
            watching.stdin.close()  # in a worker that ends, its own copy alone


def serve_pages(host: str, port: int, workers: int) -> None:
    """gunicorn, until it is stopped."""
    DeskServer(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": 60,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "proc_name": "holdfast",
            "post_worker_init": _warm,
        }
    ).run()


def _warm(worker: object) -> None:
    """Let a worker read ahead; the module is met here, since it needs the models, and `demo` imports this before."""
    importlib.import_module("holdfast.cli.warming").start_warming(worker)


def free_port(host: str, port: int) -> int:
    """The port if nothing listens there, any free one for 0; raises AddressTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise AddressTaken(
                f"{host}:{port} cannot be listened on: {error.strerror}",
                untouched="Nothing was started",
                next_step="Choose another port with --port",
            ) from error
        return int(probe.getsockname()[1])
