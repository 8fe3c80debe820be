"""Documents out: templates for agencies, and the letters with what a panel asks them."""
