"""Tests of Classeur."""
