"""What coordinators handle, and its rules: pure, no disk, no clock, no locale."""
