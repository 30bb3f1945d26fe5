"""Facts about programmes, agreements and funding, and what was in force on a day."""
