"""制度の数字: every number that the site works with, where it stands, and how sure it is."""
