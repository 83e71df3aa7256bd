"""One tree of errors: a stable code, templates for message and hint, named arguments and a detail.

`Cancelled` is not an error. Anything that is neither `IlhaError` nor `Cancelled` is a bug: code `internal-error`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from desktop.core.text import QT_TRANSLATE_NOOP, Argument, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What an error becomes when it crosses a pipe, a database or a terminal."""

    code: str
    arguments: dict[str, Argument] = field(default_factory=dict)
    detail: str = ""


class Cancelled(Exception):
    """The user no longer wants the result."""


class IlhaError(Exception):
    """A fault of the world that is explained to people; never shown as a traceback."""

    code: ClassVar[str] = ""
    message: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    by_code: ClassVar[dict[str, type[IlhaError]]] = {}

    def __init__(self, *, detail: str = "", **arguments: Argument) -> None:
        """Keep the arguments that the templates name; `detail` is for the report, not for the sentence."""
        super().__init__(fill(self.message, arguments))
        self.arguments = arguments
        self.detail = detail

    def __init_subclass__(cls) -> None:
        """Register the class under its code."""
        super().__init_subclass__()
        if "code" in cls.__dict__:
            IlhaError.by_code[cls.code] = cls

    def failure(self) -> Failure:
        """Return the value that stands for this error outside the process."""
        return Failure(code=self.code, arguments=dict(self.arguments), detail=self.detail)


def templates(code: str) -> tuple[str, str]:
    """Return the English templates (message, hint) of `code`; an unknown code is reported as a bug of ours."""
    error = IlhaError.by_code.get(code, InternalError)
    return error.message, error.hint


def describe(failure: Failure) -> tuple[str, str]:
    """Return the English message and hint of a failure."""
    message, hint = templates(failure.code)
    return fill(message, failure.arguments), fill(hint, failure.arguments)


class InternalError(IlhaError):
    """A bug of ours that was caught at the edge of a process."""

    code = "internal-error"
    message = QT_TRANSLATE_NOOP("errors", "Ilha made a mistake of its own ({kind}).")
    hint = QT_TRANSLATE_NOOP("errors", "Try again; if it happens again, copy the details into a bug report.")


# --- input -----------------------------------------------------------------------------------------------------------


class InputError(IlhaError):
    """Something about the file itself."""


class InputNotFound(InputError):
    """The path names nothing, now or ever."""

    code = "input-not-found"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” does not exist.")
    hint = QT_TRANSLATE_NOOP("errors", "Check its name; if it was moved or renamed, give it again from its new place.")


class InputUnreadable(InputError):
    """The system refuses to open the file."""

    code = "input-unreadable"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” cannot be opened.")
    hint = QT_TRANSLATE_NOOP("errors", "Check that you have permission to read it and that its disk is connected.")


class InputEmpty(InputError):
    """A file of zero bytes or with nothing but white space."""

    code = "input-empty"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is empty.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a file that has content.")


class FolderEmpty(InputError):
    """A folder with no file in it that any task accepts."""

    code = "input-folder-empty"
    message = QT_TRANSLATE_NOOP("errors", "The folder “{name}” holds nothing Ilha can work on.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a folder with pictures, PDF documents or texts.")


class InputUnsupported(InputError):
    """No task, or not the chosen one, accepts this kind of file."""

    code = "input-unsupported"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is a kind of file this cannot use ({label}).")
    hint = QT_TRANSLATE_NOOP("errors", "Its content decides, not its name. This accepts: {accepts}.")


class InputCorrupt(InputError):
    """The content breaks off or contradicts its format."""

    code = "input-corrupt"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is damaged and cannot be read to its end.")
    hint = QT_TRANSLATE_NOOP("errors", "Open it in another program, or fetch a fresh copy from where it came from.")


class InputTooLarge(InputError):
    """More pixels, pages or bytes than fit in memory safely."""

    code = "input-too-large"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is too large: {found} {unit}, at most {limit} {unit} are read.")
    hint = QT_TRANSLATE_NOOP("errors", "Reduce it or cut it into parts first.")


class InputEncrypted(InputError):
    """A document that wants a password."""

    code = "input-encrypted"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is protected by a password.")
    hint = QT_TRANSLATE_NOOP("errors", "Save a copy without the password and add that.")


class InputWithoutText(InputError):
    """A document of pictures, or a picture, where text is needed."""

    code = "input-without-text"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” has no text, only pictures of it.")
    hint = QT_TRANSLATE_NOOP("errors", "Use “Read text” on it first, and then what it has read.")


class InputWithoutSound(InputError):
    """A film of pictures alone."""

    code = "input-without-sound"
    message = QT_TRANSLATE_NOOP("errors", "There is no sound in “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a recording, or a film that has a sound track.")


class DecoderMissing(InputError):
    """The sound is in a format that only QtMultimedia or ffmpeg reads, and neither works on this computer."""

    code = "decoder-missing"
    message = QT_TRANSLATE_NOOP("errors", "The sound of “{name}” ({label}) cannot be read on this computer.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Install the program ffmpeg, or save the sound as WAV, FLAC, MP3, Ogg or Opus in another program."
    )


class InputQuarantined(InputError):
    """The same file stopped the engine twice."""

    code = "input-quarantined"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” stopped the engine twice and is set aside.")
    hint = QT_TRANSLATE_NOOP("errors", "The file may be damaged. Your other files are not affected.")


class MicrophoneLost(IlhaError):
    """The microphone is gone, or another program or the system keeps it."""

    code = "microphone-lost"
    message = QT_TRANSLATE_NOOP("errors", "The microphone does not work.")
    hint = QT_TRANSLATE_NOOP("errors", "Check that it is connected and may be used; what was recorded so far is kept.")


# --- model -----------------------------------------------------------------------------------------------------------


class ModelError(IlhaError):
    """Something about a model."""


class NoModelForTask(ModelError):
    """No model on the computer serves a task."""

    code = "no-model-for-task"
    message = QT_TRANSLATE_NOOP("errors", "No model for “{task}” is on this computer.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Bring the folder of one of the Hub ({models}) to this computer, then: ilha models import FOLDER"
    )


class ModelFault(ModelError):
    """A model that cannot be used; `reason` and `remedy` are sentences with places for the other arguments."""

    reason: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, *, reason: str = "", remedy: str = "", detail: str = "", **arguments: Argument) -> None:
        """Keep the fault's own sentences, or the usual ones."""
        super().__init__(detail=detail, reason=reason or self.reason, remedy=remedy or self.remedy, **arguments)


class ModelNotInstalled(ModelFault):
    """No model of this id is on the computer that should run it."""

    code = "model-not-installed"
    message = "{reason}"
    hint = "{remedy}"
    reason = QT_TRANSLATE_NOOP("errors", "The model “{model}” is not on this computer.")
    remedy = QT_TRANSLATE_NOOP("errors", "Choose another model for this task, or install it first.")


class ModelIncomplete(ModelFault):
    """A file of the model is missing, or is not whole."""

    code = "model-incomplete"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” is incomplete. {reason}")
    hint = "{remedy}"
    reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is missing.")
    remedy = QT_TRANSLATE_NOOP("errors", "Install it again.")


class ModelDigestMismatch(ModelError):
    """A file of the model is not the one that was installed."""

    code = "model-digest-mismatch"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” was altered: its file “{file}” is not the original.")
    hint = QT_TRANSLATE_NOOP("errors", "Install it again. Expected digest {expected}, found {found}.")


class ModelIncompatible(ModelFault):
    """The graph or its settings are not what the task needs."""

    code = "model-incompatible"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” cannot be used. {reason}")
    hint = "{remedy}"
    remedy = QT_TRANSLATE_NOOP("errors", "Choose another model for this task.")


class ModelIsFile(ModelIncompatible):
    """A file where a folder is wanted."""

    reason = QT_TRANSLATE_NOOP("errors", "It is a single file, and a model is a folder.")
    remedy = QT_TRANSLATE_NOOP("errors", "Name the folder that the file lies in.")


class ModelExists(ModelError):
    """Another model has this id."""

    code = "model-exists"
    message = QT_TRANSLATE_NOOP("errors", "There is another model “{model}” on this computer already.")
    hint = QT_TRANSLATE_NOOP("errors", "Give this one another name.")


class ModelInUse(ModelError):
    """An engine works with the model just now."""

    code = "model-in-use"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” is being used just now.")
    hint = QT_TRANSLATE_NOOP("errors", "Wait until the job that uses it is finished, or cancel it.")


class ModelKept(ModelFault):
    """A model that is not Ilha's to move, remove or give away."""

    code = "model-kept"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” stays as it is. {reason}")
    hint = "{remedy}"
    remedy = QT_TRANSLATE_NOOP("errors", "Choose another model for this.")


class ArchiveRefused(ModelFault):
    """An archive that is damaged, holds no model, or was made to do harm."""

    code = "archive-refused"
    message = QT_TRANSLATE_NOOP("errors", "Nothing was taken from “{archive}”. {reason}")
    hint = "{remedy}"
    remedy = QT_TRANSLATE_NOOP("errors", "Ask for it again where it came from.")


class ConversionFailed(ModelFault):
    """The converter understood the model, and nothing usable came of it."""

    code = "conversion-failed"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” could not be converted. {reason}")
    hint = "{remedy}"
    remedy = QT_TRANSLATE_NOOP("errors", "Choose another model for this task.")


# --- storage ---------------------------------------------------------------------------------------------------------


class StorageError(IlhaError):
    """Something about the disk."""


class StorageFull(StorageError):
    """The disk has no room left."""

    code = "storage-full"
    message = QT_TRANSLATE_NOOP("errors", "The disk that holds “{folder}” is full.")
    hint = QT_TRANSLATE_NOOP("errors", "Free some space and try again; nothing that was finished is lost.")


class StorageNotWritable(StorageError):
    """The folder refuses new files."""

    code = "storage-not-writable"
    message = QT_TRANSLATE_NOOP("errors", "Nothing can be written to “{folder}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another folder, or change its permissions.")


class StorageInUse(StorageError):
    """Another program holds the file."""

    code = "storage-in-use"
    message = QT_TRANSLATE_NOOP("errors", "“{folder}” is in use by another program.")
    hint = QT_TRANSLATE_NOOP("errors", "Close the other program and try again.")


# --- engine ----------------------------------------------------------------------------------------------------------


class EngineError(IlhaError):
    """Something about the engine process."""


class EngineCrashed(EngineError):
    """The process ended while it worked on this job."""

    code = "engine-crashed"
    message = QT_TRANSLATE_NOOP("errors", "The engine stopped while it worked on this ({exit}).")
    hint = QT_TRANSLATE_NOOP("errors", "It was started again and your other jobs go on. Retry this one if you like.")


class EngineOutOfMemory(EngineError):
    """The system refused memory."""

    code = "engine-out-of-memory"
    message = QT_TRANSLATE_NOOP("errors", "There was not enough memory for this.")
    hint = QT_TRANSLATE_NOOP("errors", "Close other programs, choose a smaller model, or cut the file into parts.")


class EngineTimedOut(EngineError):
    """The engine gave no answer in time."""

    code = "engine-timed-out"
    message = QT_TRANSLATE_NOOP("errors", "The engine gave no answer in time.")
    hint = QT_TRANSLATE_NOOP("errors", "Try again; close other busy programs first.")


class EngineUnavailable(EngineError):
    """The process ended twice before it was ready, or the wall could not be put up."""

    code = "engine-unavailable"
    message = QT_TRANSLATE_NOOP("errors", "The engine does not start on this computer.")
    hint = QT_TRANSLATE_NOOP("errors", "Run “ilha doctor” in a terminal; it says what is missing.")


class ConverterMissing(EngineError):
    """The converter, which is a program of its own, is not there."""

    code = "converter-missing"
    message = QT_TRANSLATE_NOOP("errors", "The converter is not installed.")
    hint = QT_TRANSLATE_NOOP("errors", "Install ilha-converter; a checkout wants “python3 packaging/dev.py converter”.")


class ConverterCrashed(EngineError):
    """The converter ended without a last word."""

    code = "converter-crashed"
    message = QT_TRANSLATE_NOOP("errors", "The converter stopped while it worked on “{model}” ({exit}).")
    hint = QT_TRANSLATE_NOOP("errors", "It may have lacked memory: close other programs and try again.")


class JobInterrupted(EngineError):
    """The program ended while the job waited or ran."""

    code = "job-interrupted"
    message = QT_TRANSLATE_NOOP("errors", "Ilha was closed before this was finished.")
    hint = QT_TRANSLATE_NOOP("errors", "Retry it.")


class WindowSilent(EngineError):
    """Another window of the same home is open and takes nothing."""

    code = "window-silent"
    message = QT_TRANSLATE_NOOP("errors", "Ilha is open already, but its window does not answer.")
    hint = QT_TRANSLATE_NOOP("errors", "Wait a moment and try again, or end the program that hangs.")
