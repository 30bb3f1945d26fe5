"""One function a use case: it owns the one transaction, and is told what day it is."""
