"""The sentence for each reason why a row is not used."""

from __future__ import annotations

from holdfast.agreements.engine.assessed import Rejected
from holdfast.agreements.engine.spans import Measured
from holdfast.base.why import Why

ROW_WHY = {
    "row-superseded": Why.of("row-superseded"),
    "row-withdrawn": Why.of("row-withdrawn"),
    "row-said-later": Why.of("row-said-later"),
    "row-said-unknown": Why.of("row-said-unknown"),
    "row-filled-in": Why.of("row-filled-in"),
    "row-second-statement": Why.of("row-second-statement"),
    "row-before-window": Why.of("row-before-window"),
    "row-after-window": Why.of("row-after-window"),
    "row-across-window-edge": Why.of("row-across-window-edge"),
    "row-same-value-again": Why.of("row-same-value-again"),
    "row-other-value-used": Why.of("row-other-value-used"),
    "row-values-undecided": Why.of("row-values-undecided"),
    "row-no-report": Why.of("row-no-report"),
    "row-not-monitored": Why.of("row-not-monitored"),
    "row-counter-corrected": Why.of("row-counter-corrected"),
}


def rejected_of(measured: Measured) -> tuple[Rejected, ...]:
    """All rows of the span that are not used, by reason in the order the reasons are asked."""
    held = measured.rejected or {}
    return tuple(Rejected(why, held[code]) for code, why in ROW_WHY.items() if code in held)
