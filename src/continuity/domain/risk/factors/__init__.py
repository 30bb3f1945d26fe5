"""The factors of the rule, one file each; `registry` lists them."""
