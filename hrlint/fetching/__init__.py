"""Fetches Internet-Drafts and RFCs, only when somebody asks for it."""
