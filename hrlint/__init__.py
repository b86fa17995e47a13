"""hrlint: a linter that brings human rights by design into protocol and architecture specifications."""

__version__ = "0.1.0"
