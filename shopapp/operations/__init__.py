"""What a hosting provider runs: commands, the web server, the worker, the demo with its sample shops."""
