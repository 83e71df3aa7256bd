"""Errors of a request that is wrong in itself: the part of the tree in `errors` that is the asker's to mend."""

from __future__ import annotations

from desktop.core.errors import IlhaError
from desktop.core.text import QT_TRANSLATE_NOOP


class UsageError(IlhaError):
    """The request itself is wrong; nothing is run."""


class FolderTaken(UsageError):
    """What should become a new folder is there already, and is not an empty one."""

    code = "folder-taken"
    message = QT_TRANSLATE_NOOP("errors", "“{folder}” is there already, and it is not an empty folder.")
    hint = QT_TRANSLATE_NOOP("errors", "Name a new one; nothing is ever written over.")


class FileTaken(UsageError):
    """What should become a new file is there already."""

    code = "file-taken"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” is there already.")
    hint = QT_TRANSLATE_NOOP("errors", "Name a new one; nothing is ever written over.")


class ResultUnreadable(UsageError):
    """What should be a result is none."""

    code = "result-unreadable"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” holds no result of Ilha.")
    hint = QT_TRANSLATE_NOOP("errors", "Give it a json export, or what “ilha run … --json” printed.")


class AnswerNeeded(UsageError):
    """A question that nobody is there to answer."""

    code = "answer-needed"
    message = "{question}"
    hint = QT_TRANSLATE_NOOP("errors", "Nobody is there to ask; --yes is the answer.")


class AnsweredNo(IlhaError):
    """Somebody was asked and said no."""

    code = "answered-no"
    message = QT_TRANSLATE_NOOP("errors", "You did not allow it: nothing was changed.")
    hint = QT_TRANSLATE_NOOP("errors", "Start it again to be asked again.")


class NotUpdatable(UsageError):
    """The model came from no repository that could be asked."""

    code = "not-updatable"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” came from no repository that could be asked.")
    hint = QT_TRANSLATE_NOOP("errors", "Add its new version yourself, or download it from the Hub.")


class TaskUnknown(UsageError):
    """No task has this id."""

    code = "task-unknown"
    message = QT_TRANSLATE_NOOP("errors", "There is no task “{task}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Tasks: {tasks}.")


class ModelUnknown(UsageError):
    """No model has this id, or it serves another task."""

    code = "model-unknown"
    message = QT_TRANSLATE_NOOP("errors", "There is no model “{model}” for the task “{task}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Models for it: {models}.")


class ModelNameInvalid(UsageError):
    """A name that could not be a folder everywhere."""

    code = "model-name-invalid"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” cannot be the name of a model.")
    hint = QT_TRANSLATE_NOOP("errors", "Use letters, digits, “-”, “_” and “.”, with a letter or a digit first.")


class ModelTaskUnclear(UsageError):
    """Nothing in the folder tells what the model is for."""

    code = "model-task-unclear"
    message = QT_TRANSLATE_NOOP("errors", "Nothing in “{folder}” says what the model is for.")
    hint = QT_TRANSLATE_NOOP("errors", "Name its task. Tasks: {tasks}.")


class ModelVariantUnknown(UsageError):
    """The folder has no graph of this precision."""

    code = "model-variant-unknown"
    message = QT_TRANSLATE_NOOP("errors", "“{folder}” has no variant “{variant}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Its variants: {variants}.")


class ParameterUnknown(UsageError):
    """The task has no parameter of this name."""

    code = "parameter-unknown"
    message = QT_TRANSLATE_NOOP("errors", "The task “{task}” has no parameter “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Parameters: {parameters}.")


class ParameterInvalid(UsageError):
    """The value does not fit the parameter."""

    code = "parameter-invalid"
    message = QT_TRANSLATE_NOOP("errors", "“{value}” is no value for the parameter “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Expected: {expected}.")


class FormatUnknown(UsageError):
    """This kind of result has no such export."""

    code = "format-unknown"
    message = QT_TRANSLATE_NOOP("errors", "This result cannot be written as “{format}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Formats: {formats}.")


class DisplayMissing(UsageError):
    """A window is wanted where nothing can show one."""

    code = "display-missing"
    message = QT_TRANSLATE_NOOP("errors", "There is no display here that could show a window.")
    hint = QT_TRANSLATE_NOOP("errors", "The commands need none; “ilha --help” lists them.")


class HomeNameless(UsageError):
    """The path of the folder is no text, so that it cannot be told to an engine."""

    code = "home-nameless"
    message = QT_TRANSLATE_NOOP("errors", "The name of the folder “{folder}” is no readable text.")
    hint = QT_TRANSLATE_NOOP("errors", "Name another one for Ilha, with --home or ILHA_HOME.")


class HomeShared(UsageError):
    """The folder that is to hold all of Ilha holds the user's own files as well."""

    code = "home-shared"
    message = QT_TRANSLATE_NOOP("errors", "“{folder}” is not a folder for Ilha alone.")
    hint = QT_TRANSLATE_NOOP("errors", "Name one that is, such as “{folder}/ilha”: everything in it can be erased.")
