"""What every room stands on: plain Python without Django and without words of the domain."""
