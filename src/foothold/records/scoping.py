"""Every row belongs to a workspace, and no query leaves it by forgetting to say so (DESIGN 2)."""

from collections.abc import Iterable, Iterator
from typing import Any, Self, TypeVar
from uuid import uuid4

from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class Unscoped(RuntimeError):
    """A query on rows of a workspace that names no workspace."""


class OutsideWorkspace(ValueError):
    """A row that would point into another workspace."""


class ScopedQuerySet(models.QuerySet[Row]):
    """A query that refuses to run before `in_workspace` or `across_workspaces`."""

    _scope: Any = None

    def in_workspace(self, workspace: Any) -> Self:
        """Only the rows of this workspace; rows created through the result belong to it."""
        scoped = self.filter(workspace=workspace)
        scoped._scope = workspace
        return scoped

    def across_workspaces(self, *, because: str) -> Self:
        """Every workspace's rows, for loops that look for what is due. `because` is for the reader."""
        if not because:
            raise Unscoped(f"{self.model.__name__}: say why all workspaces are looked at")
        scoped = self.all()
        scoped._scope = "*"
        return scoped

    # Django runs every query through one of the methods below; each asks for the scope first.

    def _asked(self) -> None:
        if self._scope is None:
            name = self.model.__name__
            raise Unscoped(f"{name}.objects asked without a workspace: {name}.objects.in_workspace(...)")

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone  # type: ignore[no-any-return]

    def _fetch_all(self) -> None:
        self._asked()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row]:
        self._asked()
        return super().iterator(chunk_size)

    def count(self) -> int:
        self._asked()
        return super().count()

    def exists(self) -> bool:
        self._asked()
        return super().exists()

    def contains(self, obj: models.Model) -> bool:
        self._asked()
        return super().contains(obj)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._asked()
        return super().aggregate(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._asked()
        return super().delete()

    def update(self, **values: Any) -> int:
        self._asked()
        if "workspace" in values or "workspace_id" in values:
            raise OutsideWorkspace(f"{self.model.__name__} rows do not move to another workspace")
        if self._scope != "*":
            for name, value in values.items():
                self._refuse_stranger(name, value)
        return super().update(**values)

    def _refuse_stranger(self, name: str, value: Any) -> None:
        """A foreign key, given as a row or as its id, stays inside the workspace that is asked."""
        target = self.model._meta.get_field(name).related_model
        key = getattr(value, "pk", value)
        if target is not None and key is not None and isinstance(target, type) and issubclass(target, InWorkspace):
            _refuse_strangers(target, {key}, getattr(self._scope, "pk", self._scope), self.model)

    def bulk_update(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        stay_inside(rows)
        return super().bulk_update(rows, *args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise Unscoped(f"{self.model.__name__}: raw SQL knows no workspace")

    def create(self, **values: Any) -> Row:
        if self._scope not in (None, "*") and "workspace" not in values:
            values.setdefault("workspace_id", getattr(self._scope, "pk", self._scope))
        return super().create(**values)

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        rows = list(objs)
        stay_inside(rows)
        return super().bulk_create(rows, *args, **kwargs)

    def __or__(self, other: Any) -> Self:
        self._same_scope(other)
        return super().__or__(other)

    def __xor__(self, other: Any) -> Self:
        self._same_scope(other)
        return super().__xor__(other)

    def union(self, *others: Any, all: bool = False) -> Self:
        for other in others:
            self._same_scope(other)
        return super().union(*others, all=all)

    def _same_scope(self, other: Any) -> None:
        if getattr(other, "_scope", None) != self._scope:
            raise Unscoped(f"{self.model.__name__}: queries of two scopes do not mix")


ScopedManager = models.Manager.from_queryset(ScopedQuerySet, "ScopedManager")


class InWorkspace(models.Model):
    """A row of one workspace. Unique keys begin with `workspace`; foreign keys stay inside it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey("records.Workspace", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row, or raise OutsideWorkspace when it points into another workspace."""
        stay_inside([self])
        super().save(*args, **kwargs)


def stay_inside(rows: Iterable[models.Model]) -> None:
    """Raise OutsideWorkspace unless everything these rows of one model point to belongs to their workspace.

    A person belongs to a workspace by membership. A thousand rows cost as many queries as one: the
    keys are gathered first, and a row among them that points to another of them is inside already.
    """
    by_workspace: dict[Any, list[models.Model]] = {}
    for row in rows:
        by_workspace.setdefault(row.workspace_id, []).append(row)  # type: ignore[attr-defined]
    for workspace_id, theirs in by_workspace.items():
        for field in theirs[0]._meta.concrete_fields:
            if field.related_model is not None and field.name != "workspace":
                _keys_stay_inside(theirs, field, workspace_id)


def _keys_stay_inside(rows: list[models.Model], field: Any, workspace_id: Any) -> None:
    target, model = field.related_model, type(rows[0])
    if issubclass(target, InWorkspace):
        keys = {getattr(row, field.attname) for row in rows} - {None}
        if target is model:
            keys -= {row.pk for row in rows}
        _refuse_strangers(target, keys, workspace_id, model)
    elif target._meta.label == "records.User" and model._meta.label != "records.Membership":
        people = {getattr(row, field.attname) for row in rows if row._state.adding} - {None}
        _refuse_non_members(people, workspace_id, model)


_AT_ONCE = 500
"""Keys in one query; databases limit the variables of a statement."""


def _refuse_strangers(target: type[InWorkspace], keys: set[Any], workspace_id: Any, model: type[models.Model]) -> None:
    if _count_inside(target.objects.in_workspace(workspace_id), "pk", keys) != len(keys):
        raise OutsideWorkspace(f"{model.__name__} would point to a {target.__name__} of another workspace")


def _refuse_non_members(people: set[Any], workspace_id: Any, model: type[models.Model]) -> None:
    from foothold.records.models import Membership  # the people file imports this one

    if _count_inside(Membership.objects.in_workspace(workspace_id), "user_id", people) != len(people):
        raise OutsideWorkspace(f"{model.__name__} would name a person who is no member of the workspace")


def _count_inside(rows: Any, name: str, keys: set[Any]) -> int:
    listed = list(keys)
    parts = (listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE))
    return sum(rows.filter(**{f"{name}__in": part}).values(name).distinct().count() for part in parts)
