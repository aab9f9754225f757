"""The nouns of the office and the arithmetic on them: no files, no clock, no libraries."""
