"""Figures for research contractors: under made-up names, of people who agreed, for one project that ends."""
