"""The list of components in CycloneDX: the wheels as its own tool tells them, and beside them what is no wheel."""

import json
import uuid
from collections.abc import Iterable
from pathlib import Path

from builder.commands import run
from builder.components import Component
from builder.release import Release
from builder.wheels import System, pins

COMMIT = "coopdesk:commit"
"""The property that says which commit was built."""

VALIDATE = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read())
sys.exit(f"the list of components is no CycloneDX: {error}" if error else 0)
"""


def write(release: Release, system: System, environment: Path, others: Iterable[Component], python: Path) -> Path:
    """Write the list of one system, checked against CycloneDX's own schema; returns it."""
    target = release.output / f"coopdesk-{release.version}-{system.name}.cdx.json"
    run(
        *(python, "-m", "cyclonedx_py", "environment", "--spec-version", "1.6", "--output-reproducible"),
        *("--output-format", "JSON", "--output-file", target, environment / "bin" / "python"),
    )
    told = json.loads(target.read_text(encoding="utf-8"))
    own = next(one for one in told["components"] if one["name"] == "coopdesk")
    told["components"] = [one for one in told["components"] if one is not own]
    hashes = {name.lower(): allowed for name, allowed in pins(system.name).items()}
    for one in told["components"]:
        allowed = hashes.get(
            f"{one['name'].lower().replace('_', '-').replace('.', '-')}=={one['version']}", frozenset()
        )
        one["hashes"] = [{"alg": "SHA-256", "content": value} for value in sorted(allowed)]
        # Where this machine had the wheel from says nothing about it.
        one.pop("externalReferences", None)
    told["components"] += [_described(one) for one in others]
    own.pop("externalReferences", None)
    own |= {"type": "application", "bom-ref": f"coopdesk@{release.version}"}
    own["properties"] = [{"name": COMMIT, "value": release.commit}]
    told["metadata"]["component"] = own
    told.pop("dependencies", None)
    # The same release gives the same number, another one another.
    told["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(told, sort_keys=True))}"
    target.write_text(json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    run(python, "-c", VALIDATE, target)
    return target


def _described(component: Component) -> dict[str, object]:
    described: dict[str, object] = {
        "type": "library",
        "bom-ref": f"{component.name}@{component.version}",
        "name": component.name,
        "licenses": [{"license": {"name": component.licence}}],
    }
    if component.version:
        described["version"] = component.version
    if component.package_url:
        described["purl"] = component.package_url
    if component.carrier:
        described["properties"] = [{"name": "coopdesk:carried-by", "value": component.carrier}]
    return described
