"""`python -m workbench.cli` is the `workbench` command."""

from workbench.cli import main

raise SystemExit(main())
