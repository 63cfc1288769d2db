"""The stack engine: creates, updates, rolls back and deletes the resources of one stack.

As CloudFormation documents it: resources in the order of their references; an update changes only
what has other properties than before, and removes last what is gone or was replaced; what fails is
taken back, and the stack says so.
"""

from contextlib import suppress
from typing import Any

from moto.cloudformation import models, parsing
from moto.iam.exceptions import NotFoundException
from moto.iam.models import InlinePolicy

from .errors import Replace, invalid, reason_of
from .template import is_active, ordered, require_resolved, resolved_properties
from .types import class_of

Template = dict[str, Any]


def create(stack: models.Stack) -> None:
    resource_map, template = stack.resource_map, stack.template_dict
    _status(stack, "CREATE_IN_PROGRESS", "User Initiated")
    resource_map._template, resource_map._resource_json_map = template, template["Resources"]
    made: list[str] = []
    try:
        _require_types(template)
        for logical_id in ordered(template["Resources"]):
            if is_active(resource_map, template["Resources"][logical_id]):
                _make(stack, logical_id, template["Resources"][logical_id])
                made.append(logical_id)
        _set_outputs(stack)
    except Exception as error:
        _status(stack, "ROLLBACK_IN_PROGRESS", f"The following resource(s) failed to create. {reason_of(error)}")
        try:
            for logical_id in reversed(made):
                _remove(stack, logical_id, resource_map._parsed_resources.pop(logical_id, None), rolling_back=True)
        except Exception as again:
            _status(stack, "ROLLBACK_FAILED", reason_of(again))
            return
        resource_map._resource_json_map = {}
        stack.output_map = models.OutputMap(resource_map, {}, stack.stack_id)
        _status(stack, "ROLLBACK_COMPLETE")
    else:
        _status(stack, "CREATE_COMPLETE")


def update(stack: models.Stack, template: str, parameters: dict[str, Any] | None) -> None:
    resource_map = stack.resource_map
    former_template, former_parameters = stack.template, dict(stack.parameters or {})
    former_resources = dict(resource_map._resource_json_map)
    replaced: list[tuple[str, Any]] = []
    _status(stack, "UPDATE_IN_PROGRESS", "User Initiated")
    try:
        _use_template(stack, template)
        _apply(stack, parameters, replaced)
        stack.parameters = parameters if parameters is not None else former_parameters
    except Exception as error:
        _status(stack, "UPDATE_ROLLBACK_IN_PROGRESS", reason_of(error))
        _use_template(stack, former_template)
        resource_map._resource_json_map = {**resource_map._resource_json_map, **former_resources}
        orphans = []
        for logical_id, former in replaced:  # the former one is still there
            orphans.append((logical_id, resource_map._parsed_resources[logical_id]))
            resource_map._parsed_resources[logical_id] = former
        try:
            _apply(stack, former_parameters, [])
            for logical_id, orphan in orphans:
                _remove(stack, logical_id, orphan, rolling_back=True)
        except Exception as again:
            _status(stack, "UPDATE_ROLLBACK_FAILED", reason_of(again))
        else:
            _status(stack, "UPDATE_ROLLBACK_COMPLETE")
    else:
        _status(stack, "UPDATE_COMPLETE")


def delete(stack: models.Stack) -> bool:
    """True if nothing is left."""
    resource_map = stack.resource_map
    _status(stack, "DELETE_IN_PROGRESS", "User Initiated")
    try:
        for logical_id in reversed(ordered(resource_map._resource_json_map)):
            _remove(stack, logical_id, resource_map._parsed_resources.get(logical_id))
            resource_map._parsed_resources.pop(logical_id, None)
    except Exception as error:
        _status(stack, "DELETE_FAILED", reason_of(error))
        return False
    resource_map._resource_json_map = {}
    stack.output_map = models.OutputMap(resource_map, {}, stack.stack_id)
    _status(stack, "DELETE_COMPLETE")
    return True


def physical_id(resource: Any) -> str | None:
    return getattr(resource, "physical_resource_id", None) if not isinstance(resource, (str, dict)) else None


def _use_template(stack: models.Stack, template: str) -> None:
    stack.template = template
    stack._parse_template()


def _require_types(template: Template) -> None:
    for resource in template["Resources"].values():
        class_of(resource["Type"])


def _apply(stack: models.Stack, parameters: dict[str, Any] | None, replaced: list[tuple[str, Any]]) -> None:
    """One direction of an update."""
    resource_map, template = stack.resource_map, stack.template_dict
    former, wanted = resource_map._resource_json_map, template["Resources"]
    resource_map._template = template
    if parameters is not None:
        resource_map.input_parameters = parameters
    resource_map.resolved_parameters = {}
    resource_map.load_mapping()
    resource_map.load_parameters()
    resource_map.load_conditions()
    _require_types(template)
    order = ordered(wanted)
    resource_map._resource_json_map = {**former, **wanted}
    for logical_id in order:
        if not is_active(resource_map, wanted[logical_id]):
            continue
        resource = resource_map._parsed_resources.get(logical_id)
        if resource is None:
            _make(stack, logical_id, wanted[logical_id])
        elif former.get(logical_id, {}).get("Type", wanted[logical_id]["Type"]) != wanted[logical_id]["Type"]:
            raise invalid(f"Update of resource type is not permitted. The new template modifies resource type of {logical_id}")
        else:
            _change(stack, logical_id, resource, wanted[logical_id], replaced)
    resource_map._resource_json_map = wanted
    _set_outputs(stack)
    for logical_id, resource in replaced:
        _remove(stack, logical_id, resource)
    gone = [name for name in ordered(former) if name not in wanted or not is_active(resource_map, wanted[name])]
    for logical_id in reversed(gone):
        _remove(stack, logical_id, resource_map._parsed_resources.pop(logical_id, None))


def _make(stack: models.Stack, logical_id: str, resource: dict[str, Any]) -> None:
    resource_map = stack.resource_map
    resource_type = resource["Type"]
    _event(stack, logical_id, resource_type, None, "CREATE_IN_PROGRESS")
    made = None
    try:
        props = resolved_properties(resource_map, resource)
        if class_of(resource_type) is not None:
            made = parsing.parse_and_create_resource(
                logical_id, {**resource, "Properties": props}, resource_map, resource_map._account_id, resource_map._region_name)
            _remember(made, logical_id, resource, props)
            resource_map._parsed_resources[logical_id] = made
    except Exception as error:
        _event(stack, logical_id, resource_type, None, "CREATE_FAILED", reason_of(error))
        raise
    _event(stack, logical_id, resource_type, physical_id(made), "CREATE_COMPLETE")


def _change(stack: models.Stack, logical_id: str, made: Any, resource: dict[str, Any], replaced: list[tuple[str, Any]]) -> None:
    resource_map = stack.resource_map
    resource_type = resource["Type"]
    props = resolved_properties(resource_map, resource)
    made.deletion_policy = resource.get("DeletionPolicy")
    if props == made.deployed_properties:
        return
    _event(stack, logical_id, resource_type, physical_id(made), "UPDATE_IN_PROGRESS")
    try:
        try:
            changed = class_of(resource_type).update_from_cloudformation_json(
                original_resource=made,
                new_resource_name=parsing.generate_resource_name(resource_type, stack.name, logical_id),
                cloudformation_json={"Type": resource_type, "Properties": props},
                account_id=resource_map._account_id,
                region_name=resource_map._region_name,
            )
            _remember(changed, logical_id, resource, props)
            resource_map._parsed_resources[logical_id] = changed
        except Replace:
            _make(stack, logical_id, resource)
            replaced.append((logical_id, made))
    except Exception as error:
        _event(stack, logical_id, resource_type, physical_id(made), "UPDATE_FAILED", reason_of(error))
        made.deployed_properties = None  # perhaps half done: the rollback sets the former properties again
        raise
    _event(stack, logical_id, resource_type, physical_id(resource_map._parsed_resources[logical_id]), "UPDATE_COMPLETE")


def _remember(made: Any, logical_id: str, resource: dict[str, Any], props: dict[str, Any]) -> None:
    made.deployed_properties = props
    made.deletion_policy = resource.get("DeletionPolicy")
    made.logical_resource_id, made.cf_resource_type = logical_id, resource["Type"]


def _remove(stack: models.Stack, logical_id: str, made: Any, rolling_back: bool = False) -> None:
    if made is None or isinstance(made, (str, dict)):
        return
    resource_map = stack.resource_map
    resource_type = made.cf_resource_type
    _event(stack, logical_id, resource_type, physical_id(made), "DELETE_IN_PROGRESS")
    if made.deletion_policy in ("Retain", "RetainExceptOnCreate") and not rolling_back:
        _event(stack, logical_id, resource_type, physical_id(made), "DELETE_SKIPPED")
        return
    try:
        with suppress(NotFoundException):
            if isinstance(made, InlinePolicy):
                made.delete(resource_map._account_id, resource_map._region_name)
            else:
                resource_map._delete_resource(made, {"Type": resource_type, "Properties": made.deployed_properties or {}})
    except Exception as error:
        _event(stack, logical_id, resource_type, physical_id(made), "DELETE_FAILED", reason_of(error))
        raise
    _event(stack, logical_id, resource_type, physical_id(made), "DELETE_COMPLETE")


def _set_outputs(stack: models.Stack) -> None:
    resource_map = stack.resource_map
    stack.output_map = stack._create_output_map()
    for name, output in (stack.template_dict.get("Outputs") or {}).items():
        if is_active(resource_map, output):
            require_resolved(parsing.clean_json(output["Value"], resource_map), f"/Outputs/{name}")
    exports = models.cloudformation_backends[stack.account_id][stack.region_name].exports
    for name in [name for name, export in exports.items() if export.exporting_stack_id == stack.stack_id]:
        del exports[name]
    exports.update({export.name: export for export in stack.output_map.exports})


def _status(stack: models.Stack, status: str, reason: str | None = None) -> None:
    stack.status, stack.status_reason = status, reason
    stack._add_stack_event(status, resource_status_reason=reason)


def _event(
    stack: models.Stack, logical_id: str, resource_type: str, physical: str | None, status: str, reason: str | None = None,
) -> None:
    stack.events.append(models.Event(
        stack_id=stack.stack_id,
        stack_name=stack.name,
        logical_resource_id=logical_id,
        physical_resource_id=physical or "",
        resource_type=resource_type,
        resource_status=status,
        resource_status_reason=reason,
        resource_properties=None,
    ))
