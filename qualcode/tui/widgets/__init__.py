"""The widgets: each holds frozen values, tells in messages what happened, and knows no study."""
