"""The gettext catalogues, Dutch and English, and the command that keeps them up to date."""
