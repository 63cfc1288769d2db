"""CloudFormation's API over the engine, and the few other calls of the CDK CLI that moto answers wrongly."""

import re
from typing import Any

from moto.cloudformation import models, responses
from moto.cloudformation.exceptions import CloudFormationError
from moto.cloudtrail.responses import CloudTrailResponse
from moto.s3.models import s3_backends

from . import engine
from .errors import invalid

_create_change_set = models.CloudFormationBackend.create_change_set
_template_from_url = models.get_stack_from_s3_url


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"

    def __init__(self, name: str):
        super().__init__(f"ChangeSet [{name}] does not exist")


def install() -> None:
    models.Stack.status_reason = None
    models.Stack.stack_parameters = property(_given_parameters)
    models.Stack.stack_resources = property(_stack_resources)
    backend = models.CloudFormationBackend
    backend._resolve_update_parameters = _resolve_update_parameters
    backend.create_stack = create_stack
    backend.update_stack = update_stack
    backend.delete_stack = delete_stack
    backend.create_change_set = create_change_set
    backend.execute_change_set = execute_change_set
    responses.CloudFormationResponse.describe_change_set = _describe_change_set
    responses.CloudFormationResponse.delete_change_set = _delete_change_set
    responses.CloudFormationResponse.update_termination_protection = _update_termination_protection
    CloudTrailResponse.lookup_events = lambda self: '{"Events": []}'  # the CLI asks here for the cause of a failure
    for module in (models, responses):
        module.get_stack_from_s3_url = _template_of_url


def create_stack(self, name, template, parameters, notification_arns=None, tags=None, role_arn=None, **_):
    if any(stack.name == name for stack in self.stacks.values()):
        raise models.AlreadyExistsException(f"Stack {name} already exists")
    stack_id = models.generate_stack_id(name, self.region_name, self.account_id)
    stack = models.Stack(
        stack_id=stack_id, name=name, template=template, parameters=parameters, account_id=self.account_id,
        region_name=self.region_name, notification_arns=notification_arns, tags=tags, role_arn=role_arn,
        cross_stack_resources=self.exports, enable_termination_protection=False,
    )
    self.stacks[stack_id] = stack
    engine.create(stack)
    return stack


def update_stack(self, name, template, role_arn, parameters, tags):
    stack = self.get_stack(name)
    _require_updatable(stack)
    _set_tags(stack, tags)
    engine.update(stack, template, self._resolve_update_parameters(instance=stack, incoming_params=parameters))
    return stack


def delete_stack(self, name_or_stack_id):
    stack = next((stack for stack in self.stacks.values() if name_or_stack_id in (stack.stack_id, stack.name)), None)
    if stack is None:
        return
    if stack.enable_termination_protection:
        raise invalid(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if engine.delete(stack):
        for name in [name for name, export in self.exports.items() if export.exporting_stack_id == stack.stack_id]:
            del self.exports[name]
        self.deleted_stacks[stack.stack_id] = self.stacks.pop(stack.stack_id)


def create_change_set(self, stack_name, change_set_name, template, parameters, description, change_set_type, **rest):
    if change_set_type == "CREATE":
        for stack_id, stack in [item for item in self.stacks.items() if item[1].name == stack_name]:
            if stack.status != "REVIEW_IN_PROGRESS":
                raise invalid(f"Stack [{stack_name}] already exists and cannot be created again with the changeSet [{change_set_name}].")
            del self.stacks[stack_id]
    change_set_id, stack_id = _create_change_set(
        self, stack_name, change_set_name, template, parameters, description, change_set_type, **rest)
    if change_set_type == "CREATE":
        self.stacks[stack_id].cross_stack_resources = self.exports
    return change_set_id, stack_id


def execute_change_set(self, change_set_name, stack_name=None):
    _, change_set = _find_change_set(self, change_set_name, stack_name)
    stack = self.stacks[change_set.stack_id]
    if change_set.change_set_type == "CREATE":
        stack.template, stack.parameters = change_set.template, change_set.parameters
        stack._parse_template()
        stack.resource_map = stack._create_resource_map()
        stack.resource_map.cross_stack_resources = self.exports
        engine.create(stack)
    else:
        _require_updatable(stack)
        _set_tags(stack, change_set.tags or None)
        engine.update(stack, change_set.template, change_set.parameters)
    change_set.execution_status = "EXECUTE_COMPLETE"
    for key in [key for key, other in self.change_sets.items() if other.stack_id == stack.stack_id]:
        del self.change_sets[key]  # CloudFormation drops them all once one of them ran


def _require_updatable(stack: models.Stack) -> None:
    if not re.fullmatch(r"(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE", stack.status):
        raise invalid(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")


def _set_tags(stack: models.Stack, tags: dict[str, str] | None) -> None:
    if tags is not None:
        stack.tags, stack.resource_map.tags = dict(tags), dict(tags)


def _find_change_set(backend: models.CloudFormationBackend, name: str, stack_name: str | None) -> tuple[str, Any]:
    for change_set_id, change_set in reversed(backend.change_sets.items()):
        if name == change_set_id or name == change_set.change_set_name and stack_name in (None, change_set.stack_name, change_set.stack_id):
            return change_set_id, change_set
    raise ChangeSetNotFound(name)


def _describe_change_set(self):
    _, change_set = _find_change_set(self.cloudformation_backend, self._get_param("ChangeSetName"), self._get_param("StackName"))
    return responses.ActionResult(change_set)


def _delete_change_set(self):
    try:
        change_set_id, _ = _find_change_set(self.cloudformation_backend, self._get_param("ChangeSetName"), self._get_param("StackName"))
    except ChangeSetNotFound:
        return responses.EmptyResult()
    del self.cloudformation_backend.change_sets[change_set_id]
    return responses.EmptyResult()


def _update_termination_protection(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection")
    return responses.ActionResult({"StackId": stack.stack_id})


def _given_parameters(self):
    """What `UsePreviousValue` means: what was given last time, or the default; never what an SSM parameter held."""
    slots = self.template_dict.get("Parameters", {})
    return {name: (self.parameters or {}).get(name, slot.get("Default")) for name, slot in slots.items()}


def _resolve_update_parameters(self, instance, incoming_params):
    before = _given_parameters(instance)
    return {
        parameter["ParameterKey"]:
            before[parameter["ParameterKey"]] if parameter.get("UsePreviousValue") else parameter["ParameterValue"]
        for parameter in incoming_params
    }


def _stack_resources(self):
    made = self.resource_map._parsed_resources
    return [made[name] for name in self.resource_map._resource_json_map if name in made and engine.physical_id(made[name]) is not None]


def _template_of_url(template_url, account_id, partition):
    """The CLI's template URL has the emulator's own address."""
    match = re.match(r"https?://(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d+)?/([^/]+)/(.+)", template_url)
    if not match:
        return _template_from_url(template_url, account_id=account_id, partition=partition)
    return s3_backends[account_id][partition].get_object(match.group(1), match.group(2)).value.decode("utf-8")
