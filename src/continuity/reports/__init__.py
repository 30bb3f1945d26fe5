"""Reports: data in, documents and listings out."""
