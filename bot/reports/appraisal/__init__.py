"""The quarterly appraisal (季考核): numbered rules, points linked to what happened, objections."""
