"""The pages on which people read their own pension record."""
