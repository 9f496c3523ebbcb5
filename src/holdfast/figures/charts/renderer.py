"""The process that draws: a list of Vega-Lite specifications on standard input, their SVGs on standard output."""

import json
import sys

import vl_convert

VEGA_LITE = "6.4"


def main() -> None:
    """Draw all; an error ends the process with the renderer's own words on standard error."""
    specs = json.load(sys.stdin)
    drawn = [vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[]) for spec in specs]
    json.dump(drawn, sys.stdout)


if __name__ == "__main__":
    main()
