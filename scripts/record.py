"""Write down the statements of the first page (resources/first_page.json); to be run when a query of it has changed."""

from coopdesk.store import recorded, recording

recording.write_down(recorded.file())
