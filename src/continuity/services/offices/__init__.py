"""What happens to an office: elections, ends of terms, profiles."""
