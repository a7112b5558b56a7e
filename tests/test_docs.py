"""What the README shows is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import prosessi
from prosessi.findings import Severity

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def _block(language):
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert found
    return found.group(1)


def test_the_process_in_the_readme_has_no_errors():
    errors = [finding for finding in prosessi.check(_block("yaml")) if finding.severity is Severity.ERROR]

    assert errors == []


def test_the_program_in_the_readme_prints_what_its_comments_say(tmp_path):
    (tmp_path / "laina.yaml").write_text(_block("yaml"), "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", _block("python")], cwd=tmp_path, capture_output=True, check=True, text=True
    )

    assert done.stdout.split() == ["kasittely", "2025-04-25", "success", "0"]


def test_every_link_in_the_front_pages_leads_somewhere():
    pages = [ROOT / name for name in ("README.md", "README.fi.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
    links = [(page.name, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))]

    assert [(page, link) for page, link in links if not (ROOT / link).exists()] == []
