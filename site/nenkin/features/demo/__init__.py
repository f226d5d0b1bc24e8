"""What leaves the office, to look at: in demonstration mode only."""
