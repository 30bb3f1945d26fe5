"""English sentences and labels that documents share."""
