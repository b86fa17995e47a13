"""The page for people who would rather look than read: what it shows, as data that the template writes out."""
