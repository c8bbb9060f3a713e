"""The screens, one file each. A screen reads views, listens to its widgets' messages, and calls acts."""
