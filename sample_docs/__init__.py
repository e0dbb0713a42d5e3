"""Sample submissions and the generator that makes them; it imports nothing of the project, so nothing is fitted."""
