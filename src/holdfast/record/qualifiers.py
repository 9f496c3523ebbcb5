"""The words beside a number that open one of its ends, or call it rough."""

# The words that leave one end of a value open: a closed list, matched whole and without regard to case or quotes.
AT_LEAST = (
    "at least",
    "more than",
    "over",
    "above",
    "exceeds",
    "exceeded",
    "no fewer than",
    "not fewer than",
    "no less than",
    "not less than",
    "لا يقل عن",
    "على الأقل",
    "أكثر من",
    "فوق",
)
AT_MOST = (
    "at most",
    "up to",
    "less than",
    "fewer than",
    "under",
    "below",
    "no more than",
    "not more than",
    "does not exceed",
    "did not exceed",
    "لا يزيد على",
    "لا يتجاوز",
    "لم يتجاوز",
    "على الأكثر",
    "أقل من",
    "دون",
)
# The words that say of a value only that it is rough: the value stands as said, and neither end is opened.
ROUGHLY = (
    "about",
    "almost",
    "approximately",
    "around",
    "circa",
    "just over",
    "just under",
    "nearly",
    "roughly",
    "some",
    "تقريبا",
    "تقريبًا",
    "حوالي",
    "زهاء",
    "قرابة",
    "نحو",
)


def bound_of(qualifier: str) -> int:
    """1 where the words say that the value has no upper end, -1 where it has no lower one but 0, else 0."""
    words = qualifier.strip(' "').lower()
    return 1 if words in AT_LEAST else -1 if words in AT_MOST else 0
