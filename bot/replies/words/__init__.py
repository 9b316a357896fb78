"""What replies are made of: spelling put right, word classes, offices, units of measure, talk that tells nothing."""
