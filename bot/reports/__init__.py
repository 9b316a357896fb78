"""What is handed upward: pure values computed from tasks and record, and renderers that turn them into files."""
