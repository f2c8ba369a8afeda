"""Asks AWS's SAM translator about one template after another: python sam-oracle-server.py ORACLE_FOLDER

Reads a template as JSON from each line of standard input, and answers on one line of JSON:

  {"endpoints": [...], "scenarios": [{"conditions": {...}, "endpoints": [...]}, ...]}   SAM accepts it
  {"refusals": ["Resource with id [...] is invalid. ...", ...]}                         SAM refuses it
  {"crash": "KeyError: 'x'"}                                         a bug of the translator, which decides nothing

`endpoints` takes both branches of each Fn::If; a scenario takes those that its conditions choose. ORACLE_FOLDER holds
sam_oracle.py, which knows how to read the translator's output. The first line says {"translator": VERSION}.
"""
import functools
import importlib.metadata
import itertools
import json
import os
import sys

# Beyond that many conditions, only the endpoints of all branches are told.
MAX_CONDITIONS = 4

answers = sys.stdout
# The translator prints warnings; nothing may come between the answers.
sys.stdout = sys.stderr

# sam_oracle.py is a program: its main() runs on import, where an empty template gives it nothing to do.
sys.path.insert(0, sys.argv[1])
sys.argv = ["sam_oracle.py", "--out", os.devnull, os.devnull]
import sam_oracle  # noqa: E402

import boto3  # noqa: E402
from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.policy_template_processor.processor import PolicyTemplatesProcessor  # noqa: E402

# For every template the translator opens a session, to learn AWS_DEFAULT_REGION, and validates its own policy templates:
# three quarters of its time, and the same each time.
boto3.session.Session = functools.cache(boto3.session.Session)
PolicyTemplatesProcessor._is_valid_templates_dict = staticmethod(lambda *_: True)

NO_VALUE = {"Ref": "AWS::NoValue"}


def holds(condition, conditions, given):
    """Whether a condition, as CloudFormation's functions put it, holds where the template's own have given values."""
    if isinstance(condition, str):  # SAM's condition of a usage plan that one API shares with itself
        condition = {"Condition": condition}
    [(function, argument)] = condition.items()
    if function == "Condition":
        return given[argument] if argument in given else holds(conditions[argument], conditions, given)
    parts = [holds(part, conditions, given) for part in argument]
    return {"Fn::Or": any, "Fn::And": all, "Fn::Not": lambda values: not values[0]}[function](parts)


def choose(value, holding):
    """The value with each Fn::If replaced by the branch taken; NO_VALUE where nothing is left of it."""
    if isinstance(value, list):
        return [item for item in (choose(item, holding) for item in value) if item != NO_VALUE]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Fn::If"} and isinstance(value["Fn::If"], list) and len(value["Fn::If"]) == 3:
        condition, then, otherwise = value["Fn::If"]
        return choose(then if holding(condition) else otherwise, holding)
    chosen = {key: choose(item, holding) for key, item in value.items()}
    return {key: item for key, item in chosen.items() if item != NO_VALUE}


def scenarios(own, translated):
    """The endpoints for each way in which the template's own conditions can turn out."""
    if len(own) > MAX_CONDITIONS:
        return
    conditions = translated.get("Conditions") or {}
    for values in itertools.product([True, False], repeat=len(own)):
        given = dict(zip(own, values))

        def holding(name):
            return holds({"Condition": name}, conditions, given)

        resources = {
            name: choose(resource, holding)
            for name, resource in translated["Resources"].items()
            if "Condition" not in resource or holding(resource["Condition"])
        }
        yield {"conditions": given, "endpoints": sam_oracle.extract({"Resources": resources}, {})}


def is_mixed(value):
    """Whether an Fn::If has other keys beside it, as MergeDefinitions can leave it: that means nothing to anybody."""
    if isinstance(value, list):
        return any(is_mixed(item) for item in value)
    return isinstance(value, dict) and (("Fn::If" in value and len(value) > 1) or any(map(is_mixed, value.values())))


def answer(template):
    own = list(template.get("Conditions") or {})
    sam_oracle.fake_artifacts(template)
    try:
        translated = sam_oracle.translate(template)
    except InvalidDocumentException as error:
        return {"refusals": [str(getattr(cause, "message", cause)) for cause in error.causes]}
    except Exception as error:  # not a refusal: what the translator did not foresee
        return {"crash": f"{type(error).__name__}: {error}"[:300]}
    if is_mixed(translated["Resources"]):
        return {"crash": "an Fn::If with other keys beside it"}
    try:
        endpoints = sam_oracle.extract(translated, {})
    except Exception as error:  # nothing to deploy either, such as text for a resource's Properties
        return {"crash": f"of the oracle, {type(error).__name__}: {error}"[:300]}
    try:
        return {"endpoints": endpoints, "scenarios": list(scenarios(own, translated))}
    except (AttributeError, KeyError, TypeError, ValueError):  # conditions that only CloudFormation refuses
        return {"endpoints": endpoints, "scenarios": []}


print(json.dumps({"translator": importlib.metadata.version("aws-sam-translator")}), file=answers, flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=answers, flush=True)
