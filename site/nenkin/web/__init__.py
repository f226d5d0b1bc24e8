"""The web kit: knows nothing of pensions and no table."""
