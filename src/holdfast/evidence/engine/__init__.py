"""Verification of evidence: the standard library alone, for verify.py is put together from these modules.

No module here may import anything else of Holdfast, nor need more than Python 3.9: a stranger runs them.
"""
