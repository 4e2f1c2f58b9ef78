"""An invented programme: its people, its mentorships, and nine months of what happened to them."""
