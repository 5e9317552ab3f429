"""Makes the installers: each module makes, or looks after, one thing."""
