"""Reads data/ into the law's types, or refuses to start."""
