"""The colours of the charts: the tokens of the stylesheet in their light values."""

COLOURS = {
    "bg": "#ffffff",
    "surface": "#f4f6f7",
    "ink": "#1b1f24",
    "muted": "#545c64",
    "line": "#d5dbe0",
    "control": "#767f87",
    "accent": "#1d5f8a",
    "kept": "#1f6b45",
    "notkept": "#a3262a",
    "partly": "#6b5d00",
    "disputed": "#8a5200",
    "unknown": "#5b5f6b",
}
TOKENS = {colour: token for token, colour in COLOURS.items()}


def state_colour(state: str) -> str:
    """The colour of a state's word; the word and its mark always stand beside it."""
    token = {
        "kept": "kept",
        "kept late": "kept",
        "discharged otherwise": "kept",
        "partly kept": "partly",
        "not kept": "notkept",
        "disputed": "disputed",
    }.get(state, "unknown")
    return COLOURS[token]
