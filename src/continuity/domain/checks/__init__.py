"""The linter of the records: one small file a group of rules, all of them pure."""
