"""Bilans: choose, look, produce the PDF."""
