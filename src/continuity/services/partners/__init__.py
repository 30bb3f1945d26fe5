"""What a partner does and is asked for."""
