"""What is kept on disk: tasks.json, config/ and the record, each behind a small interface."""
