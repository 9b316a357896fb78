"""Who answers for the work, where a plan names them."""
