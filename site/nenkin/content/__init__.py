"""Reads content/: pages, questions, glossary, form words."""
