"""持ち主不明記録をさがす: names and birth dates, one of three answers, and a slip for the office."""
