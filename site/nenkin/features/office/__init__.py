"""The office's desk: cases that people sent, what is proposed for them, and the second person's act."""
