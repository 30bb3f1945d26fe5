"""The factors of the rule; `registry` lists them."""
