"""The elements of HTML by what they do to a text; after the HTML standard, sections 4, 13.1.2 and 13.2.6."""

VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr keygen frame basefont
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
STRUCK = frozenset({"s", "del", "strike"})
UNREAD = frozenset(
    {"head", "template", "noscript", "svg", "math", "canvas", "object", "video", "audio", "datalist", "map"}
)
BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl
    dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend
    li main menu nav ol optgroup option p pre search section select summary table tbody tfoot
    thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
CLOSES_P = BLOCKS - {
    "button",
    "option",
    "optgroup",
    "select",
    "caption",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "body",
    "html",
}
SCOPES = frozenset(
    """
    article aside body dialog footer form header main nav section table td th tr ul ol
    template
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
IMPLIED = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "p": ("p",),
    "a": ("a",),
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
