"""An unexpected error is told and noted, and no name of the house goes to the log."""

import logging

import pytest
from tests.ui.conftest import Recorder

from coopdesk.app.window import report_bug


@pytest.mark.expects_log("unexpected KeyError")
def test_a_bug_is_told_and_noted_without_its_words(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "coopdesk")
    try:
        raise KeyError("Nadia Ferrand")
    except KeyError as error:
        report_bug(error)

    assert recorder.said == [("warning", "Something happened that coopdesk did not expect.")]
    assert "test_bugs.py" in caplog.text
    assert "Nadia" not in caplog.text.replace('raise KeyError("Nadia Ferrand")', "")
