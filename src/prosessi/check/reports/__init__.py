"""The findings in the forms that people and programs read: one file a form, and none knows of another."""
