"""What the desk's own database gave, and why it gave nothing."""
