"""What every page shares: layout, components, forms, who asks and when."""
