"""Start-up: options, log, the file, then the window or a command."""
