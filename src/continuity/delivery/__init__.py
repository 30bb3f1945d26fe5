"""Ways by which a report leaves: one module a channel, loaded when it is first used."""
