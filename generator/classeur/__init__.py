"""Classeur: Qualiopi evidence as Markdown records, checked and compiled into sites."""

__version__ = "0.1.0"
