"""Making captures: what goes into a WARC, a manifest, and how what came is judged."""
