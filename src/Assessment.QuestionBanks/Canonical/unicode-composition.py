"""Writes unicode-composition.txt beside itself, from the Unicode data that Python carries.

C first last class          characters with a canonical combining class other than 0
D character parts...        a canonical decomposition, one step
X character parts...        the same, of a character that composition never makes
Hangul syllables are left out: their rule is arithmetic.
"""
import pathlib
import unicodedata

lines = [f"# Unicode {unicodedata.unidata_version}; written by unicode-composition.py"]
first = last = cls = 0
for c in range(0x110001):
    k = unicodedata.combining(chr(c)) if c < 0x110000 else 0
    if k == cls and cls:
        last = c
        continue
    if cls:
        lines.append(f"C {first:X} {last:X} {cls}")
    first = last = c
    cls = k
for c in range(0x110000):
    parts = unicodedata.decomposition(chr(c))
    if parts and "<" not in parts and not 0xAC00 <= c <= 0xD7A3:
        composes = " " in parts and unicodedata.normalize("NFC", chr(c)) == chr(c)
        lines.append(f"{'D' if composes else 'X'} {c:X} {parts}")
pathlib.Path(__file__).with_suffix(".txt").write_text("\n".join(lines) + "\n")
