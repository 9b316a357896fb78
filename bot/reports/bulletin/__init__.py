"""The monthly bulletin (月通报) and the three-colour slips (三色督办单)."""
