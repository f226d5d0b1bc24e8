"""What a person remembers against what is recorded: pure functions, and nothing of pages or files."""
