"""What every web page needs: the gate, headers, errors, limits, panels, forms, templates' words."""
