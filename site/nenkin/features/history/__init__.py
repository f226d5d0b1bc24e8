"""私の履歴整理表: a life as the person remembers it, one page at a time."""
