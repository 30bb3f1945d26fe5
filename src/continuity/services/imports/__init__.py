"""From a file to changes of the record."""
