"""Comparisons of two versions as text, Markdown or JSON."""
