"""Checks everything: the form, the types, the floors of the house, and all tests, exactly as CI does.

python3 packaging/check.py                   everything
python3 packaging/check.py --fast            without the tests that kill, freeze, fill and damage things
python3 packaging/check.py -- -k store       what stands after the two dashes goes to pytest
"""

import sys

import interpreter

if __name__ == "__main__":
    interpreter.ensure()
    import checking

    sys.exit(checking.main(sys.argv[1:]))
