"""What a worker of `holdfast serve` reads before anybody asks, so that the first check answers as the others do."""

import logging
from threading import Thread

from django.db import connection

from holdfast.claims.engine.concepts import with_concepts
from holdfast.claims.engine.extract import extract
from holdfast.claims.queries.readings import record_read
from holdfast.claims.queries.seen import threshold_of
from holdfast.people.types import Level, Role, Viewer

# One short line in each language, with a number, a date and a source: it compiles the patterns that most texts need.
SAMPLES = {
    "en": "According to the ministry, at least 12 people were killed and 30 trucks entered on 3 May 2025.",
    "ar": "قالت الوزارة إن 12 شخصا على الأقل قتلوا ودخلت 30 شاحنة في 3 مايو 2025.",
    "fr": "Selon le ministère, au moins 12 personnes ont été tuées et 30 camions sont entrés le 3 mai 2025.",
    "es": "Según el ministerio, al menos 12 personas murieron y entraron 30 camiones el 3 de mayo de 2025.",
    "he": "לפי המשרד, לפחות 12 בני אדם נהרגו ו-30 משאיות נכנסו ב-3 במאי 2025.",
}
_LEVELS = (Level.RESTRICTED, Level.DESK)
_log = logging.getLogger(__name__)


def warm() -> None:
    """Compile the grammar, read the record and the claims; what fails is told where it is asked for again."""
    try:
        for level in _LEVELS:
            viewer = Viewer(key="", name="", role=Role.ANONYMOUS, clearance=level, signed_in=False)
            record = record_read(viewer)
            threshold_of(viewer)
        for lang, text in SAMPLES.items():
            with_concepts(text, extract(text, lang=lang), record.lexicon)
            extract(text)
    except Exception:  # noqa: BLE001 - a worker that cannot be warmed still serves
        _log.warning("What the first check needs could not be read at the start", exc_info=True)
    finally:
        connection.close()


def start_warming(_worker: object = None) -> Thread:
    """Warm in the background of a worker: after it was forked, never in the process that forks."""
    thread = Thread(target=warm, name="holdfast-warm", daemon=True)
    thread.start()
    return thread
