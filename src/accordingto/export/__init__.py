"""The record for people and programs: one file a family of formats, and the table of them all."""
