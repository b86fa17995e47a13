"""Reviews as text: pieces that are laid out once, and written as Markdown, mail, comments or JSON."""
