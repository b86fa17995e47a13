"""Pages about the checks, generated from their files and from what was measured."""
