"""Holdfast: the accountability desk of a lawful, nonviolent civil-society coalition."""

__version__ = "0.1.0"
