"""The pages in a person's words, for whoever reads them: keys alone, no script, a text browser."""
