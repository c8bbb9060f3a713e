"""Makes the small study that a test opens for ever after: run once for each new schema version, then commit its folder."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import interview

from qualcode import coding
from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.store.tables import SCHEMA_VERSION

if __name__ == "__main__":
    folder = Path(__file__).parent / "versions" / f"v{SCHEMA_VERSION}"
    with Study.create(folder, title="Oud", coder="Anouk", now=stepping_clock(), new_id=counted_ids()) as study:
        transcript = coding.import_document(study, interview(), participant="Respondent 1")
        code = coding.make_code(study, "één loket")
        coding.put_code(study, transcript.id, 28, 45, code.id, memo="Twijfel.")
        study.compact()
    for name in ("transcripts", "codebooks", "exports", "backups"):
        shutil.rmtree(folder / name)
    for name in ("study.db-wal", "study.db-shm"):
        (folder / name).unlink(missing_ok=True)
