"""Chinese text to tokens, numbers, periods and quantities. Knows neither plans nor replies."""
