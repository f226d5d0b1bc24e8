"""年金のことば, よくあるご質問, and the pages about this site: everything out of content/."""
