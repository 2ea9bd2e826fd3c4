"""What a shop sells: categories, products with variants, stock and pictures, for visitors and for the shop."""
