"""Every English sentence and label, in one place."""
