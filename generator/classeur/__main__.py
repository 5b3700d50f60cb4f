"""`python -m classeur`."""

import sys

from classeur.cli import main

sys.exit(main())
