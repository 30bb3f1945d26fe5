"""Reports that are made and delivered by themselves: kept, claimed when due, written, and sent."""
