return v
