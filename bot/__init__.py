"""Duban (督办): reads a yearly plan into tasks, asks the responsible leaders how they stand, and keeps the record."""

__version__ = "0.1.0"
