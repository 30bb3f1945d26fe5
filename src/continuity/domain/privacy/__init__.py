"""Who may see what: audiences, redaction and pseudonyms."""
