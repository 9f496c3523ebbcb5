"""The vault at work in a demonstration: a small site of our own on this machine, captured, sealed, redacted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from django.conf import settings
from PIL import Image, ImageDraw

from holdfast.cli.printing import say_progress
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.actions.review import answer_question, confirm_answer
from holdfast.evidence.actions.review_copies import approve_redaction, request_redaction
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.queries.reviews import redaction_preview
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer

HTML = "text/html; charset=utf-8"
# A bakery that never was. Nothing in it is about anybody.
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<h1>{title}</h1>{body}<p><a href="/prices.csv">Prices</a></p></body></html>"""
BREAD = _PAGE.format(
    title="Corner Bakery: what we promise",
    body="<p>From 1 March we bake 200 loaves a day, and 40 of them go to the school.</p>"
    '<p lang="ar" dir="rtl">نخبز من أول آذار مئتي رغيف في اليوم، أربعون منها للمدرسة.</p>',
)
LESS_BREAD = BREAD.replace("200 loaves a day, and 40 of them", "120 loaves a day, and some of them").replace(
    "مئتي رغيف في اليوم، أربعون منها", "مئة وعشرين رغيفًا في اليوم، بعضها"
)
NOTE = _PAGE.format(
    title="مخبز الزاوية: دفتر الأسبوع",
    body='<p lang="ar" dir="rtl">الاثنين 198 رغيفًا، الثلاثاء 201، الأربعاء عطل الفرن فخبزنا 90.</p>',
)
PRICES = "loaf,price\nwhite,1.20\nrye,1.60\nround,0.90\n"
LETTER = (
    "To the baker, from Mira Example, 12 Example Lane.\n\n"
    "On Tuesday we counted 38 loaves at the school, not 40. We thank you all the same.\n"
)


class _Site(ThreadingHTTPServer):
    """Answers for the bakery; `pages` can change between two captures."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.pages: dict[str, tuple[str, bytes]] = {
            "/": (HTML, BREAD.encode()),
            "/week": (HTML, NOTE.encode()),
            "/prices.csv": ("text/csv; charset=utf-8", PRICES.encode()),
            "/shelf.png": ("image/png", _shelf()),
        }

    @property
    def host(self) -> str:
        """As a policy opens it."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: _Site

    def do_GET(self) -> None:
        """The page of this path, or that there is none."""
        kind, body = self.server.pages.get(self.path, (HTML, b"<h1>No such page</h1>"))
        self.send_response(200 if self.path in self.server.pages else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said of who asked."""


@contextmanager
def _served() -> Iterator[_Site]:
    """The site while it runs, opened to this desk for that long and no longer."""
    with _Site() as site:
        desk = settings.DESK
        settings.DESK = replace(desk, tables={**desk.tables, "egress": {"test_hosts": [site.host]}})
        Thread(target=site.serve_forever, daemon=True).start()
        try:
            yield site
        finally:
            settings.DESK = desk
            site.shutdown()


def show_vault(editor: Viewer, reviewer: Viewer) -> None:
    """Capture the bakery, find that a page changed and one is missing, keep a letter and a copy without its name."""
    second = add_account(
        viewer=editor, username="demo-second", name="Demo second reviewer", role=Role.REVIEWER
    )
    with _served() as site:
        paths = ("/", "/week", "/shelf.png", "/prices.csv", "/gone")
        made = capture_addresses(
            editor, addresses=[f"http://{site.host}{path}" for path in paths], level=Level.PUBLIC
        )
        site.pages["/"] = (HTML, LESS_BREAD.encode())
        again = capture_addresses(editor, addresses=[f"http://{site.host}/"], level=Level.PUBLIC)
    kept = [one.capture.key for one in (*made, *again) if one.capture is not None]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.txt"
        path.write_text(LETTER, encoding="utf-8")
        letter = upload_file(editor, path=path)
    wish = request_redaction(
        viewer=editor,
        capture=letter.key,
        part="letter.txt",
        removed=[_span(LETTER, "Mira Example"), _span(LETTER, "12 Example Lane")],
        reason="The letter is shown without the name and the street of who wrote it",
        level=Level.PUBLIC,
    )
    _, seen, _ = redaction_preview(reviewer, wish)
    copy = approve_redaction(viewer=reviewer, key=wish, seen=seen)
    answer = answer_question(
        viewer=reviewer,
        capture=kept[0],
        question="untampered",
        finding="yes",
        text="It is the page as the bakery's site gave it.",
        method="Read beside the site in a browser of mine on the same day.",
        reasons="Both say 200 loaves, in both languages.",
    )
    confirm_answer(viewer=second, answer=answer, agrees=True)
    third = add_account(viewer=editor, username="demo-third", name="Demo third reviewer", role=Role.REVIEWER)
    confirm_answer(viewer=third, answer=answer, agrees=True)
    sealed = seal_log(viewer=editor)
    say_progress(
        f"{', '.join(sorted(kept))} and {letter.key}: a demonstration site on this machine, captured; {copy}: a "
        f"redacted copy. Sealed by a head of {sealed.checkpoint.size} entries; nobody outside this desk says when."
    )


def _span(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def _shelf() -> bytes:
    """A shelf with loaves, drawn."""
    picture = Image.new("RGB", (640, 360), (245, 236, 220))
    pen = ImageDraw.Draw(picture)
    for row in range(3):
        top = 40 + row * 100
        pen.rectangle((30, top + 62, 610, top + 72), fill=(120, 84, 50))
        for place in range(7 - row):
            pen.ellipse((50 + place * 80, top, 116 + place * 80, top + 62), fill=(196, 140 - row * 14, 70))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
