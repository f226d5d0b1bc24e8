"""The first page: what this is, and what can be done here."""
