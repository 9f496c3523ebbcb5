"""Charts of a figure: Vega-Lite specifications, drawn to a strict SVG in a process that ends at once.

Three charts, each one SVG a language, always left to right (in Arabic only the words are Arabic):

- `days`: one square a day, in weeks. A day with a report is full, a day reported as zero is hollow, a day told by a
  later report is a small square, a day reported in part is half full, a day without any report is a gap with a
  cross, a day that nobody could watch is a slanted stroke. Days outside the window are blank.
- `beside`: what was promised against what each series counted and each assertion stated, in the same size.
- `course`: what was counted since the start against what was promised by then, or the course of a count of harm.

The SVG holds svg, g, path, line, rect, circle, text, tspan, title and desc alone: no style, no script, no reference.
It is 340 units wide (`viewBox`), made to be read at 320 px and to be shown at most 30rem wide:
`.chart { inline-size: 100%; max-inline-size: 30rem; block-size: auto; font-family: inherit; direction: ltr }`.

Colours are presentation attributes (the light theme, so that a saved file reads well) and classes, which a stylesheet
turns into tokens. For every token NAME in palette.COLOURS, `c-NAME-fill` and `c-NAME-stroke`:

    .c-ink-fill { fill: var(--ink) }    .c-ink-stroke { stroke: var(--ink) }

NAME is one of: bg surface ink muted line control accent kept notkept partly disputed unknown. CSS goes before
presentation attributes, so the two rules a token are all that a theme needs.
"""
