"""キオスク: a machine that one person after another uses, at a counter or alone."""
